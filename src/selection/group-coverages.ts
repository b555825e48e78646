import { forCandidatePairs } from './candidate-pairs.ts';
import type { Collected } from './collect-coverages.ts';
import { evidence, storySpanMs } from './evidence.ts';
import { type Page, readPages } from './page.ts';

/** Log-odds a join needs: about seven in ten, since a wrong "also covered by" costs more than a missing one. */
const enough = 0.85;
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
  forCandidatePairs(reading, (a, b) => {
    const odds = evidence(pageAt(pages, a), pageAt(pages, b), hinted.has(a * pages.length + b), vocabulary);
    if (odds === null || odds < leastKept) return;
    linksOf[a]?.set(b, odds);
    linksOf[b]?.set(a, odds);
    if (odds >= enough) links.push({ a, b, odds });
  });
  links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
  return joinGroups(links, { pages, linksOf });
}

type Evidence = { readonly pages: readonly Page[]; readonly linksOf: readonly ReadonlyMap<number, number>[] };
type Group = { readonly members: number[]; from: number; to: number };

function joinGroups(links: readonly Link[], known: Evidence): number[][] {
  const groupOf = known.pages.map((page, index): Group => ({ members: [index], from: page.time, to: page.time }));
  const at = (index: number) => groupOf[index] as Group;
  for (const { a, b } of links) {
    const [x, y] = [at(a), at(b)];
    if (x === y || Math.max(x.to, y.to) - Math.min(x.from, y.from) > storySpanMs) continue;
    const [large, small] = x.members.length >= y.members.length ? [x, y] : [y, x];
    if (supportBetween(small, large, known) < enough) continue;
    large.from = Math.min(x.from, y.from);
    large.to = Math.max(x.to, y.to);
    for (const member of small.members) {
      large.members.push(member);
      groupOf[member] = large;
    }
  }
  const groups = [...new Set(groupOf)].map((group) => group.members.sort((p, q) => p - q));
  return groups.sort((p, q) => (p[0] ?? 0) - (q[0] ?? 0));
}

function supportBetween(small: Group, large: Group, known: Evidence): number {
  const support = supportOf(small, large, known);
  return small.members.length < large.members.length ? support : (support + supportOf(large, small, known)) / 2;
}

/** Mean over `group`'s members of how well `other` bears each of them out. */
function supportOf(group: Group, other: Group, { pages, linksOf }: Evidence): number {
  const others = new Set(other.members);
  let sum = 0;
  for (const member of group.members) {
    const odds: number[] = [];
    for (const [neighbour, value] of linksOf[member] ?? []) if (others.has(neighbour)) odds.push(value);
    const outlet = pages[member]?.outlet;
    // The same outlet's other headline cannot bear a page out, so it is not held against it.
    const able = other.members.filter((index) => pages[index]?.outlet !== outlet || linksOf[member]?.has(index)).length;
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

function pageAt(pages: readonly Page[], index: number): Page {
  return pages[index] as Page;
}
