import type { Article } from '../../content/article.ts';
import { foldTopic } from '../stories/fold-topic.ts';
import { byCodeUnit } from '../stories/ordering.ts';
import type { Coverage, Story } from '../stories/story.ts';
import type { Window } from '../stories/window.ts';
import type { LeftOut, LeftOutReason, Verdict } from './digest.ts';
import type { Repeats } from './looking/look-at-chosen.ts';
import type { Candidate, Ranking } from './rank-stories.ts';
import type { Contest, SentBefore } from './sections/contest.ts';

/** How the races for the sections ended. */
export type Outcome = {
  readonly ranking: Ranking;
  readonly contests: readonly Contest[];
  readonly told: ReadonlyMap<Candidate, SentBefore>;
  readonly repeats: Repeats;
  readonly blockedByOutlet: ReadonlySet<Candidate>;
  readonly trimmed: ReadonlySet<Candidate>;
  readonly setAside: readonly LeftOut[];
};

/**
 * Articles no candidate story stands for: removed, from the future, or outside the window; each page once.
 * `stories` are those `gatherStories` made of the same articles.
 */
export function articlesSetAside(articles: readonly Article[], stories: readonly Story[], window: Window, now: Date): LeftOut[] {
  const seen = new Set<string>();
  for (const { coverages } of stories) for (const { canonicalUrl } of coverages) seen.add(canonicalUrl);
  const aside: LeftOut[] = [];
  // Few are left of very many, so they are put in order, and not all.
  const left = articles.filter(({ canonicalUrl }) => !seen.has(canonicalUrl)).sort((a, b) => byCodeUnit(a.file, b.file));
  for (const article of left) {
    if (seen.has(article.canonicalUrl)) continue;
    seen.add(article.canonicalUrl);
    const { reason, detail } = whyAside(article, window, now);
    aside.push({ storyId: null, url: article.url, title: article.title, points: null, reason, detail });
  }
  return aside.sort(inReadingOrder);
}

function whyAside(article: Article, window: Window, now: Date): Verdict {
  const published = article.publishedAt.toISOString();
  if (article.removed) return { reason: 'removed', detail: 'its publisher marked it removed' };
  if (article.publishedAt > now) return { reason: 'in-the-future', detail: `published ${published}, after this edition's clock` };
  const side = article.publishedAt > window.to ? `after the window ends (${window.to.toISOString()})` : beforeWindow(window);
  return { reason: 'outside-window', detail: `published ${published}, ${side}` };
}

function beforeWindow(window: Window): string {
  return `not after the window opens (${window.from.toISOString()})`;
}

/** Everything the digest does not tell, each with exactly one reason: best points first, those without points last. */
export function leftOutOf(outcome: Outcome): LeftOut[] {
  const contestsOf = contestsByCandidate(outcome.contests);
  const left = notChosen(outcome).flatMap((candidate) => entriesFor(candidate, verdictOn(candidate, contestsOf(candidate), outcome)));
  return [...left, ...outcome.setAside].sort(inReadingOrder);
}

/** How many of `leftOutOf` have which reason, without listing them. */
export function countLeftOutOf(outcome: Outcome): Map<LeftOutReason, number> {
  const counts = new Map<LeftOutReason, number>();
  const count = (reason: LeftOutReason, more: number) => counts.set(reason, (counts.get(reason) ?? 0) + more);
  const contestsOf = contestsByCandidate(outcome.contests);
  for (const candidate of notChosen(outcome)) {
    count(reasonFor(candidate, contestsOf(candidate), outcome), 1);
    const others = otherFiles(candidate.story).length;
    if (others > 0) count('part-of-story', others);
  }
  for (const { reason } of outcome.setAside) count(reason, 1);
  return counts;
}

function notChosen({ ranking, contests }: Outcome): Candidate[] {
  const chosen = new Set(contests.flatMap((contest) => contest.chosen));
  return ranking.candidates.filter((candidate) => !chosen.has(candidate));
}

function inReadingOrder(a: LeftOut, b: LeftOut): number {
  return (b.points?.total ?? -1) - (a.points?.total ?? -1) || byCodeUnit(a.url, b.url) || byCodeUnit(a.title, b.title);
}

/** The races a candidate could have run in: those of its topics, and the one its pin put it in. */
function contestsByCandidate(contests: readonly Contest[]): (candidate: Candidate) => Contest[] {
  const folded = new Map(contests.map((contest) => [contest, foldTopic(contest.topic)]));
  return (candidate) =>
    contests.filter((contest) => candidate.topics.includes(folded.get(contest) ?? '') || contest.pinned.includes(candidate));
}

/** The candidate under its lead, then the other files of the same story. */
function entriesFor({ story, points }: Candidate, { reason, detail }: Verdict): LeftOut[] {
  const lead: LeftOut = { storyId: story.id, url: story.lead.url, title: story.lead.title, points, reason, detail };
  return [
    lead,
    ...otherFiles(story).map(({ url, title }): LeftOut => {
      const part = `part of “${story.lead.title}”, which was left out: ${reason}`;
      return { storyId: story.id, url, title, points: null, reason: 'part-of-story', detail: part };
    }),
  ];
}

const otherFiles = ({ coverages, lead }: Story): readonly Coverage[] =>
  coverages.length === 1 ? [] : coverages.filter((coverage) => coverage !== lead && coverage.file !== null);

function reasonFor(
  candidate: Candidate,
  contests: readonly Contest[],
  { told, repeats, blockedByOutlet, trimmed }: Outcome,
): LeftOutReason {
  if (candidate.barred !== null) return candidate.barred.reason;
  if (told.get(candidate)?.update === false || repeats.get(candidate) === 'told') return 'already-told';
  if (repeats.has(candidate)) return 'repeats-another';
  if (contests.length === 0) return 'no-followed-topic';
  if (trimmed.has(candidate)) return 'digest-full';
  return blockedByOutlet.has(candidate) ? 'outlet-cap' : 'section-full';
}

function verdictOn(candidate: Candidate, contests: readonly Contest[], outcome: Outcome): Verdict {
  if (candidate.barred !== null) return candidate.barred;
  const { told, ranking } = outcome;
  const reason = reasonFor(candidate, contests, outcome);
  const history = told.get(candidate);
  const repeated = outcome.repeats.get(candidate);
  if (repeated !== undefined && history?.update !== false) return repeats(repeated, candidate, ranking);
  if (reason === 'already-told' && history !== undefined) return alreadyTold(history, ranking.settings.updateThreshold);
  if (reason === 'no-followed-topic') return { reason, detail: `its topics: ${candidate.story.topics.join(', ') || 'none'}` };
  if (reason === 'digest-full') return beatenBy(reason, `the digest holds ${ranking.settings.maxStories} stories`, everyone(outcome));
  if (reason === 'outlet-cap') return outletFull(candidate, contests, outcome);
  const nearest = nearestContest(contests);
  return beatenBy(reason, sectionLimit(nearest, ranking), nearest.chosen);
}

function repeats(repeated: Candidate | 'told', candidate: Candidate, { kin }: Ranking): Verdict {
  if (repeated === 'told')
    return { reason: 'already-told', detail: 'another outlet’s page that seems to tell the same was sent to this reader before' };
  const { title, provider } = repeated.story.lead;
  const named = kin.get(repeated)?.includes(candidate) === true;
  const shown = named ? 'names it under “More on this”; pin it to have it stand by itself' : 'is in; merge them to show both';
  return { reason: 'repeats-another', detail: `it seems to tell the same as “${title}” (${provider.name}), which ${shown}` };
}

function sectionLimit({ topic, places }: Contest, { settings }: Ranking): string {
  const kept = settings.perTopic - places;
  return `${topic} holds ${settings.perTopic} stories${kept > 0 ? `, ${kept} of them reserved` : ''}`;
}

function alreadyTold({ newOutlets }: SentBefore, threshold: number): Verdict {
  const growth = newOutlets === 0 ? 'no outlet has joined since' : `new outlets since: ${newOutlets}`;
  return { reason: 'already-told', detail: `sent to this reader before; ${growth} (an update needs ${threshold})` };
}

function outletFull(candidate: Candidate, contests: readonly Contest[], outcome: Outcome): Verdict {
  const { perOutletPerTopic } = outcome.ranking.settings;
  const perOutlet = outcome.ranking.settings.perOutlet ?? Number.POSITIVE_INFINITY;
  const ofOutlet = (chosen: readonly Candidate[]) => chosen.filter(({ outlet }) => outlet === candidate.outlet);
  const stories = (count: number) => `${count} ${count === 1 ? 'story' : 'stories'}`;
  const everywhere = ofOutlet(everyone(outcome));
  if (everywhere.length >= perOutlet) return beatenBy('outlet-cap', `${candidate.outlet} has its ${stories(perOutlet)}`, everywhere);
  const fullest = contests.reduce<Contest | null>(
    (most, contest) => (most !== null && ofOutlet(most.chosen).length >= ofOutlet(contest.chosen).length ? most : contest),
    null,
  );
  const limit = `${candidate.outlet} has its ${stories(perOutletPerTopic ?? perOutlet)} of ${fullest?.topic ?? 'the section'}`;
  return beatenBy('outlet-cap', limit, ofOutlet(fullest?.chosen ?? []));
}

function everyone({ contests }: Outcome): Candidate[] {
  return contests.flatMap((contest) => contest.chosen);
}

/** The section that took the least to get into. */
function nearestContest(contests: readonly Contest[]): Contest {
  return contests.reduce((near, contest) => (lowest(contest.chosen) < lowest(near.chosen) ? contest : near));
}

function lowest(chosen: readonly Candidate[]): number {
  return Math.min(...chosen.map((candidate) => candidate.points.total));
}

/** Names the last one in: the rival this candidate had to beat. */
function beatenBy(reason: LeftOutReason, limit: string, rivals: readonly Candidate[]): Verdict {
  const last = rivals.reduce<Candidate | null>((low, rival) => (low === null || rival.points.total < low.points.total ? rival : low), null);
  if (last === null) return { reason, detail: limit };
  return { reason, detail: `${limit}; the last one in is “${last.story.lead.title}” with ${last.points.total.toFixed(1)} points` };
}
