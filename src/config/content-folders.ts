/** `content` of the config: a folder of articles, or one of another program's files and how they are read; here or in a repository. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type FolderMapping, folderMapping, mappedFields, presetNames } from '../content/foreign/mapping.ts';
import { gitSource, SourceEvery } from '../press/newsletter/source-settings.ts';

const names = z.union([
  z
    .string()
    .min(1)
    .transform((name) => [name]),
  z.array(z.string().min(1)).min(1),
]);

const reading = {
  preset: z
    .enum(presetNames, `must be one of ${presetNames.join(', ')}`)
    .nullable()
    .default(null),
  /** The site the files become. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be the address of the site, as in "https://blog.example.com"' })
    .transform((url) => url.replace(/\/+$/, ''))
    .nullable()
    .default(null),
  permalink: z.string().min(1).nullable().default(null),
  outlet: z
    .union([
      z
        .string()
        .trim()
        .min(1)
        .max(120)
        .transform((name) => ({ name, domain: null })),
      z.strictObject({ name: z.string().trim().min(1).max(120), domain: z.string().nullable().default(null) }),
    ])
    .nullable()
    .default(null),
  /** Fields of ours and those they are taken from. */
  fields: z
    .strictObject(
      Object.fromEntries(mappedFields.map((field) => [field, names.optional()])) as Record<
        (typeof mappedFields)[number],
        z.ZodOptional<typeof names>
      >,
    )
    .prefault({}),
  /** The same as `fields.topics`. */
  topicsFrom: names.nullable().default(null),
  topics: z.array(z.string().trim().min(1).max(60)).default([]),
  quality: z.int().min(0).max(189).default(60),
  /** What newsletters that send whole texts send of its articles; one may say otherwise itself. */
  body: z.enum(['full', 'excerpt'], 'write "full" (the whole text) or "excerpt"').default('excerpt'),
};

const inside = /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))(?!(?:.*\/)?\.git(?:\/|$))[^\\\0]*$/i;

const Entry = z
  .strictObject({
    folder: z.string().default(''),
    /** A repository that is pulled; `folder` is then the one in it where the articles lie. */
    git: z
      .string()
      .superRefine((address, context) => {
        const fault = gitAddressFault(address);
        if (fault !== null) context.addIssue({ code: 'custom', message: fault });
      })
      .optional(),
    /** Left out, the one the repository shows first. */
    branch: z
      .string()
      .max(200)
      .regex(/^(?!-)(?!.*(?:\.\.|@\{|\/\/))[\w./@+-]+(?<![./])$/, 'must be the name of a branch, as in "main"')
      .nullable()
      .default(null),
    name: z.string().trim().min(1).max(60).nullable().default(null),
    every: SourceEvery,
    ...reading,
  })
  .superRefine(({ folder, git, branch, name, every, preset, baseUrl, permalink }, context) => {
    const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (git === undefined && folder === '') fault('folder', 'name the folder');
    if (git !== undefined && !inside.test(folder)) fault('folder', 'must be a folder inside the repository');
    for (const [field, value] of Object.entries({ branch, name, every }))
      if (git === undefined && value !== null) fault(field, 'belongs to a repository: name it with `git`');
    if (preset !== null && baseUrl === null && !/^https?:/.test(permalink ?? ''))
      fault('baseUrl', 'is needed beside `preset`: the address of the site the files become');
  });

function gitAddressFault(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !['https:', 'http:', 'ssh:', 'file:'].includes(url.protocol))
    return 'must be the whole address of a repository, as in "https://git.example.com/blog.git"';
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:'))
    return 'must not hold a name or password: set GIT_CREDENTIALS in the environment';
  return null;
}
/** What is pulled for an entry of `content`; `clone` names the folder of its copy below the state folder. */
type PulledRepository = Pick<z.output<typeof Entry>, 'branch' | 'name' | 'every'> & {
  readonly address: string;
  readonly clone: string;
};

type Placed = { readonly folder: string; readonly mapping: FolderMapping | null; readonly repository: PulledRepository | null };

/** One entry; `mapping` is `null` for a folder in the input format, `repository` for one that lies here. */
export const ContentFolder = z
  .preprocess((entry) => (typeof entry === 'string' ? { folder: entry } : entry), Entry)
  .transform(({ folder, git, branch, name, every, topicsFrom, fields, ...rest }): Placed => {
    const own = topicsFrom === null ? fields : { ...fields, topics: topicsFrom };
    const unread = rest.preset === null && rest.baseUrl === null && Object.values(own).every((names) => names === undefined);
    const asItIs = unread && rest.body === 'excerpt';
    const mapping = asItIs ? null : folderMapping({ ...rest, fields: own });
    if (git === undefined) return { folder, mapping, repository: null };
    const clone = createHash('sha256')
      .update(`${git} ${branch ?? ''}`)
      .digest('hex')
      .slice(0, 12);
    return { folder, mapping, repository: { address: git, branch, name, every, clone } };
  });
export type ContentFolderInput = string | z.input<typeof Entry>;

/** Folders as the working folder names them, how each is read, and the repositories copied to some of them, each once. */
export function placedContent(entries: readonly z.output<typeof ContentFolder>[], inRoot: (folder: string) => string) {
  const copyOf = ({ clone }: PulledRepository) => join('.courant', 'git', clone);
  const placed = entries.map(({ folder, mapping, repository }) => ({
    folder: inRoot(repository === null ? folder : join(copyOf(repository), folder)),
    mapping,
    source: repository && gitSource(repository, inRoot(copyOf(repository))),
  }));
  return {
    folders: placed.map(({ folder }) => folder),
    mappings: Object.fromEntries(placed.flatMap(({ folder, mapping }) => (mapping === null ? [] : [[folder, mapping]]))),
    repositories: [...new Map(placed.flatMap(({ source }) => (source === null ? [] : [[source.folder, source]]))).values()],
  };
}
