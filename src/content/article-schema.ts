import { z } from 'zod';

/** One field as it stands in a file: given in the right shape, absent (or empty), or something else. */
export type Field<T> =
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'misfit'; readonly found: unknown };

const absent = { kind: 'absent' } as const;

/** Never fails: a misfit is told by the reader of the field, with file and line, and costs only what depends on it. */
const field = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value): Field<NonNullable<z.output<Schema>>> => (value === undefined || value === null ? absent : { kind: 'given', value }))
    .catch(({ value }): Field<never> => ({ kind: 'misfit', found: value }));

/** YAML reads unquoted `2021` or `5.10` as a number where text is meant. */
const text = z.union([z.string(), z.number()]);

const ImageInput = z.object({
  url: field(z.string()),
  width: field(z.number()),
  height: field(z.number()),
  isCached: field(z.boolean()),
  title: field(text),
  alt: field(text),
  caption: field(text),
  credit: field(text),
  focus: field(z.array(z.unknown())),
});
export type ImageInput = Readonly<z.output<typeof ImageInput>>;

const ProviderInput = z.object({
  name: field(text),
  domain: field(z.string()),
  images: field(z.array(field(ImageInput))),
});
export type ProviderInput = Readonly<z.output<typeof ProviderInput>>;

/** What an article and each of its `related` entries have in common. */
const TellingInput = z.object({
  title: field(text),
  excerpt: field(text),
  publishedDateTime: field(text),
  originalUrl: field(z.string()),
  webUrl: field(z.string()),
  ampWebUrl: field(z.string()),
  cdnAmpWebUrl: field(z.string()),
  type: field(text),
  quality: field(text),
  provider: field(ProviderInput),
  images: field(z.array(field(ImageInput))),
  /** Of the first picture. */
  focus: field(z.array(z.unknown())),
  removed: field(z.boolean()),
});
export type TellingInput = Readonly<z.output<typeof TellingInput>>;

/** The input format: the front matter of one article file. `secured` is deliberately read by nobody. */
const ArticleInput = TellingInput.extend({
  category: field(text),
  heat: field(z.number()),
  published: field(z.boolean()),
  featuredContent: field(z.boolean()),
  topics: field(z.array(z.unknown())),
  related: field(z.array(field(TellingInput))),
});
export type ArticleInput = Readonly<z.output<typeof ArticleInput>>;

export const articleInput = (frontMatter: Readonly<Record<string, unknown>>): ArticleInput => ArticleInput.parse(frontMatter);

/** Names of the fields that may be read and shown, at any depth. */
export const readableFields: ReadonlySet<string> = new Set([
  ...Object.keys(ArticleInput.shape),
  ...Object.keys(ProviderInput.shape),
  ...Object.keys(ImageInput.shape),
]);

/**
 * The fields the format does not name, as read, without a prototype. `secured` is left out at any depth and in any case:
 * it is opaque and may be shown nowhere.
 */
export function extraFields(frontMatter: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const extra: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(frontMatter)) {
    if (!Object.hasOwn(ArticleInput.shape, key) && !isSecured(key)) extra[key] = withoutSecured(value);
  }
  return extra;
}

const isSecured = (key: string) => key.toLowerCase() === 'secured';

function withoutSecured(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecured);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) {
    if (!isSecured(key)) kept[key] = withoutSecured(inner);
  }
  return kept;
}
