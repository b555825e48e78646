import { z } from 'zod';
import { pressWires, reporters } from './press-wires.ts';

/** A place in a section that only an editor's pin or addition may take: a sponsor's, or the editor's own. */
const Reserved = z.strictObject({
  topic: z.string().min(1),
  position: z.int().min(1).max(50),
  /** Whose place it is, shown wherever the choice is explained: `Sponsor`. */
  name: z.string().min(1).max(60),
});

/** What is written instead of a topic's name, and where its stories go when they are too few for a section. */
export const TopicRule = z.strictObject({
  also: z.array(z.string().trim().min(1, 'write the other name of the topic')).default([]),
  parent: z.string().trim().min(1, 'write the topic its stories fold into').nullable().default(null),
});
export type TopicRule = Readonly<z.infer<typeof TopicRule>>;

const share = z.number().min(0, 'must be from 0 (not counted) to 1 (like any other)').max(1, 'must be from 0 (not counted) to 1');
const outlets = z.array(z.string().trim().min(1, 'write the domain or the name of an outlet'));

/** Every knob of selection. Durations are milliseconds once parsed. */
const knobs = {
  perTopic: z.int().min(1).max(50),
  maxStories: z.int().min(1).max(200),
  minStories: z.int().min(0).max(50),
  /** At most this many stories of one outlet in a digest; `null`: any number. */
  perOutlet: z.int().min(1).max(50).nullable(),
  /** At most this many stories of one outlet in a section; `null`: only `perOutlet` counts. */
  perOutletPerTopic: z.int().min(1).max(50).nullable(),
  /** Factors on the points of stories by the outlet of their lead (its domain, or its name): `{ 'wire.example': 0.8 }`. */
  outletMultipliers: z.record(z.string().min(1), z.number().min(0).max(100)),
  /** Nobody's points fill a reserved place: while no pin does, the section is that much shorter. */
  reserved: z.array(Reserved),
  minQuality: z.number(),
  /** Points a story needs to be told at all. */
  minPoints: z.number().min(0),
  /** The quality of articles that give none; `null`: the median of those that do, else 50. */
  neutralQuality: z.number().nullable(),
  /** Points for the first other outlet that tells it independently; each doubling of their number brings as much again. */
  coverageWeight: z.number().min(0),
  /** Independent tellings that count at most; `null`: all. */
  coverageCap: z.int().min(0).nullable(),
  /** Places that pass press releases on, by domain, or domain and beginning of the path. */
  pressWires: outlets,
  /** Outlets that always count, whatever they look like: by domain or name. */
  independentOutlets: outlets,
  /** What a press wire's telling counts, and the telling of whom the story is about: 0 not at all, 1 like any other. */
  wireWeight: share,
  ownWeight: share,
  /** Factor on the points of an announcement alone: nobody but a press wire, or whom it is about, tells it. */
  announcementFactor: share,
  /** `null`: half the window. */
  halfLifeMs: z.number().positive().nullable(),
  /** `published: false` marks followers, so it is not asked for by default. */
  requirePublished: z.boolean(),
  types: z.array(z.string()).nullable(),
  /** Language codes of stories that may be told, `*` for any; `null`: the newsletter's. */
  languages: z
    .array(z.string().regex(/^(?:[a-z]{2,3}|\*)$/i, 'must be a language code such as "en", or "*" for any'))
    .min(1)
    .nullable(),
  /** Domains or names of outlets that are never told, and words no headline or excerpt may hold. */
  blockOutlets: outlets,
  blockWords: z.array(z.string().trim().min(2, 'write a word or a phrase of two letters or more')),
  /** New outlets a told story needs before it may return as an "Update". */
  updateThreshold: z.int().min(1),
  /** What leads a digest: its best story, or the best of its first section. */
  lead: z.enum(['best', 'first-topic'], 'write "best" or "first-topic"'),
  /** A section with fewer stories is small. */
  minSection: z.int().min(1).max(10),
  /** Where the stories of small sections go: to the section of the topic's parent, or else to one called "More", or they stay. */
  smallSections: z.enum(['keep', 'parent', 'more'], 'write "keep", "parent" or "more"'),
  topics: z.record(z.string().min(1), TopicRule),
};

const Knobs = z.strictObject(knobs);
export type Knobs = z.infer<typeof Knobs>;

const defaults: Knobs = {
  perTopic: 5,
  maxStories: 30,
  minStories: 3,
  perOutlet: 3,
  perOutletPerTopic: null,
  outletMultipliers: {},
  reserved: [],
  minQuality: 0,
  minPoints: 0,
  neutralQuality: null,
  coverageWeight: 20,
  coverageCap: null,
  pressWires: [...pressWires],
  independentOutlets: [...reporters],
  wireWeight: 0,
  ownWeight: 0,
  announcementFactor: 1,
  halfLifeMs: null,
  requirePublished: false,
  types: null,
  languages: null,
  blockOutlets: [],
  blockWords: [],
  updateThreshold: 3,
  lead: 'best',
  minSection: 2,
  smallSections: 'parent',
  topics: {},
};

/** Knobs a newcomer would not find, set for a kind of newsroom; what the config says besides wins. */
const presets: Readonly<Record<'news' | 'trade' | 'own-blog', Partial<Knobs>>> = {
  /** Reporting first: who announces something about themselves gives way to who reports it. */
  news: { announcementFactor: 0.5, coverageWeight: 30, perOutlet: 2, smallSections: 'more' },
  /** A branch's own announcements are its news; reprints still count once. */
  trade: { announcementFactor: 0.8, ownWeight: 0.5, perOutlet: 3 },
  /** One outlet, every post its own news: no outlet is ever too much, and one post is enough. */
  'own-blog': { perOutlet: null, coverageWeight: 0, minStories: 1, announcementFactor: 1 },
};
const Preset = z.enum(['news', 'trade', 'own-blog'], 'write "news", "trade" or "own-blog", or leave it out');

/**
 * What the settings of an edition say; `rules`: by which version of selection and of the words that follow from it it is made. By those
 * of 2 what gives way to another story is named nowhere.
 */
export type SelectionSettings = Readonly<Knobs> & { readonly rules: 1 | 2 | 3 };

/** As a config writes them: whatever is left out is the preset's, or else the product's default. */
export const SelectionInput = z.strictObject(knobs).partial().extend({ preset: Preset.optional() });

export function settingsOf({ preset, ...given }: z.output<typeof SelectionInput>): SelectionSettings {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Knobs>;
  return { ...defaults, ...(preset === undefined ? {} : presets[preset]), ...said, rules: 3 };
}

export const SelectionSettings = SelectionInput.transform(settingsOf);

/**
 * Settings as an edition was sealed with, by whatever version: what did not exist then is off, and the rules are those of then.
 * A seal of before has no `rules`.
 */
export function settingsSealed(stored: Partial<SelectionSettings>): SelectionSettings {
  if (stored.rules !== undefined) return { ...defaults, ...stored, rules: stored.rules };
  const then: Partial<Knobs> = { lead: 'first-topic', smallSections: 'keep', pressWires: [], coverageCap: 5 };
  return { ...defaults, ...then, ...stored, rules: 1 };
}
