import { outletOf, outletsOf } from '../stories/outlet.ts';
import type { Story } from '../stories/story.ts';
import type { Multiplier, Points } from './digest.ts';
import type { SelectionSettings } from './settings.ts';

/**
 * `points = (quality + coverageWeight x min(otherOutlets, coverageCap)) x 0.5 ^ (age / halfLife)`, with every term kept.
 * Quality below 0 counts as 0; age runs from the lead's publication to `now`, in milliseconds, never below 0.
 * `windowMs` is the length of the window: half of it is the half-life when the settings give none. The multipliers of the
 * lead's outlet and those of hooks are applied last, each by name.
 */
export function pointsOf(
  story: Story,
  now: Date,
  settings: SelectionSettings,
  windowMs: number,
  ofHooks: readonly Multiplier[] = [],
): Points {
  const quality = Math.max(0, story.lead.quality);
  const others = otherOutlets(story);
  const coverage = settings.coverageWeight * Math.min(others, settings.coverageCap);
  const ageMs = Math.max(0, now.getTime() - story.lead.publishedAt.getTime());
  const decay = 0.5 ** (ageMs / (settings.halfLifeMs ?? windowMs / 2));
  const multipliers = [...outletMultipliers(story, settings), ...ofHooks];
  const total = multipliers.reduce((points, { factor }) => points * factor, (quality + coverage) * decay);
  return { quality, otherOutlets: others, coverage, ageMs, decay, multipliers, total };
}

function otherOutlets({ lead, coverages }: Story): number {
  if (coverages.length === 1) return 0;
  const outlets = new Set(outletsOf(coverages));
  outlets.delete(outletOf(lead.provider));
  return outlets.size;
}

function outletMultipliers({ lead: { provider } }: Story, settings: SelectionSettings): Multiplier[] {
  const favoured = Object.entries(settings.outletMultipliers);
  if (favoured.length === 0) return [];
  const outlet = outletOf(provider);
  const name = provider.name.trim().toLowerCase();
  return favoured
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
