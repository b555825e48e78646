import { storySpanMs } from './evidence.ts';
import type { Grouping } from './grouping.ts';

/** Log-odds a join needs: about two in three, since a wrong "also covered by" costs more than a missing one. */
export const enough = 0.75;
/** A page without any link to another counts as this. */
const unlinked = -2;
/** A page is judged by its best few links to a group, so that one long event does not have to be told in the same words. */
const linksJudged = 2;

type Link = { readonly a: number; readonly b: number; readonly odds: number };
/** What is known of pages that hang together, by page. */
export type Kinship = {
  readonly outletOf: (page: number) => string;
  readonly times: Float64Array;
  /** Pages and the odds that they tell the same, in turns. */
  readonly linksOf: (page: number) => readonly number[];
  /** Pages that contradict it: they may not share its group, whatever speaks for them. */
  readonly refusedBy: (page: number) => readonly number[];
};
type Group = { readonly members: number[]; readonly ofOutlet: Map<string, number>; from: number; to: number };
type Groups = ReadonlyMap<number, Group>;

/**
 * Groups pages that hang together through links of `enough` odds; each group's members ascending. The strongest link is followed first; two groups join
 * only if the members of the smaller one are borne out by the larger one on average, not by a single link: that is what keeps
 * a chain of half-similar pages from becoming a story.
 */
export function joinGroups(pages: readonly number[], known: Kinship): number[][] {
  const groupOf = new Map(pages.map((page) => [page, groupOfOne(page, known)]));
  for (const { a, b } of strongestFirst(pages, known)) {
    const [x, y] = [groupOf.get(a) as Group, groupOf.get(b) as Group];
    if (x === y || Math.max(x.to, y.to) - Math.min(x.from, y.from) > storySpanMs) continue;
    const [large, small] = x.members.length >= y.members.length ? [x, y] : [y, x];
    if (refuses(small, large, groupOf, known) || supportBetween(small, large, groupOf, known) < enough) continue;
    absorb(large, small);
    for (const member of small.members) groupOf.set(member, large);
  }
  return [...new Set(groupOf.values())].map(({ members }) => members.sort((a, b) => a - b));
}

function groupOfOne(page: number, { outletOf, times }: Kinship): Group {
  const time = times[page] as number;
  return { members: [page], ofOutlet: new Map([[outletOf(page), 1]]), from: time, to: time };
}

function strongestFirst(pages: readonly number[], { linksOf }: Kinship): Link[] {
  const links: Link[] = [];
  for (const a of pages) {
    const own = linksOf(a);
    for (let at = 0; at < own.length; at += 2) {
      const [b, odds] = [own[at] as number, own[at + 1] as number];
      if (a < b && odds >= enough) links.push({ a, b, odds });
    }
  }
  return links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
}

function refuses(small: Group, large: Group, groupOf: Groups, { refusedBy }: Kinship): boolean {
  return small.members.some((member) => refusedBy(member).some((other) => groupOf.get(other) === large));
}

function absorb(large: Group, small: Group): void {
  large.members.push(...small.members);
  large.from = Math.min(large.from, small.from);
  large.to = Math.max(large.to, small.to);
  for (const [outlet, pages] of small.ofOutlet) large.ofOutlet.set(outlet, (large.ofOutlet.get(outlet) ?? 0) + pages);
}

function supportBetween(small: Group, large: Group, groupOf: Groups, known: Kinship): number {
  const support = supportOf(small, large, groupOf, known);
  return small.members.length < large.members.length ? support : (support + supportOf(large, small, groupOf, known)) / 2;
}

/** Mean over `group`'s members of how well `other` bears each of them out. */
function supportOf(group: Group, other: Group, groupOf: Groups, { outletOf, linksOf }: Kinship): number {
  let sum = 0;
  for (const member of group.members) {
    const outlet = outletOf(member);
    const odds: number[] = [];
    let sameOutletLinks = 0;
    const links = linksOf(member);
    for (let at = 0; at < links.length; at += 2) {
      const neighbour = links[at] as number;
      if (groupOf.get(neighbour) !== other) continue;
      odds.push(links[at + 1] as number);
      if (outletOf(neighbour) === outlet) sameOutletLinks++;
    }
    // The same outlet's other headline cannot bear a page out, so it is not held against it.
    const able = other.members.length - (other.ofOutlet.get(outlet) ?? 0) + sameOutletLinks;
    sum += meanOfBest(odds, Math.min(linksJudged, Math.max(1, able)));
  }
  return sum / group.members.length;
}

function meanOfBest(odds: number[], count: number): number {
  odds.sort((a, b) => b - a);
  let sum = 0;
  for (let index = 0; index < count; index++) sum += odds[index] ?? unlinked;
  return sum / count;
}

/** For each page the first page of those it hangs together with through links of `enough` odds. */
export function componentsOf({ compared, odds }: Pick<Grouping, 'compared' | 'odds'>): Int32Array {
  const first = Int32Array.from({ length: compared.from.length - 1 }, (_, page) => page);
  const rootOf = (page: number): number => {
    let root = page;
    while (first[root] !== root) root = first[root] as number;
    for (let at = page; at !== root; ) {
      const up = first[at] as number;
      first[at] = root;
      at = up;
    }
    return root;
  };
  for (let page = 0; page < first.length; page++) {
    for (let at = compared.from[page] as number; at < (compared.from[page + 1] as number); at++) {
      if (!((odds[at] as number) >= enough)) continue;
      const [a, b] = [rootOf(page), rootOf(compared.values[at] as number)];
      first[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return first.map((_, page) => rootOf(page));
}
