import type { Grouping } from '../grouping/grouping.ts';
import { storySpanMs } from './evidence.ts';

/** Log-odds a join needs: about six in seven, since a wrong "also covered by" costs more than a missing one. */
const enough = 1.75;
/** A page without any link to another counts as this. */
const unlinked = -2;
/** What the second best link to a group counts beside the best. */
const secondLink = 0.25;
/** Pairs there may be at most: see `strongestFirst`. */
const mostPairs = 2 ** 27;

type Joining = Pick<Grouping, 'compared' | 'odds'> & {
  readonly times: Float64Array;
  readonly outletOf: (page: number) => string;
};

/**
 * For each page the first page of its group. The strongest link is followed first; two groups join only if the members of the
 * smaller one are borne out by the larger one on average.
 */
export function joinGroups(joining: Joining): Int32Array {
  const { compared, odds } = joining;
  const laterOf = laterPages(compared.from, compared.values.length);
  const pairs = Int32Array.from(odds, (_, pair) => pair);
  const groups = createGroups(joining, kinOf(joining, laterOf, pairs));
  for (const pair of strongestFirst(odds, pairs)) {
    const [x, y] = [groups.of[compared.values[pair] as number] as number, groups.of[laterOf[pair] as number] as number];
    if (x !== y && groups.belongTogether(x, y)) groups.join(x, y);
  }
  return groups.firstPages();
}

/** Groups are named by one of their pages, which stays in them. */
function createGroups({ times, outletOf }: Pick<Joining, 'times' | 'outletOf'>, kin: ReturnType<typeof kinOf>) {
  const of = Int32Array.from(times, (_, page) => page);
  const [from, to] = [times.slice(), times.slice()];
  const several: (number[] | undefined)[] = new Array(times.length);
  const membersOf = (group: number): readonly number[] => several[group] ?? [group];
  const refuses = (small: number, large: number): boolean =>
    membersOf(small).some((member) => {
      for (let at = kin.from[member] as number; at < (kin.from[member + 1] as number); at++)
        if (kin.odds[at] === Number.NEGATIVE_INFINITY && of[kin.pages[at] as number] === large) return true;
      return false;
    });
  /** Mean over `group`'s members of how well `other` bears each of them out. */
  const support = (group: number, other: number): number => {
    const [members, others] = [membersOf(group), membersOf(other)];
    let sum = 0;
    for (const member of members) sum += bestLinks(member, other, others);
    return sum / members.length;
  };
  /** By its best two links, so that one long event does not have to be told in the same words. */
  const bestLinks = (member: number, other: number, others: readonly number[]): number => {
    const outlet = outletOf(member);
    let [best, second, sameOutlet] = [unlinked, unlinked, 0];
    for (let at = kin.from[member] as number; at < (kin.from[member + 1] as number); at++) {
      const neighbour = kin.pages[at] as number;
      if (of[neighbour] !== other) continue;
      const held = kin.odds[at] as number;
      if (held > best) [best, second] = [held, best];
      else if (held > second) second = held;
      if (outletOf(neighbour) === outlet) sameOutlet++;
    }
    // The same outlet's other headline cannot bear a page out, so it is not held against it.
    let able = sameOutlet;
    for (const one of others) if (outletOf(one) !== outlet) able++;
    return able > 1 ? best + secondLink * (second - best) : best;
  };
  const belongTogether = (x: number, y: number): boolean => {
    if (Math.max(to[x] as number, to[y] as number) - Math.min(from[x] as number, from[y] as number) > storySpanMs) return false;
    const [large, small] = membersOf(x).length >= membersOf(y).length ? [x, y] : [y, x];
    if (refuses(small, large)) return false;
    const borneOut = support(small, large);
    if (membersOf(small).length < membersOf(large).length) return borneOut >= enough;
    return (borneOut + support(large, small)) / 2 >= enough;
  };
  return {
    of,
    belongTogether,
    join(x: number, y: number): void {
      const [large, small] = membersOf(x).length >= membersOf(y).length ? [x, y] : [y, x];
      for (const member of membersOf(small)) of[member] = large;
      several[large] = [...membersOf(large), ...membersOf(small)].sort((a, b) => a - b);
      several[small] = undefined;
      from[large] = Math.min(from[large] as number, from[small] as number);
      to[large] = Math.max(to[large] as number, to[small] as number);
    },
    firstPages: (): Int32Array => of.map((group) => membersOf(group)[0] as number),
  };
}

/** Of every page those it was compared with in one of the pairs, earlier and later, with what came of it, where anything did. */
function kinOf({ compared, odds }: Pick<Grouping, 'compared' | 'odds'>, laterOf: Int32Array, pairs: Int32Array) {
  const from = new Int32Array(compared.from.length);
  for (const pair of pairs) {
    if (Number.isNaN(odds[pair])) continue;
    for (const page of [compared.values[pair] as number, laterOf[pair] as number]) from[page + 1] = (from[page + 1] as number) + 1;
  }
  for (let page = 1; page < from.length; page++) from[page] = (from[page] as number) + (from[page - 1] as number);
  const next = from.slice();
  const pages = new Int32Array(from.at(-1) ?? 0);
  const kinOdds = new Float32Array(pages.length);
  const note = (page: number, other: number, held: number) => {
    const at = next[page] as number;
    pages[at] = other;
    kinOdds[at] = held;
    next[page] = at + 1;
  };
  for (const pair of pairs) {
    const held = odds[pair] as number;
    if (Number.isNaN(held)) continue;
    note(compared.values[pair] as number, laterOf[pair] as number, held);
    note(laterOf[pair] as number, compared.values[pair] as number, held);
  }
  return { from, pages, odds: kinOdds };
}

/** The later page of each pair. */
function laterPages(from: Int32Array, pairs: number): Int32Array {
  const later = new Int32Array(pairs);
  for (let page = 0; page + 1 < from.length; page++) later.fill(page, from[page], from[page + 1]);
  return later;
}

/**
 * Those of the pairs with `enough` odds, strongest first, among equals in the order of the pages. Each is one number to sort by: the
 * bits of positive floats are in their order, between `enough` and 16 there are fewer than 2 ** 26, and 53 bits are exact.
 */
function strongestFirst(odds: Float32Array, pairs: Int32Array): Float64Array {
  const bits = new Uint32Array(odds.buffer, odds.byteOffset, odds.length);
  const top = new Uint32Array(Float32Array.of(16).buffer)[0] as number;
  const keys = new Float64Array(pairs.length);
  let strong = 0;
  for (const pair of pairs)
    if ((odds[pair] as number) >= enough) keys[strong++] = Math.max(0, top - (bits[pair] as number)) * mostPairs + pair;
  return keys
    .subarray(0, strong)
    .sort()
    .map((key) => key % mostPairs);
}
