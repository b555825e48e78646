import type { Multiplier, Points } from './digest.ts';
import { outletOf, outletsOf } from './outlet.ts';
import type { SelectionSettings } from './settings.ts';
import type { Story } from './story.ts';

/**
 * `points = (quality + coverageWeight x min(otherOutlets, coverageCap)) x 0.5 ^ (age / halfLife)`, with every term kept.
 * Quality below 0 counts as 0; age runs from the lead's publication to `now`, in milliseconds, never below 0.
 * `windowMs` is the length of the window: half of it is the half-life when the settings give none. The multipliers of the
 * lead's outlet and `others` (those of hooks) are applied last, each by name.
 */
export function pointsOf(
  story: Story,
  now: Date,
  settings: SelectionSettings,
  windowMs: number,
  others: readonly Multiplier[] = [],
): Points {
  const quality = Math.max(0, story.lead.quality);
  const outlets = new Set(outletsOf(story.coverages));
  outlets.delete(outletOf(story.lead.provider));
  const coverage = settings.coverageWeight * Math.min(outlets.size, settings.coverageCap);
  const ageMs = Math.max(0, now.getTime() - story.lead.publishedAt.getTime());
  const decay = 0.5 ** (ageMs / (settings.halfLifeMs ?? windowMs / 2));
  const multipliers = [...outletMultipliers(story, settings), ...others];
  const total = multipliers.reduce((points, { factor }) => points * factor, (quality + coverage) * decay);
  return { quality, otherOutlets: outlets.size, coverage, ageMs, decay, multipliers, total };
}

function outletMultipliers({ lead: { provider } }: Story, settings: SelectionSettings): Multiplier[] {
  const outlet = outletOf(provider);
  const name = provider.name.trim().toLowerCase();
  return Object.entries(settings.outletMultipliers)
    .filter(([key]) =>
      [outlet, name].includes(
        key
          .trim()
          .toLowerCase()
          .replace(/^www\./, ''),
      ),
    )
    .map(([key, factor]) => ({ name: `outlet ${key}`, factor }));
}
