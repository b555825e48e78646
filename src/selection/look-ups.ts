import { termOf } from './page-words.ts';
import { type Rows, rowOf } from './rows.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Of each page, this many of its rarest words are looked up. */
export const wordsLookedUp = 20;
/** Words lighter than this are in so many pages that sharing them is no reason to compare. */
const leastWeight = 0.15;

/** The terms each page is looked up by, rarest first, `wordsLookedUp` places for each page; -1 where it has no more. */
export function lookUpsOf(words: Rows, vocabulary: Vocabulary, terms: readonly string[]): Int32Array {
  const pages = words.from.length - 1;
  const lookUps = new Int32Array(pages * wordsLookedUp).fill(-1);
  const rarer = rarerFirst(vocabulary.weight, terms);
  for (let page = 0; page < pages; page++) {
    const own = lookUps.subarray(page * wordsLookedUp, (page + 1) * wordsLookedUp);
    let kept = 0;
    for (const word of rowOf(words, page)) {
      const id = termOf(word);
      if ((vocabulary.weight[id] ?? 0) < leastWeight || (vocabulary.textsWith[id] ?? 0) < 2) continue;
      if (kept === wordsLookedUp && !rarer(id, own[kept - 1] ?? 0)) continue;
      let at = kept < wordsLookedUp ? kept++ : kept - 1;
      for (; at > 0 && rarer(id, own[at - 1] ?? 0); at--) own[at] = own[at - 1] ?? 0;
      own[at] = id;
    }
  }
  return lookUps;
}

/** By weight, and among equals by the letters, not by the number: that depends on what was read before. */
function rarerFirst(weight: Float32Array, terms: readonly string[]): (a: number, b: number) => boolean {
  const mixed = Uint32Array.from(terms, mix);
  return (a, b) => {
    const heavier = (weight[a] ?? 0) - (weight[b] ?? 0);
    if (heavier !== 0) return heavier > 0;
    const before = (mixed[a] ?? 0) - (mixed[b] ?? 0);
    return before === 0 ? (terms[a] ?? '') < (terms[b] ?? '') : before < 0;
  };
}

/** FNV-1a: spreads terms, so that among equally rare ones no letter of the alphabet is preferred. */
function mix(term: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 16_777_619);
  return hash >>> 0;
}

/** For each term the pages looked up by it, ascending. */
export function pagesByTerm(lookUps: Int32Array, terms: number): Rows {
  const from = new Int32Array(terms + 1);
  for (const id of lookUps) if (id >= 0) from[id + 1] = (from[id + 1] ?? 0) + 1;
  for (let id = 0; id < terms; id++) from[id + 1] = (from[id + 1] ?? 0) + (from[id] ?? 0);
  const next = from.slice();
  const values = new Int32Array(from[terms] ?? 0);
  lookUps.forEach((id, place) => {
    if (id < 0) return;
    const at = next[id] ?? 0;
    values[at] = Math.floor(place / wordsLookedUp);
    next[id] = at + 1;
  });
  return { from, values };
}

/** The first place in a term's pages that holds `page` or a later one. */
export function placeOf({ from, values }: Rows, term: number, page: number): number {
  let low = from[term] ?? 0;
  let high = from[term + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < page) low = middle + 1;
    else high = middle;
  }
  return low;
}
