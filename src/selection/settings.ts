import { z } from 'zod';

/** Every knob of selection, with the defaults of the product. Durations are milliseconds once parsed. */
export const SelectionSettings = z.strictObject({
  perTopic: z.int().min(1).max(50).default(5),
  maxStories: z.int().min(1).max(200).default(30),
  minStories: z.int().min(0).max(50).default(3),
  /** At most this many stories of one outlet in a digest. */
  perOutlet: z.int().min(1).max(50).default(3),
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
