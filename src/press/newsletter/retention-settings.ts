import { z } from 'zod';
import { writeDuration } from '../../schedule/duration.ts';
import { durationField } from './duration-field.ts';
import type { Newsletter } from './newsletter.ts';
import { memoryOf } from './newsletter.ts';

/** What is removed by itself after a time, as written under `retention` in `courant.config.ts`. Durations are text; parsed, they are ms. */
export const RetentionSettings = z.strictObject({
  /** Deliveries of editions finished longer ago; `null`: they are kept for good. */
  deliveries: durationField('400d').nullable().default(null),
});
export type RetentionSettings = Readonly<z.infer<typeof RetentionSettings>>;

/** Why deliveries of these newsletters may not be removed that soon, in words, or `null`. */
export function retentionFault(olderThanMs: number | null, newsletters: readonly Pick<Newsletter, 'window'>[]): string | null {
  const least = Math.max(memoryOf(undefined), ...newsletters.map(memoryOf));
  if (olderThanMs === null || olderThanMs >= least) return null;
  return `deliveries must be kept for ${Math.ceil(least / 86_400_000)}d at least, and ${writeDuration(olderThanMs)} is less: they keep readers from being told a story twice`;
}
