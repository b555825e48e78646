import { gatherStories } from './gather-stories.ts';
import { groupByFirstRules } from './rules-1/group-coverages.ts';

/**
 * What says which tellings are one story, and which stories repeat another, by number: a sealed edition names the rules it was
 * made by, and is replayed by them.
 */
export const currentRules = 2;
/** Links between two pages alone, English words, no look at the chosen. */
export const firstRules = 1;

export const gatherByFirstRules: typeof gatherStories = (articles, { now, window }) =>
  gatherStories(articles, { now, window, group: groupByFirstRules });
