import { createHash } from 'node:crypto';
import { bestFirst, earliestFirst } from './best-first.ts';
import type { Window } from './digest.ts';
import { distinctTopics } from './fold-topic.ts';
import { insideWindow } from './gather-stories.ts';
import { outletOf } from './outlet.ts';
import type { Coverage, Story } from './story.ts';

/** The coverages of an event as a Story led by `lead`, which is one of them. */
export function storyLedBy(id: string, lead: Coverage, coverages: readonly Coverage[]): Story {
  const others = coverages.filter((coverage) => coverage.canonicalUrl !== lead.canonicalUrl).sort(bestFirst);
  const ordered = [lead, ...others];
  const shown = new Map<string, Coverage | null>([[outletOf(lead.provider), null]]);
  for (const coverage of others) {
    const outlet = outletOf(coverage.provider);
    if (!shown.has(outlet)) shown.set(outlet, coverage);
  }
  return {
    id,
    lead,
    coverages: ordered,
    alsoCoveredBy: [...shown.values()].filter((coverage) => coverage !== null),
    topics: distinctTopics(ordered.flatMap((coverage) => coverage.topics)),
  };
}

/** The best coverage inside the window, which leads unless somebody says otherwise; `null` when none lies in it. */
export function bestInside(coverages: readonly Coverage[], window: Window): Coverage | null {
  return [...coverages].sort(bestFirst).find((coverage) => insideWindow(coverage.publishedAt, window)) ?? null;
}

/** The id of a story with these coverages: its earliest one names it, whoever joins later. */
export function founderId(coverages: readonly Coverage[]): string {
  const [founder] = [...coverages].sort(earliestFirst);
  return createHash('sha256')
    .update(founder?.canonicalUrl ?? '')
    .digest('hex')
    .slice(0, 16);
}
