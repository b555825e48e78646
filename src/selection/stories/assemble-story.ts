import { hash } from 'node:crypto';
import { distinctTopics } from './fold-topic.ts';
import { bestFirst, earliestFirst } from './ordering.ts';
import { outletOf } from './outlet.ts';
import type { Coverage, Story } from './story.ts';
import type { Window } from './window.ts';

/** Published after `from` and up to and including `to`, so that windows laid end to end share nothing; or late, and let in. */
export function insideWindow({ publishedAt, canonicalUrl }: Pick<Coverage, 'publishedAt' | 'canonicalUrl'>, window: Window): boolean {
  const time = publishedAt.getTime();
  if (time > window.from.getTime()) return time <= window.to.getTime();
  return window.late?.pages.has(canonicalUrl) === true;
}

/** The coverages of an event as a Story led by `lead`, which is one of them. */
export function storyLedBy(id: string, lead: Coverage, coverages: readonly Coverage[]): Story {
  if (coverages.length === 1) return { id, lead, coverages: [lead], alsoCoveredBy: [], topics: distinctTopics(lead.topics) };
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
  return first(
    coverages.filter((coverage) => insideWindow(coverage, window)),
    bestFirst,
  );
}

/** The id of a story with these coverages: its earliest one names it, whoever joins later and whoever leads by then. */
export function founderId(coverages: readonly Coverage[]): string {
  return hash('sha256', first(coverages, earliestFirst)?.canonicalUrl ?? '').slice(0, 16);
}

function first(coverages: readonly Coverage[], order: (a: Coverage, b: Coverage) => number): Coverage | null {
  return coverages.reduce<Coverage | null>((one, other) => (one === null || order(other, one) < 0 ? other : one), null);
}
