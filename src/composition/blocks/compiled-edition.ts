import { z } from 'zod';

const Markup = z.array(z.union([z.string(), z.strictObject({ piece: z.string(), html: z.string() })]));

const CompiledStory = z.strictObject({
  headline: z.string(),
  excerpt: z.strictObject({ full: z.string().nullable(), short: z.string().nullable() }),
  /** Markup cut at the update badge and the excerpt, which a digest may leave out; the excerpt's words are a hole. */
  html: z.strictObject({ lead: Markup, card: Markup, highlight: z.string() }),
  text: z.strictObject({
    head: z.string(),
    headUpdate: z.string(),
    excerptFull: z.string(),
    excerptShort: z.string(),
    links: z.string(),
  }),
});
export type CompiledStory = Readonly<z.infer<typeof CompiledStory>>;

/**
 * Every block of an edition, rendered once: JSON that is stored with the sealed edition. `assemble` makes any of its digests
 * from it without React. Holes (see `holes.ts`) stand for what depends on the digest.
 */
export const CompiledEdition = z.strictObject({
  version: z.literal(1),
  locale: z.string(),
  zone: z.string(),
  newsletter: z.string(),
  /** The editor's wording, `null` for ours. */
  subject: z.string().nullable(),
  preheader: z.string().nullable(),
  /** As of `EditionHeading`; absent in editions compiled before there were any. */
  subjectFor: z.array(z.string()).optional(),
  preheaderFor: z.array(z.string()).optional(),
  noteFor: z.array(z.string()).optional(),
  words: z.literal(2).optional(),
  highlightsTitle: z.string(),
  /** `sponsor` stands after the first section; empty without one. */
  /** Document and head for digests the editor's note does not speak of. */
  withoutNote: z.strictObject({ document: z.string(), head: z.string() }).optional(),
  html: z.strictObject({ document: z.string(), highlights: z.string(), sectionHead: z.string(), sponsor: z.string().default('') }),
  text: z.strictObject({ head: z.string(), footer: z.string(), sponsor: z.string().default('') }),
  stories: z.record(z.string(), CompiledStory),
});
export type CompiledEdition = Readonly<z.infer<typeof CompiledEdition>>;
