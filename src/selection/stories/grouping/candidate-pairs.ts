import { storySpanMs } from './evidence.ts';
import type { PackedRows } from './packed-rows.ts';
import { placeOf, wordsLookedUp } from './rare-words.ts';

/** A word is met in this many earlier pages at most, the latest first: it keeps the work near linear. */
export const pagesPerWord = 60;
/** Of words in more pages than that, only so many are looked up. */
const commonWordsLookedUp = 6;
/** Least weight of looked-up words two pages must share. */
const leastShared = 0.6;
/** Of the earlier pages met, this many that share most are compared. */
const pagesCompared = 28;

type Corpus = {
  readonly times: Float64Array;
  readonly lookUps: Int32Array;
  /** For each term the pages looked up by it. */
  readonly pagesWith: PackedRows;
  readonly weight: Float32Array;
};

/**
 * Finds the earlier pages worth comparing a page with, through the rare words they share instead of by comparing all with
 * all; ascending. Pages are in order of time.
 */
export function createFinder({ times, lookUps, pagesWith, weight }: Corpus): (page: number) => Int32Array {
  const shared = new Float64Array(times.length);
  let met: number[] = [];
  const meet = (first: number, last: number, since: number, worth: number) => {
    for (let at = last; at >= first; at--) {
      const other = pagesWith.values[at] as number;
      if ((times[other] as number) < since) return;
      const before = shared[other] as number;
      if (before === 0) met.push(other);
      shared[other] = before + worth;
    }
  };
  return (page) => {
    met = [];
    let common = 0;
    for (let slot = page * wordsLookedUp; slot < (page + 1) * wordsLookedUp; slot++) {
      const id = lookUps[slot] as number;
      if (id < 0) break;
      const start = pagesWith.from[id] as number;
      const place = placeOf(pagesWith, id, page);
      if (place - start > pagesPerWord) common += 1;
      if (place - start > pagesPerWord && common > commonWordsLookedUp) continue;
      meet(Math.max(start, place - pagesPerWord), place - 1, (times[page] as number) - storySpanMs, weight[id] as number);
    }
    const most = mostShared(met, shared);
    for (const other of met) shared[other] = 0;
    return most;
  };
}

/** The pages that share most, of two that share as much the later one; ascending. */
function mostShared(met: readonly number[], shared: Float64Array): Int32Array {
  const best = new Int32Array(pagesCompared);
  let found = 0;
  for (const other of met) {
    const worth = shared[other] as number;
    if (worth < leastShared) continue;
    let at = found;
    for (; at > 0; at--) {
      const before = best[at - 1] as number;
      const known = shared[before] as number;
      if (known > worth || (known === worth && before > other)) break;
      if (at < pagesCompared) best[at] = before;
    }
    if (at === pagesCompared) continue;
    best[at] = other;
    if (found < pagesCompared) found++;
  }
  return best.subarray(0, found).sort();
}
