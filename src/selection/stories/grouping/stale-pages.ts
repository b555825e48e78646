import { pagesPerWord } from './candidate-pairs.ts';
import type { Grouping } from './grouping.ts';
import type { Match } from './match-pages.ts';
import type { PackedRows } from './packed-rows.ts';
import { placeOf, wordsLookedUp } from './rare-words.ts';
import { termOf } from './words/page-words.ts';

export type Staleness = {
  /** 1: the earlier pages to compare it with must be found anew. */
  readonly stale: Uint8Array;
  /** 1: a word of it weighs something else than before, so that whatever was found out about it must be found out anew. */
  readonly reweighed: Uint8Array;
};

type Present = Pick<Grouping, 'edges' | 'words' | 'weight' | 'nameWeight' | 'lookUps'> & { readonly pagesWith: PackedRows };

/**
 * What has changed for which page since `before`. The earlier pages a page is compared with depend on the words it is looked
 * up by, their weights, the last `pagesPerWord` pages before it with each, and whether there are more than that.
 */
export function stalePages(before: Grouping, now: Present, match: Match): Staleness {
  const { oldOf, newOf } = match;
  const reweighed = reweighedPages(before, now);
  const stale = reweighed.slice();
  const changedFrom = (term: number, page: number) => {
    const end = now.pagesWith.from[term + 1] ?? 0;
    const first = placeOf(now.pagesWith, term, page);
    for (let at = first; at < end && at <= first + pagesPerWord + 1; at++) stale[now.pagesWith.values[at] as number] = 1;
  };
  const lookUps = (of: Grouping | Present, page: number) => of.lookUps.subarray(page * wordsLookedUp, (page + 1) * wordsLookedUp);
  oldOf.forEach((old, page) => {
    if (old >= 0 && sameLookUps(before, old, now, page)) return;
    const [had, has] = [old < 0 ? none : lookUps(before, old), lookUps(now, page)];
    stale[page] = 1;
    for (const term of has) if (term >= 0 && !had.includes(term)) changedFrom(term, page);
    for (const term of had) if (term >= 0 && !has.includes(term)) changedFrom(term, page);
  });
  let next = 0;
  newOf.forEach((page, old) => {
    if (page >= 0) next = page + 1;
    else for (const term of lookUps(before, old)) if (term >= 0) changedFrom(term, next);
  });
  for (const [, later] of changedEdges(before, now, match)) stale[later] = 1;
  return { stale, reweighed };
}

const none = new Int32Array(0);

function sameLookUps(before: Grouping, old: number, now: Present, page: number): boolean {
  const [from, to] = [old * wordsLookedUp, page * wordsLookedUp];
  for (let slot = 0; slot < wordsLookedUp; slot++) if (before.lookUps[from + slot] !== now.lookUps[to + slot]) return false;
  return true;
}

function reweighedPages(before: Grouping, { words, weight, nameWeight }: Present): Uint8Array {
  const changed = Uint8Array.from(weight, (value, id) => (value === before.weight[id] && nameWeight[id] === before.nameWeight[id] ? 0 : 1));
  const pages = new Uint8Array(words.from.length - 1);
  for (let page = 0; page < pages.length; page++) {
    for (let at = words.from[page] as number; at < (words.from[page + 1] as number); at++) {
      if (changed[termOf(words.values[at] as number)] === 0) continue;
      pages[page] = 1;
      break;
    }
  }
  return pages;
}

/** Hints there are now and were not, or the other way round, between pages there are. */
function changedEdges(before: Grouping, { edges }: Present, { oldOf, newOf }: Match): (readonly [number, number])[] {
  const key = (a: number, b: number) => a * oldOf.length + b;
  const were = new Map<number, readonly [number, number]>();
  for (let at = 0; at < before.edges.length; at += 2) {
    const [a, b] = [newOf[before.edges[at] ?? 0] ?? -1, newOf[before.edges[at + 1] ?? 0] ?? -1];
    if (a >= 0 && b >= 0) were.set(key(a, b), [a, b]);
  }
  const changed: (readonly [number, number])[] = [];
  for (let at = 0; at < edges.length; at += 2) {
    const [a, b] = [edges[at] ?? 0, edges[at + 1] ?? 0];
    if (!were.delete(key(a, b))) changed.push([a, b]);
  }
  return [...changed, ...were.values()];
}
