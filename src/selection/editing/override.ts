import { z } from 'zod';

const words = (max: number) => z.string().trim().min(1).max(max);
const Position = z.int().min(1).max(50);

/** A story as an editor meant it: its id, and its pages (the lead's first), by which it is found again after regrouping. */
export const StoryRef = z.strictObject({ storyId: z.string().min(1), canonicalUrls: z.array(z.string().min(1)).min(1) });
export type StoryRef = z.infer<typeof StoryRef>;

/** A telling written by hand: what a Coverage needs and no content file gives. */
const HandTelling = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  canonicalUrl: z.string().min(1),
  title: words(300),
  excerpt: words(2_000).nullable(),
  outlet: z.strictObject({ name: words(120), domain: z.string().max(253) }),
  publishedAt: z.iso.datetime(),
  quality: z.number().min(0).max(1_000),
  image: z.url({ protocol: /^https?$/ }).nullable(),
});

/** What an editor asks of an edition. Titles, excerpts and wordings are plain text. */
export const Override = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin'), story: StoryRef, topic: words(60).nullable(), position: Position.nullable() }),
  z.strictObject({ kind: z.literal('drop'), story: StoryRef }),
  z.strictObject({ kind: z.literal('reorder'), topic: words(60), stories: z.array(StoryRef).min(1).max(50) }),
  z.strictObject({
    kind: z.literal('reword'),
    story: StoryRef,
    title: words(300).optional(),
    /** `null` takes the excerpt away. */
    excerpt: words(2_000).nullable().optional(),
  }),
  z.strictObject({
    kind: z.literal('edition'),
    subject: words(200).optional(),
    /** Tried beside `subject`: half of the readers get it. */
    secondSubject: words(200).optional(),
    preheader: words(200).optional(),
    intro: words(5_000).optional(),
    /** Fields of readers that `intro` fills in, as they were known when it was kept; `max`: characters of the longest value. */
    noteFields: z
      .array(z.strictObject({ name: z.string().min(1).max(40), max: z.int().min(1).max(200) }))
      .max(30)
      .optional(),
    /** What subject and preheader, and what the note speaks of: readers who have not all of it get ours. Left out, every reader gets them. */
    stories: z.array(StoryRef).min(1).max(20).optional(),
    noteStories: z.array(StoryRef).min(1).max(20).optional(),
  }),
  z.strictObject({
    kind: z.literal('picture'),
    story: StoryRef,
    /** Of one of the story's pictures; `null`: it shows none. */
    url: z.string().min(1).max(4_096).nullable(),
    /** Where its subject is; `null`: as its article says. */
    focus: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).nullable(),
  }),
  /** Whether a story whose article carries its whole text is told by it, whatever the newsletter does with such. */
  z.strictObject({ kind: z.literal('text'), story: StoryRef, whole: z.boolean() }),
  z.strictObject({ kind: z.literal('lead'), story: StoryRef, canonicalUrl: z.string().min(1) }),
  z.strictObject({ kind: z.literal('merge'), story: StoryRef, others: z.array(StoryRef).min(1).max(50) }),
  z.strictObject({ kind: z.literal('split'), story: StoryRef, canonicalUrls: z.array(z.string().min(1)).min(1).max(200) }),
  z.strictObject({ kind: z.literal('front'), story: StoryRef }),
  z.strictObject({ kind: z.literal('sections'), topics: z.array(words(60)).min(1).max(50) }),
  z.strictObject({ kind: z.literal('mute'), outlet: words(253) }),
  z.strictObject({ kind: z.literal('add'), telling: HandTelling, topic: words(60), position: Position.nullable() }),
]);
export type Override = Readonly<z.infer<typeof Override>>;

/** An override with who asked for it and why. */
export type EditorsOverride = {
  readonly id: number;
  readonly override: Override;
  readonly author: string;
  readonly reason: string;
};

const verbs: Readonly<Record<Exclude<Override['kind'], 'text'>, string>> = {
  pin: 'pinned',
  drop: 'dropped',
  reorder: 'reordered',
  reword: 'reworded',
  edition: 'edition worded',
  picture: 'picture chosen',
  lead: 'lead chosen',
  merge: 'merged',
  split: 'split',
  add: 'added',
  front: 'put on the front',
  sections: 'sections ordered',
  mute: 'outlet muted',
};

/** `pinned by ada: reason` */
export const describeOverride = ({ override, author, reason }: EditorsOverride): string =>
  `${verbOf(override)} by ${author}${reason === '' ? '' : `: ${reason}`}`;

const verbOf = (override: Override): string =>
  override.kind === 'text' ? (override.whole ? 'told whole' : 'cut to its excerpt') : verbs[override.kind];
