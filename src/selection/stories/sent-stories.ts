import { outletsOf } from './outlet.ts';
import type { Story } from './story.ts';

/** A story a reader was sent, as the deliveries' history keeps it. */
export type SentStory = {
  readonly storyId: string;
  /** Every page of the story known when it was sent. */
  readonly canonicalUrls: readonly string[];
  /** Distinct outlets of the story when it was sent, the lead's included. */
  readonly outlets: number;
};

/** Everything one reader was sent, oldest first or in any order. */
export type SentStories = readonly SentStory[];

/** What the history must keep of a story that is sent, so that no later edition repeats it, nor what was named under it. */
export function sentStoryOf(story: Story): SentStory {
  const own = story.coverages.map(({ canonicalUrl }) => canonicalUrl);
  return {
    storyId: story.id,
    canonicalUrls: [...new Set([...own, ...(story.moreOnThis ?? []).flatMap((kin) => kin.canonicalUrls)])],
    outlets: outletsOf(story.coverages).size,
  };
}

/**
 * Outlets that joined since the reader was last told; `matches` are the told stories sharing the id or a page.
 * Both measures must show the growth: an outlet of a told page is not new, and neither is one that merely replaces
 * a coverage no longer in the corpus.
 */
export function newOutlets(story: Story, matches: readonly SentStory[]): number {
  const sentUrls = new Set(matches.flatMap((told) => told.canonicalUrls));
  const sentOutlets = outletsOf(story.coverages.filter((coverage) => sentUrls.has(coverage.canonicalUrl)));
  const outlets = outletsOf(story.coverages);
  const unseen = [...outlets].filter((outlet) => !sentOutlets.has(outlet)).length;
  const before = Math.max(0, ...matches.map((told) => told.outlets));
  return Math.max(0, Math.min(unseen, outlets.size - before));
}
