import { createLookAlike, type LookAlike } from '../../stories/look-alike.ts';
import type { SentStories } from '../../stories/sent-stories.ts';
import type { Coverage, Story } from '../../stories/story.ts';
import { byOrder, type Candidate, type Ranking } from '../rank-stories.ts';
import type { Contest } from '../sections/contest.ts';
import { Compared } from './compared-stories.ts';

/** A candidate that gives way, and what it would have told again: another one of the digest, or what the reader was sent before. */
export type Repeats = ReadonlyMap<Candidate, Candidate | 'told'>;

/** So many of each topic's best can come into a digest; those behind them are compared with nothing. */
const perTopicLookedAt = 60;
/** Of a story so many pages are compared, its best ones. */
const pagesLookedAt = 6;
/** Rounds of giving way; each makes room for another story, which is looked at in turn. */
const rounds = 40;

/**
 * A look at the chosen together, at a lower bar than grouping has: of two that seem to tell one event the better stays, and
 * what seems to be told already is not told again by another outlet. Pinned stories stay, whatever they repeat.
 * @param choose the races with these candidates left out of them
 */
export function withoutRepeats(
  ranking: Ranking,
  sentBefore: SentStories,
  choose: (withheld: ReadonlySet<Candidate>) => Contest[],
): { readonly contests: readonly Contest[]; readonly repeats: Repeats } {
  let contests = choose(nobody);
  if (ranking.toldPages === null) return { contests, repeats: noRepeats };
  const look = lookOf(ranking, ranking.toldPages);
  let repeats: Map<Candidate, Candidate | 'told'> | null = null;
  for (let round = 0; round < rounds && look.mayRepeat(contests, sentBefore); round++) {
    const found = repeatsAmong(contests, new Set(sentBefore.flatMap(({ canonicalUrls }) => canonicalUrls)), look, ranking);
    if (found.length === 0) break;
    repeats ??= new Map();
    for (const [repeat, of] of found) repeats.set(repeat, of);
    contests = choose(new Set(repeats.keys()));
  }
  return { contests, repeats: repeats ?? noRepeats };
}

const nobody: ReadonlySet<Candidate> = new Set();
const noRepeats: Repeats = new Map();

function repeatsAmong(
  contests: readonly Contest[],
  sent: ReadonlySet<string>,
  look: Look,
  ranking: Ranking,
): [Candidate, Candidate | 'told'][] {
  const pinned = new Set(contests.flatMap((contest) => contest.pinned));
  const chosen = contests.flatMap((contest) => contest.chosen);
  const order = chosen.sort((a, b) => Number(pinned.has(b)) - Number(pinned.has(a)) || byOrder(a, b));
  const kept: Candidate[] = [];
  const found: [Candidate, Candidate | 'told'][] = [];
  for (const candidate of order) {
    const better = pinned.has(candidate) ? undefined : kept.find((one) => look.tellsTheSame(candidate, one));
    const told =
      sent.size > 0 &&
      !pinned.has(candidate) &&
      !known(candidate, sent) &&
      (look.toldLike(candidate).some((url) => sent.has(url)) || namesTold(candidate, sent, ranking));
    if (told) found.push([candidate, 'told']);
    else if (better !== undefined) found.push([candidate, better]);
    else kept.push(candidate);
  }
  return found;
}

/** What would be named under it was sent to the reader: it seems to tell that again. */
const namesTold = (candidate: Candidate, sent: ReadonlySet<string>, { kin }: Ranking): boolean =>
  (kin.get(candidate) ?? []).some((one) => known(one, sent));

/** A story the reader knows is back because it has grown: that is decided already. */
const known = ({ story }: Candidate, sent: ReadonlySet<string>): boolean =>
  story.coverages.some(({ canonicalUrl }) => sent.has(canonicalUrl));

type Look = {
  /** `false` for nearly all, and quickly: nobody among the chosen repeats another of them, or what was sent. */
  readonly mayRepeat: (contests: readonly Contest[], sentBefore: SentStories) => boolean;
  /** Whether a candidate seems to tell the same as a better one. */
  readonly tellsTheSame: (candidate: Candidate, better: Candidate) => boolean;
  /** Addresses of pages told before that seem to tell the same. */
  readonly toldLike: (candidate: Candidate) => readonly string[];
};

/** One look serves all reader profiles of an edition. */
const looks = new WeakMap<Ranking, Look>();

function lookOf(ranking: Ranking, toldPages: ReadonlyMap<string, Coverage>): Look {
  const made = looks.get(ranking);
  if (made !== undefined) return made;
  const look = createLook(ranking, toldPages);
  looks.set(ranking, look);
  return look;
}

function createLook(ranking: Ranking, toldPages: ReadonlyMap<string, Coverage>): Look {
  let compare: LookAlike | null = null;
  const alike: LookAlike = (a, b) => {
    compare ??= createLookAlike(corpusOf(ranking, toldPages), 'en');
    return compare(a, b);
  };
  const seen = new Compared((candidate, better) => storiesAlike(better.story, candidate.story, alike));
  const told = new Map<Candidate, readonly string[]>();
  const toldLike = (candidate: Candidate): readonly string[] => {
    const answer = told.get(candidate) ?? pagesLike(candidate.story, toldPages, alike);
    told.set(candidate, answer);
    return answer;
  };
  const mayTellAgain = (candidate: Candidate): boolean => toldLike(candidate).length > 0 || ranking.kin.has(candidate);
  return {
    mayRepeat(contests, sentBefore) {
      // Pinned ones stand before better ones: those few are looked at one by one.
      if (contests.some(({ pinned }) => pinned.length > 0)) return true;
      if (sentBefore.length > 0 && contests.some(({ chosen }) => chosen.some(mayTellAgain))) return true;
      return seen.anyAlike(contests);
    },
    tellsTheSame: (candidate, better) => seen.alike(candidate, better),
    toldLike,
  };
}

function corpusOf({ byTopic }: Ranking, toldPages: ReadonlyMap<string, Coverage>): Coverage[] {
  const stories = new Set(
    [...byTopic.values()].flatMap(({ candidates }) => candidates.slice(0, perTopicLookedAt).map(({ story }) => story)),
  );
  const pages = [...stories].flatMap((story) => story.coverages.slice(0, pagesLookedAt));
  const byUrl = new Map([...toldPages.values(), ...pages].map((page) => [page.canonicalUrl, page]));
  return [...byUrl.values()].sort((a, b) => (a.canonicalUrl < b.canonicalUrl ? -1 : 1));
}

/** The leads, or most of what the smaller story has, tell the same. */
function storiesAlike(a: Story, b: Story, alike: LookAlike): boolean {
  const [few, many] = [a, b].map(({ coverages }) => coverages.slice(0, pagesLookedAt)).sort((x, y) => x.length - y.length) as [
    Coverage[],
    Coverage[],
  ];
  if (alike(a.lead, b.lead)) return true;
  const borneOut = few.filter((page) => many.some((other) => alike(page, other))).length;
  return 2 * borneOut >= few.length;
}

function pagesLike({ lead, coverages }: Story, toldPages: ReadonlyMap<string, Coverage>, alike: LookAlike): string[] {
  const pages = coverages.slice(0, pagesLookedAt);
  return [...toldPages.values()]
    .filter((told) => alike(told, lead) || 2 * pages.filter((page) => alike(told, page)).length >= pages.length)
    .map(({ canonicalUrl }) => canonicalUrl);
}
