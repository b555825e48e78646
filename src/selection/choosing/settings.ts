import { z } from 'zod';

/** A place in a section that only an editor's pin or addition may take: a sponsor's, or the editor's own. */
const Reserved = z.strictObject({
  topic: z.string().min(1),
  position: z.int().min(1).max(50),
  /** Whose place it is, shown wherever the choice is explained: `Sponsor`. */
  name: z.string().min(1).max(60),
});

/** Every knob of selection, with the defaults of the product. Durations are milliseconds once parsed. */
export const SelectionSettings = z.strictObject({
  perTopic: z.int().min(1).max(50).default(5),
  maxStories: z.int().min(1).max(200).default(30),
  minStories: z.int().min(0).max(50).default(3),
  /** At most this many stories of one outlet in a digest. */
  perOutlet: z.int().min(1).max(50).default(3),
  /** At most this many stories of one outlet in a section; `null`: only `perOutlet` counts. */
  perOutletPerTopic: z.int().min(1).max(50).nullable().default(null),
  /** Factors on the points of stories by the outlet of their lead (its domain, or its name): `{ 'wire.example': 0.8 }`. */
  outletMultipliers: z.record(z.string().min(1), z.number().min(0).max(100)).default({}),
  /** Nobody's points fill a reserved place: while no pin does, the section is that much shorter. */
  reserved: z.array(Reserved).default([]),
  minQuality: z.number().default(0),
  coverageWeight: z.number().min(0).default(20),
  coverageCap: z.int().min(0).default(5),
  /** `null`: half the window. */
  halfLifeMs: z.number().positive().nullable().default(null),
  /** `published: false` marks followers, so it is not asked for by default. */
  requirePublished: z.boolean().default(false),
  types: z.array(z.string()).nullable().default(null),
  /** New outlets a told story needs before it may return as an "Update". */
  updateThreshold: z.int().min(1).default(3),
});
export type SelectionSettings = Readonly<z.infer<typeof SelectionSettings>>;
