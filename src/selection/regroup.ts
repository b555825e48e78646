import { createFinder } from './candidate-pairs.ts';
import type { Collected } from './collect-coverages.ts';
import { contradicts, evidence } from './evidence.ts';
import { type Grouping, pageKey } from './grouping.ts';
import { componentsOf, enough, joinGroups } from './join-groups.ts';
import { createLanguageTeller } from './language.ts';
import { lookUpsOf, pagesByTerm } from './look-ups.ts';
import { type Page, pagesOf } from './page.ts';
import { createPageReader, termOf } from './page-words.ts';
import { createRows, type Rows, rowOf } from './rows.ts';
import { type Match, matchPages, type Staleness, stalePages } from './stale-pages.ts';
import { weigh } from './vocabulary.ts';

/** Evidence below this is not kept. */
const leastKept = -1.5;
const contradicted = Number.NEGATIVE_INFINITY;

/**
 * Groups coverages, which are earliest first, starting from an earlier grouping, of the same coverages but for some, or from
 * nothing. The groups are the same whatever `before` is: only what a change can have touched is worked out anew.
 */
export function regroup(
  collected: Collected,
  before: Grouping | null,
  keys: readonly string[] = collected.coverages.map(pageKey),
): Grouping {
  const { coverages } = collected;
  const match = matchPages(before?.keys ?? [], keys);
  const terms = [...(before?.terms ?? [])];
  const words = wordsOf(collected, terms, before, match);
  if (before !== null && mostlyUnused(words, terms.length)) return regroup(collected, null, keys);
  const vocabulary = weigh(terms, words);
  const lookUps = lookUpsOf(words, vocabulary, terms);
  const pagesWith = pagesByTerm(lookUps, terms.length);
  const edges = Int32Array.from(collected.edges.flat());
  const { weight, nameWeight } = vocabulary;
  const stale = before && stalePages(before, { edges, words, weight, nameWeight, lookUps, pagesWith }, match);
  const times = Float64Array.from(coverages, ({ publishedAt }) => publishedAt.getTime());
  const pageAt = pagesOf({ coverages, words, vocabulary, languageOf: createLanguageTeller(terms) });
  const hinted = new Set(collected.edges.map(([a, b]) => a * coverages.length + b));
  const { compared, odds, touched } = compareAll({
    pages: coverages.length,
    find: createFinder({ times, lookUps, pagesWith, weight }),
    judge(earlier, later) {
      const [a, b] = [pageAt(earlier), pageAt(later)];
      if (contradicts(a, b)) return contradicted;
      const found = evidence(a, b, hinted.has(earlier * coverages.length + later), vocabulary);
      return found === null || found < leastKept ? Number.NaN : found;
    },
    before: before && stale ? { ...before, ...stale, ...match } : null,
  });
  const group = groupTouched({ compared, odds, touched, times, pageAt, before, match });
  return { keys, edges, terms, words, weight, nameWeight, lookUps, compared, odds, group };
}

function wordsOf({ coverages }: Collected, terms: string[], before: Grouping | null, { oldOf }: Match): Rows {
  const words = createRows(coverages.length);
  let read: ReturnType<typeof createPageReader> | null = null;
  coverages.forEach((coverage, page) => {
    const old = oldOf[page] as number;
    if (before !== null && old >= 0) {
      words.add(rowOf(before.words, old));
      return;
    }
    read ??= createPageReader(terms);
    words.add(read(coverage));
  });
  return words.done();
}

/** Terms of pages that are gone stay numbered; when they are most, numbers are given anew. */
function mostlyUnused({ values }: Rows, terms: number): boolean {
  const used = new Uint8Array(terms);
  for (const word of values) used[termOf(word)] = 1;
  return 2 * used.reduce((sum, one) => sum + one, 0) < terms;
}

type Comparing = {
  readonly pages: number;
  readonly find: (page: number) => readonly number[];
  /** The log-odds of two pages, or what stands for them in a Grouping. */
  readonly judge: (earlier: number, later: number) => number;
  readonly before: (Grouping & Staleness & Match) | null;
};
type Compared = Pick<Grouping, 'compared' | 'odds'> & {
  /** 1: something about this page and another is not as it was. */
  readonly touched: Uint8Array;
};

function compareAll({ pages, find, judge, before }: Comparing): Compared {
  const rows = createRows(pages);
  const all: Float32Array[] = [];
  const touched = new Uint8Array(pages);
  const touch = (page: number, other: number, odds: number) => {
    touched[page] = 1;
    if (odds >= enough && other >= 0) touched[other] = 1;
  };
  for (let page = 0; page < pages; page++) {
    const old = before === null ? -1 : (before.oldOf[page] as number);
    const found = before === null || old < 0 || before.stale[page] === 1;
    const row = found ? Int32Array.from(find(page)) : rowOf((before as Grouping).compared, old).map((one) => before?.newOf[one] ?? -1);
    const start = before?.compared.from[old] ?? 0;
    if (found) touched[page] = 1;
    const odds = Float32Array.from(row, (other, at) => {
      if (!found && before?.reweighed[other] !== 1) return before?.odds[start + at] ?? Number.NaN;
      const judged = Math.fround(judge(other, page));
      touch(page, other, judged);
      return judged;
    });
    rows.add(row);
    all.push(odds);
  }
  if (before !== null) touchLost(before, touch);
  const compared = rows.done();
  const odds = new Float32Array(compared.values.length);
  for (const [page, one] of all.entries()) odds.set(one, compared.from[page]);
  return { compared, odds, touched };
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

type Touching = Compared & {
  readonly times: Float64Array;
  readonly pageAt: (page: number) => Page;
  readonly before: Grouping | null;
  readonly match: Match;
};

/** Groups anew whatever hangs together with a touched page; the rest is as it was. */
function groupTouched({ compared, odds, touched, times, pageAt, before, match }: Touching): Int32Array {
  const component = componentsOf({ compared, odds });
  const anew = new Uint8Array(component.length);
  touched.forEach((yes, page) => {
    if (yes === 1) anew[component[page] as number] = 1;
  });
  const members = new Map<number, number[]>();
  const group = component.map((first, page) => {
    if (anew[first] === 0 && before !== null) return match.newOf[before.group[match.oldOf[page] as number] as number] as number;
    const known = members.get(first);
    if (known === undefined) members.set(first, [page]);
    else known.push(page);
    return page;
  });
  const kinship = kinshipWithin(component, anew, { compared, odds });
  for (const pages of members.values()) {
    if (pages.length === 1) continue;
    for (const joined of joinGroups(pages, { ...kinship, times, outletOf: (page) => pageAt(page).outlet }))
      for (const page of joined) group[page] = joined[0] as number;
  }
  return group;
}

/** Links and refusals between pages of one component, both ways. */
function kinshipWithin(component: Int32Array, anew: Uint8Array, { compared, odds }: Pick<Grouping, 'compared' | 'odds'>) {
  const links: (number[] | undefined)[] = new Array(component.length);
  const refused: (number[] | undefined)[] = new Array(component.length);
  const note = (lists: (number[] | undefined)[], page: number, ...values: readonly number[]) => {
    const list = lists[page];
    if (list === undefined) lists[page] = [...values];
    else list.push(...values);
  };
  component.forEach((first, page) => {
    if (anew[first] === 0) return;
    for (let at = compared.from[page] as number; at < (compared.from[page + 1] as number); at++) {
      const [other, held] = [compared.values[at] as number, odds[at] as number];
      if (component[other] !== first || Number.isNaN(held)) continue;
      if (held === contradicted) {
        note(refused, page, other);
        note(refused, other, page);
      } else {
        note(links, page, other, held);
        note(links, other, page, held);
      }
    }
  });
  const nothing: readonly number[] = [];
  return { linksOf: (page: number) => links[page] ?? nothing, refusedBy: (page: number) => refused[page] ?? nothing };
}
