import { outletOf, outletsOf } from '../../stories/outlet.ts';
import type { Story } from '../../stories/story.ts';
import type { Multiplier, Points } from '../digest.ts';
import type { SelectionSettings } from '../settings.ts';
import { announcerOf, type JudgedTelling, judgeTellings } from './tellings.ts';

/**
 * `points = (quality + coverageWeight x log2(1 + independent tellings)) x 0.5 ^ (age / halfLife)`, with every term kept: each
 * doubling of the outlets that tell a story by themselves brings as much again. Quality below 0 counts as 0; age runs from the
 * lead's publication to `now`, in milliseconds, never below 0. `windowMs` is the length of the window: half of it is the half-life
 * when the settings give none. The multipliers of the lead's outlet, of an announcement alone and of hooks are applied last, each
 * by name. By the rules of 1 the middle term was `coverageWeight x min(other outlets, coverageCap)`.
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
  const tellings = settings.rules === 1 || story.coverages.length === 1 ? [] : judgeTellings(story, settings);
  const independent = Math.min(
    settings.coverageCap ?? Number.POSITIVE_INFINITY,
    settings.rules === 1 ? others : tellings.reduce((sum, { counts }) => sum + counts, 0),
  );
  const coverage = settings.coverageWeight * (settings.rules === 1 ? independent : Math.log2(1 + independent));
  const ageMs = Math.max(0, now.getTime() - story.lead.publishedAt.getTime());
  const decay = 0.5 ** (ageMs / (settings.halfLifeMs ?? windowMs / 2));
  const multipliers = [...outletMultipliers(story, settings), ...announcedAlone(story, tellings, settings), ...ofHooks];
  const total = multipliers.reduce((points, { factor }) => points * factor, (quality + coverage) * decay);
  const known = settings.rules === 1 ? {} : { independent };
  return { quality, otherOutlets: others, ...known, coverage, ageMs, decay, multipliers, total };
}

function otherOutlets({ lead, coverages }: Story): number {
  if (coverages.length === 1) return 0;
  const outlets = new Set(outletsOf(coverages));
  outlets.delete(outletOf(lead.provider));
  return outlets.size;
}

/** A story that nobody reports: its lead passes on what somebody says of themselves, and no telling is independent. */
function announcedAlone({ lead, coverages }: Story, tellings: readonly JudgedTelling[], settings: SelectionSettings): Multiplier[] {
  const { announcementFactor: factor } = settings;
  if (settings.rules === 1 || factor === 1 || tellings.some(({ kind }) => kind === 'independent')) return [];
  const source = announcerOf(lead, [...coverages.map(({ title }) => title), ...(lead.excerpt === null ? [] : [lead.excerpt])], settings);
  return source === null ? [] : [{ name: 'an announcement alone', factor }];
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
