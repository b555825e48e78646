import type { Telling } from '../../content/article.ts';
import type { Story } from '../stories/story.ts';
import { chooseFromRanking, type ReaderProfile } from './choose.ts';
import type { Digest, LeftOutReason } from './digest.ts';
import { type Candidate, judgeOf, type Ranking, type RankOptions, rankStories } from './rank-stories.ts';
import type { Topics } from './sections/followed-topics.ts';

/** One change that would bring a story in. `from` and `to` are values of `change`; `words` says it to an editor. */
export type Remedy = { readonly change: string; readonly from: string; readonly to: string; readonly words: string };

export type Situation = RankOptions & {
  readonly stories: readonly Story[];
  readonly profile: ReaderProfile;
  readonly newsletterTopics: Topics;
};

/** The highest quality worth proposing: the format's own stops at 189. */
const highestQuality = 1000;

/**
 * The smallest change of each kind that would bring the story in, everything else staying as it is. Changes of quality
 * and limits are tried out by choosing again, so an effect through other sections or outlets is counted too.
 */
export function remediesFor(
  asked: Telling,
  candidate: Candidate | null,
  reason: LeftOutReason | null,
  ranking: Ranking,
  situation: Situation,
): Remedy[] {
  if (candidate === null) return reason === null ? [] : remediesOutside(asked, reason, situation);
  const limits: Partial<Record<LeftOutReason, () => (Remedy | null)[]>> = {
    'section-full': () => [betterQuality(candidate, ranking, situation), higherLimit('perTopic', 50, candidate, ranking, situation)],
    'outlet-cap': () => [
      higherLimit('perOutlet', 50, candidate, ranking, situation),
      higherLimit('perOutletPerTopic', 50, candidate, ranking, situation),
      betterQuality(candidate, ranking, situation),
    ],
    'digest-full': () => [betterQuality(candidate, ranking, situation), higherLimit('maxStories', 200, candidate, ranking, situation)],
    'below-minimum-quality': () => [betterQuality(candidate, ranking, situation), lowerMinimum(candidate, situation)],
    'below-minimum-points': () => [betterQuality(candidate, ranking, situation)],
    'type-not-wanted': () => [wantedType(candidate, situation)],
    'not-published': () => [change('requirePublished', 'true', 'false', 'turn requirePublished off')],
    'no-followed-topic': () => [followTopic(candidate)],
    'already-told': () => [grow(situation)],
  };
  return (reason === null ? undefined : limits[reason])?.().filter((remedy) => remedy !== null) ?? [];
}

function change(name: string, from: string, to: string, words: string): Remedy {
  return { change: name, from, to, words };
}

function remediesOutside(asked: Telling, reason: LeftOutReason, { window, now }: Situation): Remedy[] {
  const published = asked.publishedAt;
  if (reason === 'in-the-future') {
    const at = published.toISOString();
    return [change('at', now.toISOString(), at, `an edition at ${at} or later`)];
  }
  if (reason !== 'outside-window' || published > window.from) return [];
  const hours = (ms: number) => Math.round(ms / 3_600_000);
  // One hour more than the whole hours of its age: the window opens after `from`, not at it.
  const needed = Math.floor((window.to.getTime() - published.getTime()) / 3_600_000) + 1;
  const length = hours(window.to.getTime() - window.from.getTime());
  return [change('window', `${length}h`, `${needed}h`, `a window of ${needed}h instead of ${length}h`)];
}

/**
 * The lowest whole quality of its lead that would bring a story in, tried out by choosing again with that one story judged
 * anew; `null` when none up to the highest would. `likely` is tried first.
 */
export function winningQuality(candidate: Candidate, ranking: Ranking, situation: Situation, likely: number | null = null): number | null {
  const { story } = candidate;
  const judge = judgeOf(situation);
  const { profile, newsletterTopics } = situation;
  const wins = (quality: number) => {
    const lead = { ...story.lead, quality };
    const to = judge({ ...story, lead, coverages: [lead, ...story.coverages.slice(1)] });
    const digest = chooseFromRanking(ranking, profile, { newsletterTopics, explain: false, swap: { from: candidate, to } });
    return tells(digest, story.id);
  };
  // Raising quality never lowers a rank, so halving the range finds the smallest.
  let low = Math.max(0, Math.floor(story.lead.quality));
  let high = highestQuality;
  if (likely !== null && likely > low && likely < high) {
    if (!wins(likely)) low = likely;
    else if (likely - 1 <= low || !wins(likely - 1)) return likely;
    else high = likely - 1;
  }
  if (high === highestQuality && !wins(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wins(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function betterQuality(candidate: Candidate, ranking: Ranking, situation: Situation): Remedy | null {
  const high = winningQuality(candidate, ranking, situation);
  return high === null ? null : qualityRemedy(candidate, high);
}

/** Says what more quality would do, in points after decay and multipliers. */
export function qualityRemedy({ story, points }: Candidate, needed: number): Remedy {
  const { quality } = story.lead;
  const factor = points.multipliers.reduce((product, multiplier) => product * multiplier.factor, points.decay);
  const more = (needed - Math.max(0, quality)) * factor;
  return change(
    'quality',
    String(quality),
    String(needed),
    `needs ${more.toFixed(1)} more points: quality ${needed} instead of ${quality}`,
  );
}

function higherLimit(
  limit: 'perTopic' | 'perOutlet' | 'perOutletPerTopic' | 'maxStories',
  highest: number,
  candidate: Candidate,
  ranking: Ranking,
  situation: Situation,
): Remedy | null {
  const now = situation.settings[limit];
  if (now === null) return null;
  for (let raised = now + 1; raised <= highest; raised++) {
    const settings = { ...ranking.settings, [limit]: raised };
    if (isChosen(candidate.story.id, { ...ranking, settings }, situation)) {
      return change(limit, String(now), String(raised), `raise ${limit} from ${now} to ${raised}`);
    }
  }
  return null;
}

function isChosen(storyId: string, ranking: Ranking, { profile, newsletterTopics }: Situation): boolean {
  const digest = chooseFromRanking(ranking, profile, { newsletterTopics, explain: false });
  return tells(digest, storyId);
}

function tells(digest: Digest, storyId: string): boolean {
  return digest.sections.some((section) => section.stories.some(({ story }) => story.id === storyId));
}

function lowerMinimum(candidate: Candidate, situation: Situation): Remedy | null {
  const { settings } = situation;
  const minQuality = candidate.story.lead.quality;
  const lowered = { ...situation, settings: { ...settings, minQuality } };
  if (!isChosen(candidate.story.id, rankStories(situation.stories, lowered), situation)) return null;
  return change(
    'minQuality',
    String(settings.minQuality),
    String(minQuality),
    `lower minQuality from ${settings.minQuality} to ${minQuality}`,
  );
}

function wantedType({ story }: Candidate, { settings }: Situation): Remedy {
  const wanted = settings.types ?? [];
  const to = [...wanted, story.lead.type].join(', ');
  return change('types', wanted.join(', '), to, `add ${story.lead.type} to the types wanted`);
}

function followTopic({ story }: Candidate): Remedy | null {
  if (story.topics.length === 0) return null;
  const topics = story.topics.join(', ');
  return change('topics', '', topics, `follow ${story.topics.length === 1 ? topics : `one of ${topics}`}`);
}

function grow({ settings }: Situation): Remedy {
  const words = `coverage by ${settings.updateThreshold} outlets that had not told it when it was sent`;
  return change('outlets', '', String(settings.updateThreshold), words);
}
