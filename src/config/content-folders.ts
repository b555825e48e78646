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
};

type Reading = { readonly preset: unknown; readonly baseUrl: unknown; readonly permalink: string | null };

const siteNamed = ({ preset, baseUrl, permalink }: Reading, context: z.RefinementCtx): void => {
  if (preset !== null && baseUrl === null && !/^https?:/.test(permalink ?? ''))
    context.addIssue({
      code: 'custom',
      path: ['baseUrl'],
      message: 'is needed beside `preset`: the address of the site the files become',
    });
};

const ForeignFolder = z.strictObject({ ...reading, folder: z.string().min(1, 'name the folder') }).superRefine(siteNamed);

/** A repository that is pulled; its folder is read like any other. */
const Repository = z
  .strictObject({
    ...reading,
    git: z.string().superRefine((address, context) => {
      const fault = gitAddressFault(address);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    }),
    /** Left out, the one the repository shows first. */
    branch: z
      .string()
      .max(200)
      .regex(/^(?!-)(?!.*(?:\.\.|@\{|\/\/))[\w./@+-]+(?<![./])$/, 'must be the name of a branch, as in "main"')
      .nullable()
      .default(null),
    /** Where in it the articles lie. */
    folder: z
      .string()
      .regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))(?!(?:.*\/)?\.git(?:\/|$))[^\\\0]*$/i, 'must be a folder inside the repository')
      .default(''),
    name: z.string().trim().min(1).max(60).nullable().default(null),
    every: SourceEvery,
  })
  .superRefine(siteNamed);

function gitAddressFault(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !['https:', 'http:', 'ssh:', 'file:'].includes(url.protocol))
    return 'must be the whole address of a repository, as in "https://git.example.com/blog.git"';
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:'))
    return 'must not hold a name or password: set GIT_CREDENTIALS in the environment';
  return null;
}
/** What is pulled for an entry of `content`; `clone` names the folder of its copy below the state folder. */
type PulledRepository = Pick<z.output<typeof Repository>, 'branch' | 'name' | 'every'> & {
  readonly address: string;
  readonly clone: string;
};

type Entry = { readonly folder: string; readonly mapping: FolderMapping | null; readonly repository: PulledRepository | null };

/** One entry; `mapping` is `null` for a folder in the input format, `repository` for one that lies here. */
export const ContentFolder = z
  .unknown()
  .transform((given, context): z.output<typeof ForeignFolder> | z.output<typeof Repository> => {
    const entry = typeof given === 'string' ? { folder: given } : given;
    const read = (typeof entry === 'object' && entry !== null && 'git' in entry ? Repository : ForeignFolder).safeParse(entry);
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  })
  .transform((entry): Entry => {
    const { preset, baseUrl, permalink, outlet, fields, topicsFrom, topics, quality } = entry;
    const own = topicsFrom === null ? fields : { ...fields, topics: topicsFrom };
    const asItIs = preset === null && baseUrl === null && Object.values(own).every((names) => names === undefined);
    const mapping = asItIs ? null : folderMapping({ preset, baseUrl, permalink, outlet, topics, quality, fields: own });
    if (!('git' in entry)) return { folder: entry.folder, mapping, repository: null };
    const { git: address, branch, name, every } = entry;
    const clone = createHash('sha256')
      .update(`${address} ${branch ?? ''}`)
      .digest('hex')
      .slice(0, 12);
    return { folder: entry.folder, mapping, repository: { address, branch, name, every, clone } };
  });
export type ContentFolderInput = string | z.input<typeof ForeignFolder> | z.input<typeof Repository>;

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
