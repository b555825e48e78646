import { foldTopic } from '../stories/fold-topic.ts';
import type { Digest, LeftOutReason } from './digest.ts';
import { type Candidate, judgeOf, type Ranking } from './rank-stories.ts';
import { qualityRemedy, type Remedy, remediesFor, type Situation, winningQuality } from './remedies.ts';
import { followedTopics } from './sections/followed-topics.ts';

/** How a story stands in one topic it belongs to and the reader follows. */
export type Standing = {
  readonly topic: string;
  /** 1-based among everything the topic offers, and out of how many. */
  readonly rank: number;
  readonly of: number;
  /** The last story in the section, which had to be beaten; `null` for a section that stayed empty. */
  readonly lastIn: { readonly title: string; readonly url: string; readonly points: number } | null;
};

export type CandidateStanding = {
  readonly standings: readonly Standing[];
  /** The smallest change that would bring it in, tried out; `null` for one that is in, and where nothing would. */
  readonly change: Remedy | null;
};

/**
 * How every candidate stands in the topics this reader follows, and what would bring in each that was left out; by story id.
 * @param only this one alone: each costs trials of the whole digest
 */
export function explainCandidates(
  digest: Digest,
  ranking: Ranking,
  situation: Situation,
  only: string | null = null,
): Map<string, CandidateStanding> {
  const standingsOf = standings(digest, ranking, situation);
  const chosen = new Set(digest.sections.flatMap((section) => section.stories.map(({ story }) => story.id)));
  const reasons = new Map<string, LeftOutReason>();
  for (const { storyId, reason } of digest.leftOut) if (storyId !== null && reason !== 'part-of-story') reasons.set(storyId, reason);
  return new Map(
    (only === null ? ranking.candidates : ranking.candidates.filter(({ story }) => story.id === only)).map((candidate) => {
      const { id } = candidate.story;
      const stands = standingsOf(candidate);
      const change = chosen.has(id) ? null : smallestChange(candidate, reasons.get(id) ?? null, stands, ranking, situation);
      return [id, { standings: stands, change }] as const;
    }),
  );
}

/** Ranks in every followed topic, listed once for all candidates. */
export function standings(
  digest: Digest,
  ranking: Ranking,
  { profile, newsletterTopics }: Pick<Situation, 'profile' | 'newsletterTopics'>,
): (candidate: Candidate) => Standing[] {
  const topics = followedTopics(profile.topics, newsletterTopics, ranking).map((topic) => {
    const rivals = ranking.byTopic.get(foldTopic(topic))?.candidates ?? [];
    const stories = digest.sections.find((section) => section.topic === topic)?.stories ?? [];
    const last = stories.reduce<(typeof stories)[number] | null>(
      (low, one) => (low && low.points.total <= one.points.total ? low : one),
      null,
    );
    const lastIn = last && { title: last.story.lead.title, url: last.story.lead.url, points: last.points.total };
    return { topic, of: rivals.length, lastIn, rankOf: new Map(rivals.map((rival, index) => [rival, index + 1])) };
  });
  return (candidate) =>
    topics.flatMap(({ topic, of, lastIn, rankOf }) => {
      const rank = rankOf.get(candidate);
      return rank === undefined ? [] : [{ topic, rank, of, lastIn }];
    });
}

/** For rules the first remedy; against rivals the quality that wins, looked for where the last one in stands. */
function smallestChange(
  candidate: Candidate,
  reason: LeftOutReason | null,
  stands: readonly Standing[],
  ranking: Ranking,
  situation: Situation,
): Remedy | null {
  if (reason !== 'section-full' && reason !== 'digest-full') {
    return remediesFor(candidate.story.lead, candidate, reason, ranking, situation)[0] ?? null;
  }
  const rivals = stands.flatMap(({ lastIn }) => lastIn?.points ?? []);
  const quality = winningQuality(
    candidate,
    ranking,
    situation,
    rivals.length > 0 ? qualityFor(Math.min(...rivals), candidate, situation) : null,
  );
  return quality === null ? null : qualityRemedy(candidate, quality);
}

/** The lowest whole quality with more points than `points`. */
function qualityFor(points: number, candidate: Candidate, situation: Situation): number | null {
  const { decay, multipliers, coverage } = candidate.points;
  const factor = multipliers.reduce((product, multiplier) => product * multiplier.factor, decay);
  const guess = Math.floor(points / factor - coverage) + 1;
  if (!Number.isFinite(guess)) return null;
  const lead = { ...candidate.story.lead, quality: guess };
  const { total } = judgeOf(situation)({ ...candidate.story, lead }).points;
  return total >= points ? guess : guess + 1;
}
