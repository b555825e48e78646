import { storySpanMs } from './evidence.ts';
import type { Page, Reading } from './page.ts';

/** Of each page, this many of its rarest words are looked up. */
const wordsLookedUp = 20;
/** At most this many earlier pages are met through one word, the latest first: it keeps the work near linear. */
const pagesPerWord = 120;
/** Words lighter than this are in so many pages that sharing them is no reason to compare. */
const leastWeight = 0.15;
/** Least weight of looked-up words two pages must share. */
const leastShared = 0.6;

/**
 * Pairs of pages worth comparing, found through the rare words they share instead of by comparing all with all.
 * `pages` are in order of time; `visit` gets both indexes, the earlier page first, each pair once, and always in the same order.
 */
export function forCandidatePairs({ pages, vocabulary }: Reading, visit: (earlier: number, later: number) => void): void {
  const { weight } = vocabulary;
  const pagesWith: number[][] = [];
  const shared = new Float64Array(pages.length);
  pages.forEach((page, index) => {
    const met: number[] = [];
    for (const id of rarestWords(page, weight)) {
      const earlier = pagesWith[id] ?? [];
      for (let at = earlier.length - 1; at >= Math.max(0, earlier.length - pagesPerWord); at--) {
        const other = earlier[at] ?? 0;
        if (page.time - (pages[other]?.time ?? 0) > storySpanMs) break;
        if (shared[other] === 0) met.push(other);
        shared[other] = (shared[other] ?? 0) + (weight[id] ?? 0);
      }
      earlier.push(index);
      pagesWith[id] = earlier;
    }
    for (const other of met.sort((a, b) => a - b)) {
      if ((shared[other] ?? 0) >= leastShared) visit(other, index);
      shared[other] = 0;
    }
  });
}

function rarestWords(page: Page, weight: Float64Array): number[] {
  // Weight 1 is a word of this page alone: nothing to be met through it.
  const heavy = [...page.whole].filter((id) => (weight[id] ?? 0) >= leastWeight && (weight[id] ?? 0) < 1);
  return heavy.sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b).slice(0, wordsLookedUp);
}
