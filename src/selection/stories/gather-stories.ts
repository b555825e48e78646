import type { Article } from '../../content/article.ts';
import { bestInside, founderId, storyLedBy } from './assemble-story.ts';
import { collectCoverages } from './collect-coverages.ts';
import { storySpanMs } from './grouping/evidence.ts';
import { groupCoverages } from './grouping/regroup.ts';
import { byCodeUnit } from './ordering.ts';
import type { Coverage, Story } from './story.ts';
import type { Window } from './window.ts';

export type GatherOptions = {
  /** The edition's clock: a coverage published later does not exist yet. */
  readonly now: Date;
  readonly window: Window;
  /**
   * The newsletter's language, as in `en`: that of headlines too short to show theirs, where
   * the articles speak it at all. Left out, English. */
  readonly language?: string | undefined;
  /** Stands in for `groupCoverages` where answers are remembered; it must give the same. */
  readonly group?: typeof groupCoverages;
};

/**
 * The stories an edition can choose from: at least one of the coverages lies inside the window and has a file of its own.
 * The best coverage inside the window leads; older ones of the same event still count and may stand in "also covered by".
 * Ordered by id; the same articles in any order give the same stories.
 */
export function gatherStories(articles: readonly Article[], { now, window, language, group = groupCoverages }: GatherOptions): Story[] {
  const collected = collectCoverages(articles, now, reachOfStories(window));
  const stories: Story[] = [];
  for (const members of group({ ...collected, language })) {
    const story = storyOf(
      members.map((index) => collected.coverages[index] as Coverage),
      window,
    );
    if (story !== null) stories.push(story);
  }
  return inOrderOfIds(stories);
}

/** The first digits of the ids as numbers tell nearly all of them apart, in a fraction of the time it takes to compare texts. */
function inOrderOfIds(stories: readonly Story[]): Story[] {
  const first = Float64Array.from(stories, ({ id }) => Number.parseInt(id.slice(0, 13), 16));
  const order = Uint32Array.from(first, (_, at) => at);
  const at = (index: number) => stories[index] as Story;
  order.sort((a, b) => (first[a] as number) - (first[b] as number) || byCodeUnit(at(a).id, at(b).id));
  return Array.from(order, at);
}

/** Since when pages can belong to a story of the window. */
export const reachOfStories = (window: Window): Date => new Date((window.late?.since ?? window.from).getTime() - 2 * storySpanMs);

/** `null` when the window holds none of the coverages, or when all are known from `related` alone. */
function storyOf(coverages: readonly Coverage[], window: Window): Story | null {
  const lead = bestInside(coverages, window);
  return lead === null || coverages.every(({ file }) => file === null) ? null : storyLedBy(founderId(coverages), lead, coverages);
}
