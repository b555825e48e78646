import type { Points } from './digest.ts';
import { outletOf, outletsOf } from './outlet.ts';
import type { SelectionSettings } from './settings.ts';
import type { Story } from './story.ts';

/**
 * `points = (quality + coverageWeight x min(otherOutlets, coverageCap)) x 0.5 ^ (age / halfLife)`, with every term kept.
 * Quality below 0 counts as 0; age runs from the lead's publication to `now`, in milliseconds, never below 0.
 * `windowMs` is the length of the window: half of it is the half-life when the settings give none.
 */
export function pointsOf(story: Story, now: Date, settings: SelectionSettings, windowMs: number): Points {
  const quality = Math.max(0, story.lead.quality);
  const others = new Set(outletsOf(story.coverages));
  others.delete(outletOf(story.lead.provider));
  const coverage = settings.coverageWeight * Math.min(others.size, settings.coverageCap);
  const ageMs = Math.max(0, now.getTime() - story.lead.publishedAt.getTime());
  const decay = 0.5 ** (ageMs / (settings.halfLifeMs ?? windowMs / 2));
  return { quality, otherOutlets: others.size, coverage, ageMs, decay, multipliers: [], total: (quality + coverage) * decay };
}
