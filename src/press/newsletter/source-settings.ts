import { z } from 'zod';
import { durationField } from './duration-field.ts';

const webAddress = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: (issue) => `${JSON.stringify(issue.input)} is not a web address; write one as in "${example}"` })
    .max(2_000);

const Duration = durationField('1h', '30m');

const Outlet = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(120)
    .transform((name) => ({ name, domain: null })),
  z.strictObject({
    name: z.string().trim().min(1).max(120),
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'must be a domain as in "example.com"')
      .nullable()
      .default(null),
  }),
]);

/** How often a source is asked; left out, by the newsletters' schedules. */
export const SourceEvery = Duration.refine((ms) => ms >= 300_000, 'must be at least "5m": nobody should be asked oftener')
  .nullable()
  .default(null);

const shared = {
  /** Names the folder of its articles, and it in reports; left out, by its address. */
  name: z.string().trim().min(1).max(60).nullable().default(null),
  outlet: Outlet.nullable().default(null),
  /** Topics all of its articles have. */
  topics: z.array(z.string().trim().min(1).max(60)).default([]),
  quality: z
    .union([z.int().min(0).max(189), z.literal('learned')], 'must be a number from 0 to 189, or "learned"')
    .nullable()
    .default(null),
  every: SourceEvery,
  /** Items older than that are passed over. */
  newerThan: Duration.nullable().default(null),
  /** Whether what is missing (picture, summary, date) is looked up on the article's own page. */
  enrich: z.boolean().default(false),
  body: z.enum(['none', 'full'], 'write "none" or "full"').default('none'),
  /** Where its articles are written; left out, a folder of its own below the folder of all feeds. */
  folder: z.string().min(1).nullable().default(null),
};

const field = z.string().min(1);

const kinds = {
  url: z
    .strictObject({ ...shared, url: webAddress('https://example.com/feed.xml') })
    .transform(({ url, ...rest }) => ({ kind: 'feed' as const, address: url, ...rest })),
  ghost: z
    .strictObject({
      ...shared,
      ghost: webAddress('https://blog.example.com'),
      key: z.string().regex(/^[0-9a-f]{20,40}$/, 'must be the Content API key Ghost shows for an integration'),
    })
    .transform(({ ghost, ...rest }) => ({ kind: 'ghost' as const, address: ghost, ...rest })),
  wordpress: z
    .strictObject({ ...shared, wordpress: webAddress('https://blog.example.com') })
    .transform(({ wordpress, ...rest }) => ({ kind: 'wordpress' as const, address: wordpress, ...rest })),
  archive: z
    .strictObject({ ...shared, archive: webAddress('https://news.example.com/archive/weekly') })
    .transform(({ archive, ...rest }) => ({ kind: 'archive' as const, address: archive, ...rest })),
  json: z
    .strictObject({
      ...shared,
      json: webAddress('https://api.example.com/articles?page={page}'),
      /** Where in the answer the list stands, as in `data.items`; left out, the answer itself. */
      list: field.nullable().default(null),
      /** Where in an entry each field stands, as in `attributes.headline`; left out, under a name like its own. */
      fields: z
        .strictObject({
          id: field,
          title: field,
          url: field,
          summary: field,
          body: field,
          published: field,
          image: field,
          categories: field,
          author: field,
        })
        .partial()
        .default({}),
      /** Pages asked for at most, where the address has `{page}`. */
      pages: z.int().min(1).max(50).default(1),
    })
    .transform(({ json, ...rest }) => ({ kind: 'json' as const, address: json, ...rest })),
};

/** A repository whose article files are read where it is copied to: nothing is written into it. */
export type GitSource = Readonly<{ [Field in keyof typeof shared]: z.output<(typeof shared)[Field]> }> & {
  readonly kind: 'git';
  readonly address: string;
  readonly branch: string | null;
  /** Where it is copied to. */
  readonly folder: string;
};

export const gitSource = (
  { address, branch, name, every }: Pick<GitSource, 'address' | 'branch' | 'name' | 'every'>,
  folder: string,
): GitSource => ({
  kind: 'git',
  address,
  branch,
  name,
  every,
  folder,
  outlet: null,
  topics: [],
  quality: null,
  newerThan: null,
  enrich: false,
  body: 'none',
});

/** One place articles come from. `address` names it for good. */
export type SourceSettings =
  | { readonly [Kind in keyof typeof kinds]: Readonly<z.output<(typeof kinds)[Kind]>> }[keyof typeof kinds]
  | GitSource;

/** As `feeds` in the config says it; a text alone is the address of a feed. */
export type SourceInput = string | { [Kind in keyof typeof kinds]: z.input<(typeof kinds)[Kind]> }[keyof typeof kinds];

/** Reads one entry; its key says what kind it is. */
export const Source = z.unknown().transform((given, context): SourceSettings => {
  const entry = typeof given === 'string' ? { url: given } : given;
  const named = Object.keys(kinds).filter((kind) => typeof entry === 'object' && entry !== null && kind in entry) as (keyof typeof kinds)[];
  const [kind] = named;
  if (kind === undefined || named.length > 1) {
    context.addIssue({ code: 'custom', message: `must have one of ${Object.keys(kinds).join(', ')}: the address articles come from` });
    return z.NEVER;
  }
  const read = kinds[kind].safeParse(entry);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
});

/** A rule that gives articles of all sources a topic. */
export const TopicRuleInput = z
  .strictObject({
    topic: z.string().trim().min(1).max(60),
    categories: z.array(z.string().min(1)).default([]),
    words: z.array(z.string().min(1)).default([]),
    domains: z.array(z.string().toLowerCase()).default([]),
  })
  .refine(
    ({ categories, words, domains }) => categories.length + words.length + domains.length > 0,
    'name at least one of its categories, words or domains',
  );
