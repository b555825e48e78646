import { byCodeUnit } from './code-unit-order.ts';
import type { LeftOutReason, Points, Window } from './digest.ts';
import { foldTopic } from './fold-topic.ts';
import { outletOf } from './outlet.ts';
import { pointsOf } from './score.ts';
import type { SelectionSettings } from './settings.ts';
import type { Story } from './story.ts';

export type Verdict = { readonly reason: LeftOutReason; readonly detail: string };

export type Candidate = {
  readonly story: Story;
  readonly points: Points;
  /** Outlet of the lead, which the outlet cap counts. */
  readonly outlet: string;
  /** Why no reader at all can be told this story; `null` for a story that may be chosen. */
  readonly barred: Verdict | null;
};

/** One topic's candidates that may be chosen, best first. */
export type TopicRanking = { readonly topic: string; readonly candidates: readonly Candidate[] };

/** What all readers of an edition have in common: made once, asked for every profile. */
export type Ranking = {
  readonly window: Window;
  readonly settings: SelectionSettings;
  /** Best first, the barred ones included. */
  readonly candidates: readonly Candidate[];
  /** By folded topic (`foldTopic`). */
  readonly byTopic: ReadonlyMap<string, TopicRanking>;
  readonly byStoryId: ReadonlyMap<string, Candidate>;
  readonly byCanonicalUrl: ReadonlyMap<string, Candidate>;
};

/** Scores and ranks every story: by points, then the newer lead, then id. */
export function rankStories(
  stories: readonly Story[],
  { now, window, settings }: { readonly now: Date; readonly window: Window; readonly settings: SelectionSettings },
): Ranking {
  const windowMs = window.to.getTime() - window.from.getTime();
  const candidates = stories
    .map((story) => ({
      story,
      points: pointsOf(story, now, settings, windowMs),
      outlet: outletOf(story.lead.provider),
      barred: barredBy(story, settings),
    }))
    .sort(bestCandidateFirst);
  return {
    window,
    settings,
    candidates,
    byTopic: rankingsByTopic(candidates.filter((candidate) => candidate.barred === null)),
    byStoryId: new Map(candidates.map((candidate) => [candidate.story.id, candidate])),
    byCanonicalUrl: new Map(
      candidates.flatMap((candidate) => candidate.story.coverages.map((coverage) => [coverage.canonicalUrl, candidate] as const)),
    ),
  };
}

export function bestCandidateFirst(a: Candidate, b: Candidate): number {
  return (
    b.points.total - a.points.total ||
    b.story.lead.publishedAt.getTime() - a.story.lead.publishedAt.getTime() ||
    byCodeUnit(a.story.id, b.story.id)
  );
}

function barredBy(story: Story, settings: SelectionSettings): Verdict | null {
  const { lead } = story;
  if (settings.types !== null && !settings.types.some((type) => type.toLowerCase() === lead.type)) {
    return { reason: 'type-not-wanted', detail: `its type is ${lead.type}; wanted: ${settings.types.join(', ')}` };
  }
  if (settings.requirePublished && !story.coverages.some((coverage) => coverage.published === true)) {
    return { reason: 'not-published', detail: 'no coverage of it is marked `published: true`, and requirePublished is on' };
  }
  if (lead.quality < settings.minQuality) {
    return { reason: 'below-minimum-quality', detail: `its quality is ${lead.quality}; minQuality is ${settings.minQuality}` };
  }
  return null;
}

function rankingsByTopic(candidates: readonly Candidate[]): Map<string, TopicRanking> {
  const found = new Map<string, { spellings: Map<string, number>; candidates: Candidate[] }>();
  for (const candidate of candidates) {
    for (const topic of candidate.story.topics) {
      const folded = foldTopic(topic);
      const entry = found.get(folded) ?? { spellings: new Map<string, number>(), candidates: [] };
      entry.spellings.set(topic, (entry.spellings.get(topic) ?? 0) + 1);
      entry.candidates.push(candidate);
      found.set(folded, entry);
    }
  }
  return new Map([...found].map(([folded, entry]) => [folded, { topic: usualSpelling(entry.spellings), candidates: entry.candidates }]));
}

function usualSpelling(spellings: ReadonlyMap<string, number>): string {
  const [usual] = [...spellings].sort(([a, times], [b, otherTimes]) => otherTimes - times || byCodeUnit(a, b));
  return usual?.[0] ?? '';
}
