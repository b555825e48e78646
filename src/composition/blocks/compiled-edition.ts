import { z } from 'zod';

const Markup = z.array(z.union([z.string(), z.strictObject({ piece: z.string(), html: z.string() })]));
export type Markup = Readonly<z.infer<typeof Markup>>;

const StoryHead = z.strictObject({
  outlet: z.string(),
  date: z.string(),
  readingTime: z.string().nullable(),
  video: z.string().nullable(),
  update: z.string().nullable(),
});

const CompiledStory = z.strictObject({
  headline: z.string(),
  excerpt: z.strictObject({ full: z.string().nullable(), short: z.string().nullable() }),
  /** Whether there is a picture of it: what it may stand as depends on that. */
  pictured: z.boolean().default(true),
  /** Every other outlet that tells it, where the mail names only some. */
  outlets: z.array(z.strictObject({ text: z.string(), href: z.string() })).default([]),
  /** Where its links lead, in editions whose links count (`links/click-link.ts`), and under which topic it is counted. */
  targets: z
    .strictObject({ url: z.string().nullable(), outlets: z.array(z.string()), more: z.array(z.string()), topic: z.string() })
    .optional(),
  /**
   * Markup cut at what a digest may leave out; the excerpt's words, topic, number and tone are holes. The forms beside `lead` and
   * `card` are there in ranked themes, the halves only where they differ.
   */
  html: z.strictObject({
    lead: Markup,
    card: Markup,
    sectionLead: Markup.optional(),
    brief: Markup.optional(),
    cardHalf: Markup.optional(),
    briefHalf: Markup.optional(),
    /** With its whole text in place of the excerpt, where it is told by that. */
    leadWhole: Markup.optional(),
    sectionLeadWhole: Markup.optional(),
    cardWhole: Markup.optional(),
    highlight: z.union([z.string(), Markup]),
  }),
  text: z.strictObject({
    head: z.string(),
    headUpdate: z.string(),
    excerptFull: z.string(),
    excerptShort: z.string(),
    links: z.string(),
    /** Of a brief, which names no other outlets. */
    linksBrief: z.string().optional(),
    /** What the address below leads to, where the excerpt stands for a whole text. */
    readOn: z.string().optional(),
    /** Its whole text: of the lead, whose picture may stand above it, and of any other. */
    whole: z.strictObject({ lead: z.string(), other: z.string() }).optional(),
    /** Of the large forms, in editions whose links say where they stand. */
    linksLead: z.string().optional(),
    linksSectionLead: z.string().optional(),
    /** Of the picture, where the story stands large. */
    caption: z.string().optional(),
    /** Where a theme writes before headlines: what the head is made of, for the number is the digest's. */
    headOf: StoryHead.optional(),
  }),
});
export type CompiledStory = Readonly<z.infer<typeof CompiledStory>>;

const NoteLine = z.strictObject({
  direction: z.enum(['ltr', 'rtl']),
  parts: z.array(z.strictObject({ text: z.string(), strong: z.boolean(), emphasised: z.boolean(), href: z.string().nullable() })),
});

/** An editor's note that fills in readers' values: where, and its words with holes, for the text part, whose lines each reader has wrapped. */
const NoteFilledIn = z.strictObject({
  places: z.array(z.strictObject({ field: z.string(), fallback: z.string(), max: z.int(), direction: z.enum(['ltr', 'rtl']).optional() })),
  blocks: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('paragraph'), line: NoteLine }),
      z.strictObject({ kind: z.literal('list'), ordered: z.boolean(), direction: z.enum(['ltr', 'rtl']), items: z.array(NoteLine) }),
    ]),
  ),
});

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
  secondSubject: z.string().optional(),
  subjectFor: z.array(z.string()).optional(),
  preheaderFor: z.array(z.string()).optional(),
  noteFor: z.array(z.string()).optional(),
  /** Absent where every reader's note is the same. */
  noteFilledIn: NoteFilledIn.optional(),
  words: z.literal(2).optional(),
  highlightsTitle: z.string(),
  /** What signs the addresses that count; absent in editions whose links lead straight to their pages. */
  clickKey: z.string().optional(),
  /** Whether the theme knows all forms of a story and sets the lead by itself. */
  ranked: z.boolean().default(false),
  /** Title of the page that names every outlet. */
  allCoverage: z.string().default(''),
  /** `sponsor` stands after the first section; empty without one. */
  /** Document and head for digests the editor's note does not speak of. */
  withoutNote: z.strictObject({ document: z.string(), head: z.string() }).optional(),
  html: z.strictObject({ document: z.string(), highlights: z.string(), sectionHead: z.string(), sponsor: z.string().default('') }),
  text: z.strictObject({
    head: z.string(),
    footer: z.string(),
    sponsor: z.string().default(''),
    /** The theme's own words for a section's heading and before a story's, with the holes `topic` and `number`. */
    section: z.string().optional(),
    story: z.string().optional(),
  }),
  stories: z.record(z.string(), CompiledStory),
});
export type CompiledEdition = Readonly<z.infer<typeof CompiledEdition>>;
