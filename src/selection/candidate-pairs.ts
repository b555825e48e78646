import { storySpanMs } from './evidence.ts';
import type { Page, Reading } from './page.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Of each page, this many of its rarest words are looked up. */
const wordsLookedUp = 20;
/** A word is met in this many earlier pages at most, the latest first: it keeps the work near linear. */
const pagesPerWord = 60;
/** Of words in more pages than that, only so many are looked up. */
const commonWordsLookedUp = 6;
/** Words lighter than this are in so many pages that sharing them is no reason to compare. */
const leastWeight = 0.15;
/** Least weight of looked-up words two pages must share. */
const leastShared = 0.6;
/** Of the earlier pages met, this many that share most are compared. */
const pagesCompared = 25;

/**
 * Pairs of pages worth comparing, found through the rare words they share instead of by comparing all with all.
 * `pages` are in order of time; `visit` gets both indexes, the earlier page first, each pair once, and always in the same order.
 */
export function forCandidatePairs({ pages, vocabulary }: Reading, visit: (earlier: number, later: number) => void): void {
  const times = Float64Array.from(pages, (page) => page.time);
  const pagesWith: number[][] = [];
  const shared = new Float64Array(pages.length);
  pages.forEach((page, index) => {
    const met: number[] = [];
    let common = 0;
    for (const id of rarestWords(page, vocabulary)) {
      const earlier = pagesWith[id] ?? [];
      pagesWith[id] = earlier;
      if (earlier.length > pagesPerWord) common += 1;
      if (earlier.length <= pagesPerWord || common <= commonWordsLookedUp) {
        meet(earlier, page.time - storySpanMs, vocabulary.weight[id] ?? 0, { times, shared, met });
      }
      earlier.push(index);
    }
    for (const other of mostShared(met, shared)) visit(other, index);
    for (const other of met) shared[other] = 0;
  });
}

type Meeting = { readonly times: Float64Array; readonly shared: Float64Array; readonly met: number[] };

/** Credits the latest of `earlier` with one shared word, back to `since`; notes in `met` who is credited for the first time. */
function meet(earlier: readonly number[], since: number, weight: number, { times, shared, met }: Meeting): void {
  const first = Math.max(0, earlier.length - pagesPerWord);
  for (let at = earlier.length - 1; at >= first; at--) {
    const other = earlier[at] ?? 0;
    if ((times[other] ?? 0) < since) return;
    const before = shared[other] ?? 0;
    if (before === 0) met.push(other);
    shared[other] = before + weight;
  }
}

function mostShared(met: readonly number[], shared: Float64Array): number[] {
  const enough = met.filter((other) => (shared[other] ?? 0) >= leastShared);
  if (enough.length > pagesCompared) {
    enough.sort((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0) || b - a);
    enough.length = pagesCompared;
  }
  return enough.sort((a, b) => a - b);
}

function rarestWords(page: Page, { weight, textsWith }: Vocabulary): number[] {
  const meeting = [...page.whole].filter((id) => (weight[id] ?? 0) >= leastWeight && (textsWith[id] ?? 0) > 1);
  return meeting.sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b).slice(0, wordsLookedUp);
}
