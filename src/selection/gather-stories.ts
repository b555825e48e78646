import { createHash } from 'node:crypto';
import type { Article } from '../content/article.ts';
import { bestFirst } from './best-first.ts';
import { byCodeUnit } from './code-unit-order.ts';
import { collectCoverages } from './collect-coverages.ts';
import type { Window } from './digest.ts';
import { storySpanMs } from './evidence.ts';
import { distinctTopics } from './fold-topic.ts';
import { groupCoverages } from './group-coverages.ts';
import { outletOf } from './outlet.ts';
import type { Coverage, Story } from './story.ts';

export type GatherOptions = {
  /** The edition's clock: a coverage published later does not exist yet. */
  readonly now: Date;
  readonly window: Window;
  /** Stands in for `groupCoverages` where answers are remembered; it must give the same. */
  readonly group?: typeof groupCoverages;
};

/** Published after `from` and up to and including `to`, so that windows laid end to end share nothing. */
export function insideWindow(publishedAt: Date, window: Window): boolean {
  return publishedAt > window.from && publishedAt <= window.to;
}

/**
 * The stories an edition can choose from: at least one of the coverages lies inside the window and has a file of its own.
 * The best coverage inside the window leads; older ones of the same event still count and may stand in "also covered by".
 * Ordered by id; the same articles in any order give the same stories.
 */
export function gatherStories(articles: readonly Article[], { now, window, group = groupCoverages }: GatherOptions): Story[] {
  const since = new Date(window.from.getTime() - 2 * storySpanMs);
  const collected = collectCoverages(articles, now, since);
  const stories: Story[] = [];
  for (const members of group(collected)) {
    const story = storyOf(
      members.map((index) => collected.coverages[index] as Coverage),
      window,
    );
    if (story !== null) stories.push(story);
  }
  return stories.sort((a, b) => byCodeUnit(a.id, b.id));
}

/** `coverages` earliest first; `null` when the window holds none of them, or when all are known from `related` alone. */
function storyOf(coverages: readonly Coverage[], window: Window): Story | null {
  const founder = coverages[0] as Coverage;
  const ranked = [...coverages].sort(bestFirst);
  const lead = ranked.find((coverage) => insideWindow(coverage.publishedAt, window));
  if (lead === undefined || coverages.every((coverage) => coverage.file === null)) return null;
  const ordered = [lead, ...ranked.filter((coverage) => coverage !== lead)];
  return {
    id: storyId(founder.canonicalUrl),
    lead,
    coverages: ordered,
    alsoCoveredBy: otherOutlets(ordered),
    topics: distinctTopics(ordered.flatMap((coverage) => coverage.topics)),
  };
}

/** The earliest coverage names the story: whoever joins later, and whoever leads by then, the id stays. */
function storyId(founderUrl: string): string {
  return createHash('sha256').update(founderUrl).digest('hex').slice(0, 16);
}

function otherOutlets(ordered: readonly Coverage[]): Coverage[] {
  const shown = new Map<string, Coverage | null>();
  ordered.forEach((coverage, index) => {
    const outlet = outletOf(coverage.provider);
    if (!shown.has(outlet)) shown.set(outlet, index === 0 ? null : coverage);
  });
  return [...shown.values()].filter((coverage) => coverage !== null);
}
