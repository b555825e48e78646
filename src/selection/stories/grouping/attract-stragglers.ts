import type { ComparablePage } from './comparable-page.ts';
import { contradicts, storySpanMs } from './evidence.ts';
import { type Grouping, groupsIn } from './grouping.ts';
import { type PackedRows, rowOf } from './packed-rows.ts';
import { inTitle, termOf } from './words/page-words.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/** So many tellings say together what their event is. */
const tellingTogether = 4;
/** A straggler tells nothing together, and is this much smaller than what attracts it. */
const muchSmaller = 2;
/** A word that this share of a group's headlines have is the group's own. */
const ownWord = 1 / 3;
/** A name that this share of a group's pages say is what the event is about. */
const coreName = 0.5;
/** A name as heavy as this, which no member says, is a newcomer's own. */
const foreignName = 0.5;
/** A group's heaviest core name is met by one nearly as heavy. */
const nearlyAsHeavy = 0.75;
/** Share of a group's members that may contradict a newcomer, say by another date. */
const contradicting = 0.2;
/** Log-odds it takes to be attracted. */
const attracted = 0.9;

/** What each sign counts, in log-odds; fitted by logistic regression on labelled news (see docs/selection.md), then rounded. */
const weights = {
  base: -0.5,
  bestOdds: 0.5,
  meanOdds: 0.2,
  saidByAny: 1.9,
  saidByMany: 2.9,
  ownWordsMet: 2.9,
  straggling: -1.7,
  daysApart: -1,
  headlineWeight: -0.7,
};

type Attracting = Pick<Grouping, 'compared' | 'odds' | 'words'> & {
  /** For each page the first page of its group. */
  readonly group: Int32Array;
  readonly times: Float64Array;
  readonly vocabulary: Vocabulary;
  readonly pageAt: (page: number) => ComparablePage;
};

/** Who has joined speaks with the group, twice more. */
const rounds = 3;

/**
 * Groups of several tellings draw in the pages and small groups that no single telling bears out enough: what their members
 * say together is held against them. Returns for each page the first page of its group.
 */
export function attractStragglers(attracting: Attracting): Int32Array {
  let { group } = attracting;
  for (let round = 0; round < rounds; round++) {
    const drawn = drawnOnce({ ...attracting, group });
    if (drawn === group) break;
    group = drawn;
  }
  return group;
}

/** The same array where nobody is drawn. */
function drawnOnce(attracting: Attracting): Int32Array {
  const { group } = attracting;
  const members = new Map(groupsIn(group).map((pages) => [pages[0] as number, pages]));
  const links = linksBetween(attracting);
  if (links.length === 0) return group;
  const judge = judgeOf(attracting, members);
  const wishes = links.flatMap((link) => {
    const odds = judge(link);
    return odds >= attracted ? [{ ...link, odds }] : [];
  });
  wishes.sort((a, b) => b.odds - a.odds || a.small - b.small || a.large - b.large);
  const joins = new Map<number, number>();
  const attractors = new Set<number>();
  for (const { small, large } of wishes) {
    if (joins.has(small) || joins.has(large) || attractors.has(small)) continue;
    joins.set(small, large);
    attractors.add(large);
  }
  return joins.size === 0 ? group : renamed(group, joins);
}

function renamed(group: Int32Array, joins: ReadonlyMap<number, number>): Int32Array {
  const first = new Map<number, number>();
  for (const [small, large] of joins) first.set(large, Math.min(first.get(large) ?? large, small));
  return group.map((one) => {
    const into = joins.get(one) ?? one;
    return first.get(into) ?? into;
  });
}

/** A small group and a large one that were compared, and what came of it. Groups are named by their first page. */
type Link = { readonly small: number; readonly large: number; best: number; sum: number; count: number };

function linksBetween({ group, compared, odds }: Attracting): Link[] {
  const sizes = new Int32Array(group.length);
  for (const one of group) sizes[one] = (sizes[one] as number) + 1;
  const found = new Map<number, Link>();
  for (let later = 0; later < group.length; later++) {
    const [mine, size] = [group[later] as number, sizes[group[later] as number] as number];
    for (let at = compared.from[later] as number; at < (compared.from[later + 1] as number); at++) {
      const other = group[compared.values[at] as number] as number;
      const otherSize = sizes[other] as number;
      if (other === mine || Math.max(size, otherSize) < tellingTogether) continue;
      const [small, large] = size <= otherSize ? [mine, other] : [other, mine];
      if ((sizes[small] as number) >= tellingTogether || muchSmaller * (sizes[small] as number) > (sizes[large] as number)) continue;
      const held = odds[at] as number;
      if (Number.isNaN(held)) continue;
      note(found, group.length, small, large, held);
    }
  }
  return [...found.values()].filter(({ count }) => count > 0);
}

function note(found: Map<number, Link>, pages: number, small: number, large: number, held: number): void {
  const key = small * pages + large;
  const link = found.get(key) ?? { small, large, best: Number.NEGATIVE_INFINITY, sum: 0, count: 0 };
  found.set(key, link);
  if (held === Number.NEGATIVE_INFINITY) return;
  link.count += 1;
  link.sum += held;
  link.best = Math.max(link.best, held);
}

/** What a group says together: in how many headlines, and in how many of its pages, each of its words stands. */
type Sayings = {
  readonly pages: number;
  readonly headlines: ReadonlyMap<number, number>;
  readonly anywhere: ReadonlyMap<number, number>;
  readonly from: number;
  readonly to: number;
};

function sayingsOf(pages: readonly number[], words: PackedRows, times: Float64Array): Sayings {
  const headlines = new Map<number, number>();
  const anywhere = new Map<number, number>();
  for (const page of pages)
    for (const word of rowOf(words, page)) {
      const id = termOf(word);
      anywhere.set(id, (anywhere.get(id) ?? 0) + 1);
      if (word & inTitle) headlines.set(id, (headlines.get(id) ?? 0) + 1);
    }
  const own = pages.map((page) => times[page] as number);
  return { pages: pages.length, headlines, anywhere, from: Math.min(...own), to: Math.max(...own) };
}

function judgeOf(attracting: Attracting, members: ReadonlyMap<number, readonly number[]>): (link: Link) => number {
  const { words, times, vocabulary, pageAt } = attracting;
  const known = new Map<number, Sayings>();
  const sayings = (group: number): Sayings => {
    const said = known.get(group) ?? sayingsOf(members.get(group) ?? [], words, times);
    known.set(group, said);
    return said;
  };
  const weigh = weightByGroups(attracting, members);
  return ({ small, large, best, sum, count }) => {
    const [few, many] = [sayings(small), sayings(large)];
    const apart = Math.max(many.from - few.from, few.to - many.to, 0);
    if (Math.max(few.to, many.to) - Math.min(few.from, many.from) > storySpanMs) return Number.NEGATIVE_INFINITY;
    const [own, others] = [(members.get(small) ?? []).map(pageAt), (members.get(large) ?? []).map(pageAt)];
    if (contradictedBy(own, others)) return Number.NEGATIVE_INFINITY;
    const met = meet(few, many, weigh, vocabulary);
    if (met.foreign > foreignName && !met.coreNameMet) return Number.NEGATIVE_INFINITY;
    return (
      weights.base +
      weights.bestOdds * best +
      (weights.meanOdds * sum) / count +
      weights.saidByAny * met.saidByAny +
      weights.saidByMany * met.saidByMany +
      weights.ownWordsMet * met.ownWordsMet +
      weights.straggling * Math.log(few.pages) +
      weights.daysApart * Math.log1p(apart / 86_400_000) +
      weights.headlineWeight * Math.log1p(met.weight)
    );
  };
}

function contradictedBy(few: readonly ComparablePage[], many: readonly ComparablePage[]): boolean {
  return few.some((page) => many.filter((other) => contradicts(page, other)).length > contradicting * many.length);
}

function meet(few: Sayings, many: Sayings, weigh: (id: number) => number, { nameWeight }: Vocabulary) {
  let [weight, saidByAny, saidByMany, foreign] = [0, 0, 0, 0];
  for (const [id, count] of few.headlines) {
    const worth = (weigh(id) * count) / few.pages;
    const share = (many.anywhere.get(id) ?? 0) / many.pages;
    weight += worth;
    if (share > 0) saidByAny += worth;
    saidByMany += worth * Math.min(1, 2 * share);
    if (share === 0 && 2 * count >= few.pages) foreign = Math.max(foreign, nameWeight[id] as number);
  }
  let [own, ownMet, core, coreMet] = [0, 0, 0, 0];
  for (const [id, count] of many.headlines) {
    if (count < ownWord * many.pages) continue;
    const worth = (weigh(id) * count) / many.pages;
    own += worth;
    if (few.anywhere.has(id)) ownMet += worth;
  }
  for (const [id, count] of many.anywhere) {
    if (count < coreName * many.pages) continue;
    const worth = nameWeight[id] as number;
    core = Math.max(core, worth);
    if (few.anywhere.has(id)) coreMet = Math.max(coreMet, worth);
  }
  const part = (shared: number, whole: number) => (whole === 0 ? 0 : shared / whole);
  return {
    weight,
    foreign,
    saidByAny: part(saidByAny, weight),
    saidByMany: part(saidByMany, weight),
    ownWordsMet: part(ownMet, own),
    coreNameMet: coreMet >= nearlyAsHeavy * core,
  };
}

/** The weight of words where a story, however many tell it, is one text: what its own tellings say does not make a word common. */
function weightByGroups({ words, vocabulary }: Attracting, members: ReadonlyMap<number, readonly number[]>): (id: number) => number {
  const repeated = new Int32Array(vocabulary.textsWith.length);
  const seen = new Int32Array(repeated.length).fill(-1);
  for (const [first, pages] of members) {
    if (pages.length < tellingTogether) continue;
    for (const page of pages)
      for (const word of rowOf(words, page)) {
        const id = termOf(word);
        if (seen[id] === first) repeated[id] = (repeated[id] as number) + 1;
        seen[id] = first;
      }
  }
  return (id) =>
    repeated[id] === 0
      ? (vocabulary.weight[id] as number)
      : vocabulary.weightIn(id, (vocabulary.textsWith[id] as number) - (repeated[id] as number));
}
