import type { Collected } from '../collect-coverages.ts';
import { outletOf } from '../outlet.ts';
import type { Coverage } from '../story.ts';
import { attractStragglers } from './attract-stragglers.ts';
import { createFinder } from './candidate-pairs.ts';
import { pagesOf } from './comparable-page.ts';
import { groupsDiffer } from './differing-groups.ts';
import { contradicts, createGlance, evidence, leastOfAll } from './evidence.ts';
import type { Grouping } from './grouping.ts';
import { groupsIn } from './grouping.ts';
import { enough, joinGroups } from './join-groups.ts';
import { type Match, matchPages } from './match-pages.ts';
import { createRows, type PackedRows } from './packed-rows.ts';
import { type Blocks, blocksOf } from './page-keys.ts';
import { lookUpsOf, pagesByTerm } from './rare-words.ts';
import { type Staleness, stalePages } from './stale-pages.ts';
import { createLanguageTeller, languageOfMost } from './words/language.ts';
import { createPageReader } from './words/page-words.ts';
import { type Vocabulary, weigh } from './words/vocabulary.ts';

/** Evidence below this is not kept. */
const leastKept = -1.5;
const contradicted = Number.NEGATIVE_INFINITY;

/** Of a corpus that shows no language. */
const usualLanguage = 'en';

/**
 * Groups coverages, which are earliest first, starting from an earlier grouping, of the same coverages but for some, or from
 * nothing. The groups are the same whatever `before` is: only what a change can have touched is worked out anew.
 */
export function regroup(collected: Collected, before: Grouping | null, blocks: Blocks = blocksOf(collected.coverages)): Grouping {
  const { language } = collected;
  const fallback = before?.fallback ?? language ?? usualLanguage;
  const start = before?.fallback === fallback ? before : null;
  const read = readIn(fallback, collected, start, blocks);
  const spoken = languageOfMost(read.terms, read.vocabulary.textsWith, language ?? usualLanguage);
  if (spoken !== fallback) return group(collected, null, readIn(spoken, collected, null, blocks));
  if (start !== null && mostlyUnused(read.vocabulary.textsWith)) return group(collected, null, readIn(spoken, collected, null, blocks));
  return group(collected, start, read);
}

type Read = Pick<Grouping, 'fallback' | 'keys' | 'blocks' | 'terms' | 'words'> & { readonly match: Match; readonly vocabulary: Vocabulary };

/** Pages in no language one can tell are read in `fallback`. */
function readIn(fallback: string, collected: Collected, before: Grouping | null, blocks: Blocks): Read {
  const { keys, ...match } = matchPages(before, collected.coverages, blocks);
  const terms = [...(before?.terms ?? [])];
  const words = wordsOf(collected, terms, fallback, before, match);
  return { fallback, keys, blocks, terms, words, match, vocabulary: weigh(terms, words, fallback) };
}

function group(collected: Collected, before: Grouping | null, { match, vocabulary, ...read }: Read): Grouping {
  const { coverages } = collected;
  const { terms, words } = read;
  const { weight, nameWeight, textsWith } = vocabulary;
  const lookUps = lookUpsOf(words, vocabulary, terms, before && { ...before, oldOf: match.oldOf });
  const pagesWith = pagesByTerm(lookUps, terms.length);
  const edges = Int32Array.from(collected.edges.flat());
  const stale = before && stalePages(before, { edges, words, weight, nameWeight, lookUps, pagesWith }, match);
  const times = Float64Array.from(coverages, ({ publishedAt }) => publishedAt.getTime());
  const pageAt = pagesOf({ coverages, words, vocabulary, languageOf: createLanguageTeller(terms) });
  const hinted = new Set(collected.edges.map(([a, b]) => a * coverages.length + b));
  const glance = createGlance(terms.length, weight);
  const found = compareAll({
    pages: coverages.length,
    find: createFinder({ times, lookUps, pagesWith, weight }),
    judge(earlier, later) {
      const [a, b] = [pageAt(earlier), pageAt(later)];
      if (contradicts(a, b)) return contradicted;
      if (glance(b, a) < leastOfAll) return Number.NaN;
      const held = evidence(a, b, hinted.has(earlier * coverages.length + later), vocabulary);
      return held === null || held < leastKept ? Number.NaN : held;
    },
    before: before && stale ? { ...before, ...stale, ...match } : null,
  });
  const { compared, odds } = found;
  const anew = found.touched.reduce((sum, one) => sum + one, 0);
  const groupBefore = before && match.oldOf.map((old) => (old < 0 ? -1 : (match.newOf[before.core[old] as number] as number)));
  const differ = (pages: readonly number[], others: readonly number[]) => groupsDiffer(pages.map(pageAt), others.map(pageAt), vocabulary);
  const { group: core, joined } = joinGroups({ ...found, times, outletOf: outletsBy(coverages), differ, groupBefore });
  const drawn = attractStragglers({ group: core, compared, odds, words, times, vocabulary, pageAt });
  return { ...read, edges, weight, nameWeight, textsWith, lookUps, compared, odds, joined, core, group: drawn, anew };
}

function wordsOf(
  { coverages }: Collected,
  terms: string[],
  fallback: string | null,
  before: Grouping | null,
  { oldOf }: Match,
): PackedRows {
  const words = createRows(coverages.length, before ? expectedOf(before.words) : undefined);
  let read: ReturnType<typeof createPageReader> | null = null;
  for (let page = 0; page < coverages.length; ) {
    const run = before === null ? 0 : runFrom(page, oldOf);
    if (before !== null && run > 0) words.addRows(before.words, oldOf[page] as number, run);
    else {
      read ??= createPageReader(terms, fallback);
      words.add(read(coverages[page] as Coverage));
    }
    page += Math.max(1, run);
  }
  return words.done();
}

/** As many values as there were, and a few of new pages. */
const expectedOf = ({ values }: PackedRows): number => Math.ceil(1.01 * values.length);

/** How many pages from this one on stood in this very order before; 0: not even this one was there. */
function runFrom(page: number, oldOf: Int32Array): number {
  const old = oldOf[page] as number;
  if (old < 0) return 0;
  let run = 1;
  while (page + run < oldOf.length && oldOf[page + run] === old + run) run++;
  return run;
}

/** Terms of pages that are gone stay numbered; when they are most, numbers are given anew. */
function mostlyUnused(textsWith: Int32Array): boolean {
  return 2 * textsWith.reduce((used, texts) => used + Math.min(1, texts), 0) < textsWith.length;
}

type Comparing = {
  readonly pages: number;
  readonly find: (page: number) => Int32Array;
  /** The log-odds of two pages, or what stands for them in a Grouping. */
  readonly judge: (earlier: number, later: number) => number;
  readonly before: Before | null;
};
type Before = Grouping & Staleness & Match;
type Compared = Pick<Grouping, 'compared' | 'odds'> & {
  /** 1: something about this page and another is not as it was. */
  readonly touched: Uint8Array;
  /** `joined` of pairs that are as they were. */
  readonly joinedBefore: Uint8Array;
};

function compareAll({ pages, find, judge, before }: Comparing): Compared {
  const same = Uint8Array.from({ length: pages }, (_, page) => (before !== null && !mustBeFound(before, page) ? 1 : 0));
  const compared = comparedWith(same, find, before);
  const odds = new Float32Array(compared.values.length);
  const joinedBefore = new Uint8Array(odds.length);
  const touched = same.map((one) => 1 - one);
  const touch = (page: number, other: number, held: number) => {
    touched[page] = 1;
    if (held >= enough && other >= 0) touched[other] = 1;
  };
  for (let page = 0; page < pages; page++) {
    const start = compared.from[page] as number;
    if (before !== null && same[page] === 1) {
      const shift = start - (before.compared.from[before.oldOf[page] as number] as number);
      for (let at = start; at < (compared.from[page + 1] as number); at++) {
        odds[at] = before.odds[at - shift] as number;
        joinedBefore[at] = before.joined[at - shift] as number;
      }
    }
    for (let at = start; at < (compared.from[page + 1] as number); at++) {
      const other = compared.values[at] as number;
      if (same[page] === 1 && before?.reweighed[other] === 0) continue;
      odds[at] = judge(other, page);
      touch(page, other, odds[at] as number);
    }
  }
  if (before !== null) touchLost(before, touch);
  return { compared, odds, touched, joinedBefore };
}

const mustBeFound = ({ oldOf, stale }: Before, page: number): boolean => (oldOf[page] as number) < 0 || stale[page] === 1;

/** Where nothing has changed for a page, it is compared with those it was compared with. */
function comparedWith(same: Uint8Array, find: Comparing['find'], before: Before | null): PackedRows {
  const rows = createRows(same.length, before ? expectedOf(before.compared) : undefined);
  same.forEach((one, page) => {
    if (before === null || one === 0) rows.add(find(page));
    else rows.addRows(before.compared, before.oldOf[page] as number, 1, before.newOf);
  });
  return rows.done();
}

/** Pages whose strong link of before may be gone are touched: what was held together by it may fall apart. */
function touchLost(
  { compared, odds, newOf, stale, reweighed }: Grouping & Staleness & Match,
  touch: (a: number, b: number, odds: number) => void,
): void {
  newOf.forEach((page, old) => {
    for (let at = compared.from[old] as number; at < (compared.from[old + 1] as number); at++) {
      const other = newOf[compared.values[at] as number] as number;
      if (page >= 0 && stale[page] === 0 && other >= 0 && reweighed[other] === 0) continue;
      const held = odds[at] as number;
      if (page >= 0) touch(page, other, held);
      else if (other >= 0 && held >= enough) touch(other, other, held);
    }
  });
}

function outletsBy(coverages: Collected['coverages']): (page: number) => string {
  const known: (string | undefined)[] = new Array(coverages.length);
  return (page) => {
    const outlet = known[page] ?? outletOf((coverages[page] as Coverage).provider);
    known[page] = outlet;
    return outlet;
  };
}

/** Groups of indexes into `coverages` (which are earliest first): one event each, members earliest first, groups by their first member. */
export const groupCoverages = (collected: Collected): number[][] => groupsIn(regroup(collected, null).group);
