import type { PackedRows } from '../grouping/packed-rows.ts';
import { termOf } from './words/page-words.ts';
import { grain, type Vocabulary } from './words/vocabulary.ts';

/** Of each page, this many of its rarest words are looked up. */
export const wordsLookedUp = 20;
/** Words lighter than this are in so many pages that sharing them is no reason to compare. */
const leastWeight = 0.15;

/** The terms each page is looked up by, rarest first, `wordsLookedUp` places for each page; -1 where it has no more. */
export function lookUpsOf(words: PackedRows, vocabulary: Vocabulary, terms: readonly string[]): Int32Array {
  const pages = words.from.length - 1;
  const lookUps = new Int32Array(pages * wordsLookedUp).fill(-1);
  const rarer = rarerOf(vocabulary, terms);
  for (let page = 0; page < pages; page++) lookUp(words, page, rarer, lookUps);
  return lookUps;
}

type Rarer = { readonly worthwhile: (id: number) => boolean; readonly than: (a: number, b: number) => boolean };

function rarerOf(vocabulary: Vocabulary, terms: readonly string[]): Rarer {
  const rarity = rarityOf(vocabulary, terms);
  return {
    worthwhile: (id) => rarity[id] !== 0,
    than(a, b) {
      const apart = (rarity[a] as number) - (rarity[b] as number);
      return apart === 0 ? (terms[a] as string) < (terms[b] as string) : apart > 0;
    },
  };
}

function lookUp({ from, values }: PackedRows, page: number, rarer: Rarer, lookUps: Int32Array): void {
  const first = page * wordsLookedUp;
  let end = first;
  for (let place = from[page] as number; place < (from[page + 1] as number); place++) {
    const id = termOf(values[place] as number);
    if (!rarer.worthwhile(id)) continue;
    if (end < first + wordsLookedUp) end += 1;
    else if (!rarer.than(id, lookUps[end - 1] as number)) continue;
    let at = end - 1;
    for (; at > first && rarer.than(id, lookUps[at - 1] as number); at--) lookUps[at] = lookUps[at - 1] as number;
    lookUps[at] = id;
  }
}

/**
 * One number for each term to order them by: its weight, and among equals its letters, not its number, which depends on what
 * was read before. 0: not worth looking up.
 */
function rarityOf({ weight, textsWith }: Vocabulary, terms: readonly string[]): Float64Array {
  return Float64Array.from(terms, (term, id) => {
    const worth = weight[id] ?? 0;
    return worth < leastWeight || (textsWith[id] ?? 0) < 2 ? 0 : Math.round(worth * grain) * 2 ** 32 + mix(term);
  });
}

/** FNV-1a: spreads terms, so that among equally rare ones no letter of the alphabet is preferred. */
function mix(term: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 16_777_619);
  return hash >>> 0;
}

/** For each term the pages looked up by it, ascending. */
export function pagesByTerm(lookUps: Int32Array, terms: number): PackedRows {
  const from = new Int32Array(terms + 1);
  for (const id of lookUps) if (id >= 0) from[id + 1] = (from[id + 1] ?? 0) + 1;
  for (let id = 0; id < terms; id++) from[id + 1] = (from[id + 1] ?? 0) + (from[id] ?? 0);
  const next = from.slice();
  const values = new Int32Array(from[terms] ?? 0);
  for (let place = 0; place < lookUps.length; place++) {
    const id = lookUps[place] as number;
    if (id < 0) continue;
    const at = next[id] as number;
    values[at] = Math.floor(place / wordsLookedUp);
    next[id] = at + 1;
  }
  return { from, values };
}

/** The first place in a term's pages that holds `page` or a later one. */
export function placeOf({ from, values }: PackedRows, term: number, page: number): number {
  let low = from[term] ?? 0;
  let high = from[term + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < page) low = middle + 1;
    else high = middle;
  }
  return low;
}
