import { forCandidatePairs } from './candidate-pairs.ts';
import type { Collected } from './collect-coverages.ts';
import { contradicts, evidence, storySpanMs } from './evidence.ts';
import { type Page, readPages } from './page.ts';

/** Log-odds a join needs: about two in three, since a wrong "also covered by" costs more than a missing one. */
const enough = 0.75;
/** Evidence below this is not kept; a pair without any counts as `unlinked`. */
const leastKept = -1.5;
const unlinked = -2;
/** A page is judged by its best few links to a group, so that one long event does not have to be told in the same words. */
const linksJudged = 2;

type Link = { readonly a: number; readonly b: number; readonly odds: number };

/**
 * Groups of indexes into `coverages` (which are earliest first): one event each, members earliest first, groups by their
 * first member. The strongest link is followed first; two groups join only if the members of the smaller one are borne out
 * by the larger one on average, not by a single link: that is what keeps a chain of half-similar pages from becoming a story.
 */
export function groupCoverages({ coverages, edges }: Collected): number[][] {
  const reading = readPages(coverages);
  const { pages, vocabulary } = reading;
  const hinted = new Set(edges.map(([a, b]) => a * pages.length + b));
  const links: Link[] = [];
  const linksOf = pages.map(() => new Map<number, number>());
  const refusedBy = pages.map((): number[] => []);
  forCandidatePairs(reading, (a, b) => {
    const [earlier, later] = [pages[a] as Page, pages[b] as Page];
    if (contradicts(earlier, later)) {
      refusedBy[a]?.push(b);
      refusedBy[b]?.push(a);
      return;
    }
    const odds = evidence(earlier, later, hinted.has(a * pages.length + b), vocabulary);
    if (odds === null || odds < leastKept) return;
    linksOf[a]?.set(b, odds);
    linksOf[b]?.set(a, odds);
    if (odds >= enough) links.push({ a, b, odds });
  });
  links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
  return joinGroups(links, { pages, linksOf, refusedBy });
}

type Evidence = {
  readonly pages: readonly Page[];
  readonly linksOf: readonly ReadonlyMap<number, number>[];
  /** Pages that contradict each page: they may not share its group, whatever speaks for them. */
  readonly refusedBy: readonly (readonly number[])[];
};
type Group = { readonly members: number[]; readonly ofOutlet: Map<string, number>; from: number; to: number };

function joinGroups(links: readonly Link[], known: Evidence): number[][] {
  const groupOf = known.pages.map(
    (page, index): Group => ({ members: [index], ofOutlet: new Map([[page.outlet, 1]]), from: page.time, to: page.time }),
  );
  for (const { a, b } of links) {
    const [x, y] = [groupOf[a] as Group, groupOf[b] as Group];
    if (x === y || Math.max(x.to, y.to) - Math.min(x.from, y.from) > storySpanMs) continue;
    const [large, small] = x.members.length >= y.members.length ? [x, y] : [y, x];
    if (refuses(small, large, groupOf, known) || supportBetween(small, large, groupOf, known) < enough) continue;
    absorb(large, small);
    for (const member of small.members) groupOf[member] = large;
  }
  const groups = [...new Set(groupOf)].map((group) => group.members.sort((p, q) => p - q));
  return groups.sort((p, q) => (p[0] ?? 0) - (q[0] ?? 0));
}

function refuses(small: Group, large: Group, groupOf: readonly Group[], { refusedBy }: Evidence): boolean {
  return small.members.some((member) => refusedBy[member]?.some((other) => groupOf[other] === large));
}

function absorb(large: Group, small: Group): void {
  large.members.push(...small.members);
  large.from = Math.min(large.from, small.from);
  large.to = Math.max(large.to, small.to);
  for (const [outlet, pages] of small.ofOutlet) large.ofOutlet.set(outlet, (large.ofOutlet.get(outlet) ?? 0) + pages);
}

function supportBetween(small: Group, large: Group, groupOf: readonly Group[], known: Evidence): number {
  const support = supportOf(small, large, groupOf, known);
  return small.members.length < large.members.length ? support : (support + supportOf(large, small, groupOf, known)) / 2;
}

/** Mean over `group`'s members of how well `other` bears each of them out. */
function supportOf(group: Group, other: Group, groupOf: readonly Group[], { pages, linksOf }: Evidence): number {
  let sum = 0;
  for (const member of group.members) {
    const outlet = pages[member]?.outlet ?? '';
    const odds: number[] = [];
    let sameOutletLinks = 0;
    for (const [neighbour, value] of linksOf[member] ?? []) {
      if (groupOf[neighbour] !== other) continue;
      odds.push(value);
      if (pages[neighbour]?.outlet === outlet) sameOutletLinks++;
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
