import type { Article } from '../../content/article.ts';
import { foldTopic } from '../stories/fold-topic.ts';
import { newOutlets, type SentStories, type SentStory } from '../stories/sent-stories.ts';
import type { Story } from '../stories/story.ts';
import type { Digest, LeftOut, LeftOutReason, Section, SelectedStory } from './digest.ts';
import { kinNotes } from './kin-stories.ts';
import { articlesSetAside, countLeftOutOf, leftOutOf, type Outcome } from './left-out.ts';
import { withoutRepeats } from './looking/look-at-chosen.ts';
import { kinAmong } from './looking/more-on-this.ts';
import { byOrder, type Candidate, type Kin, type Ranking, type RankOptions, rankIn, rankStories } from './rank-stories.ts';
import { arranged, type Contest, contestsFor, fillSections, type SentBefore, type Swap, trimToMaximum } from './sections/contest.ts';
import { foldSections } from './sections/fold-sections.ts';
import { followedTopics, type Topics } from './sections/followed-topics.ts';
import { placeStories } from './sections/place-stories.ts';

export type ReaderProfile = { readonly topics: Topics; readonly sentBefore: SentStories };

export type ChooseOptions = {
  /** What the newsletter offers: it sets the sections' order and spelling. */
  readonly newsletterTopics: Topics;
  /** Articles that made no candidate (see `articlesSetAside`): they join `leftOut` as they are. */
  readonly setAside?: readonly LeftOut[];
  /** `false` saves the work of explaining what was left out, for the many profiles nobody looks at. Default `true`. */
  readonly explain?: boolean;
  /** One candidate judged anew, everything else staying as it is. */
  readonly swap?: Swap;
};

export type DigestOptions = RankOptions & {
  readonly newsletterTopics: Topics;
  /** The articles the stories were gathered from, so that those outside the window, removed or from the future are named too. */
  readonly articles?: readonly Article[];
};

/** What one reader profile gets of these stories. Pure: the same arguments, in any order of stories, give the same digest. */
export function chooseDigest(stories: readonly Story[], profile: ReaderProfile, options: DigestOptions): Digest {
  const { newsletterTopics, articles, window, now } = options;
  const setAside = articlesSetAside(articles ?? [], stories, window, now);
  const ranking = rankStories(stories, { kinOf: kinOfTopics(newsletterTopics), ...options });
  return chooseFromRanking(ranking, profile, { newsletterTopics, setAside });
}

/** `chooseDigest` for many profiles of one edition: the ranking is made once with `rankStories`. */
export function chooseFromRanking(ranking: Ranking, profile: ReaderProfile, options: ChooseOptions): Digest {
  const outcome = outcomeOf(ranking, profile, options);
  const { contests, told } = outcome;
  const filled = contests.filter((contest) => contest.chosen.length > 0).map((contest) => sectionOf(contest, told, ranking));
  const sections = foldSections(filled, ranking.settings);
  let leftOut: readonly LeftOut[] | null = options.explain === false ? [] : null;
  return {
    window: ranking.window,
    sections,
    ...leadOf(contests, ranking),
    /** Told in words for a hundred thousand stories, it costs more than choosing: worked out when somebody asks. */
    get leftOut() {
      leftOut ??= leftOutOf(outcome);
      return leftOut;
    },
    skip: skipReason(sections, ranking.settings.minStories),
  };
}

/** How many stories and files `chooseFromRanking` leaves out for which reason. */
export const countLeftOut = (ranking: Ranking, profile: ReaderProfile, options: ChooseOptions): ReadonlyMap<LeftOutReason, number> =>
  countLeftOutOf(outcomeOf(ranking, profile, options));

function outcomeOf(ranking: Ranking, profile: ReaderProfile, options: ChooseOptions): Outcome {
  const followed = followedTopics(profile.topics, options.newsletterTopics, ranking);
  const topics = inOrderOf(ranking.directives.sectionOrder ?? [], followed);
  const told = candidatesSentBefore(ranking, profile.sentBefore);
  const swap = options.swap === undefined ? null : inOrderOfRanking(options.swap, ranking);
  let [blockedByOutlet, trimmed] = [nobody, nobody];
  const { contests, repeats } = withoutRepeats(ranking, profile.sentBefore, (withheld) => {
    const known = withheld.size === 0 ? told : new Map([...told, ...[...withheld].map((candidate) => [candidate, givesWay] as const)]);
    const races = contestsFor(topics, { ranking, told: known, swap });
    blockedByOutlet = ranking.settings.rules === 1 ? fillSections(races, ranking.settings) : placeStories(races, ranking);
    trimmed = trimToMaximum(races, ranking.settings.maxStories);
    return races;
  });
  return { ranking, contests, told, repeats, blockedByOutlet, trimmed, setAside: options.setAside ?? [] };
}

const nobody: ReadonlySet<Candidate> = new Set();

/** A candidate judged anew stands between two others. */
function inOrderOfRanking(swap: Swap, { candidates }: Ranking): Swap {
  swap.to.order = rankIn(candidates, swap.to) - 0.5;
  return swap;
}

/** A repeat runs in no race, as one told before that has not grown. */
const givesWay: SentBefore = { newOutlets: 0, update: false };

/** Topics an editor put in order come first, the others as they stood. */
function inOrderOf(order: readonly string[], topics: readonly string[]): readonly string[] {
  if (order.length === 0) return topics;
  const first = order.map(foldTopic);
  const place = (topic: string) => (first.includes(foldTopic(topic)) ? first.indexOf(foldTopic(topic)) : first.length);
  return topics.toSorted((a, b) => place(a) - place(b));
}

/** What an editor put on the front, where this reader gets it; else the best story, unless the settings leave it to the first section. */
function leadOf(contests: readonly Contest[], { settings, directives }: Ranking): Pick<Digest, 'lead'> {
  if (settings.rules === 1) return {};
  let best: Candidate | null = null;
  for (const { chosen } of contests)
    for (const one of chosen) {
      if (one.story.id === directives.front) return { lead: one.story.id };
      if (best === null || byOrder(one, best) < 0) best = one;
    }
  return best === null || settings.lead === 'first-topic' ? {} : { lead: best.story.id };
}

const nothingTold: ReadonlyMap<Candidate, SentBefore> = new Map();

function candidatesSentBefore(ranking: Ranking, told: SentStories): ReadonlyMap<Candidate, SentBefore> {
  if (told.length === 0) return nothingTold;
  const matches = new Map<Candidate, Set<SentStory>>();
  for (const story of told) {
    const urls = story.canonicalUrls.map((url) => ranking.byCanonicalUrl.get(url));
    for (const candidate of [ranking.byStoryId.get(story.storyId), ...urls]) {
      if (candidate !== undefined) matches.set(candidate, (matches.get(candidate) ?? new Set()).add(story));
    }
  }
  const threshold = ranking.settings.updateThreshold;
  return new Map(
    [...matches].map(([candidate, stories]) => {
      const grown = newOutlets(candidate.story, [...stories]);
      return [candidate, { newOutlets: grown, update: grown >= threshold }];
    }),
  );
}

/** What stands under "More on this" in any digest of these topics: what gives way where everything is followed and nothing was told. */
export const kinOfTopics =
  (newsletterTopics: Topics) =>
  (ranking: Ranking): Kin =>
    kinAmong(outcomeOf(ranking, { topics: newsletterTopics, sentBefore: [] }, { newsletterTopics }).repeats);

function sectionOf(contest: Contest, told: ReadonlyMap<Candidate, SentBefore>, ranking: Ranking): Section {
  const { topic, chosen } = contest;
  const { arrangements } = ranking.directives;
  const ranks = ranksOf(contest);
  const select = selecting(ranking);
  const order = arrangements.length === 0 ? chosen : arranged(topic, chosen, arrangements);
  const stories = order.map((candidate, at) => {
    const update = told.size > 0 && told.get(candidate)?.update === true;
    return select(candidate, topic, ranks[order === chosen ? at : chosen.indexOf(candidate)] ?? 0, update);
  });
  return { topic, stories };
}

type Select = (candidate: Candidate, topic: string, rank: number, update: boolean) => SelectedStory;

/** Nearly all readers who get a story get it in the same section at the same rank: they share one object. */
const selections = new WeakMap<Ranking, Select>();

function selecting(ranking: Ranking): Select {
  const known = selections.get(ranking);
  if (known !== undefined) return known;
  const last = new Map<Candidate, SelectedStory>();
  const select: Select = (candidate, topic, rank, update) => {
    const before = last.get(candidate);
    if (before !== undefined && before.topic === topic && before.rank === rank && before.update === update) return before;
    const story = ranking.shown(candidate);
    const notes = [...candidate.notes, ...kinNotes(story)];
    const made = { story, topic, points: candidate.points, rank, update, ...(notes.length > 0 ? { notes } : {}) };
    last.set(candidate, made);
    return made;
  };
  selections.set(ranking, select);
  return select;
}

/** 1-based, of those chosen, by their places among them; nobody behind the last of them is looked at. */
function ranksOf(contest: Contest): readonly number[] {
  const { chosen } = contest;
  const ranks = chosen.map(() => 0);
  const line = contest.line();
  let left = chosen.length;
  let rank = 0;
  for (let candidate = line.next(); candidate !== null && left > 0; candidate = line.next()) {
    rank += 1;
    const at = chosen.indexOf(candidate);
    if (at === -1) continue;
    // One that runs twice under two spellings of its topic has the later rank.
    if (ranks[at] === 0) left -= 1;
    ranks[at] = rank;
  }
  return ranks;
}

function skipReason(sections: readonly Section[], minStories: number): string | null {
  const count = sections.reduce((sum, section) => sum + section.stories.length, 0);
  if (count === 0) return 'there is no story to tell';
  return count < minStories ? `${count} ${count === 1 ? 'story' : 'stories'}, fewer than the minimum of ${minStories}` : null;
}
