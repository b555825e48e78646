import { foldTopic } from '../stories/fold-topic.ts';
import { byCodeUnit } from '../stories/ordering.ts';
import { outletOf } from '../stories/outlet.ts';
import type { Coverage, Story } from '../stories/story.ts';
import type { Window } from '../stories/window.ts';
import { withCleanExcerpt } from './clean-excerpts.ts';
import type { Points, Verdict } from './digest.ts';
import { type Directives, noDirectives } from './directives.ts';
import { withKin } from './kin-stories.ts';
import type { SelectionSettings } from './settings.ts';
import { languageName, languageOf, speaks } from './story-language.ts';
import { pointsOf } from './weighing/points.ts';

export type Candidate = {
  readonly story: Story;
  /** Its place among all of its ranking, best first; of one judged anew between two of them, a half. */
  order: number;
  readonly points: Points;
  /** Outlet of the lead, which the outlet caps count. */
  readonly outlet: string;
  /** Why no reader at all can be told this story; `null` for a story that may be chosen. */
  readonly barred: Verdict | null;
  /** May be chosen for its points; a pinned story that the settings bar comes in by its pin alone. */
  readonly running: boolean;
  /** Its topics, folded (`foldTopic`). */
  readonly topics: readonly string[];
  /** What editors and hooks did to it, in words. */
  readonly notes: readonly string[];
};

/** One topic's candidates that may be chosen, best first. */
export type TopicRanking = { readonly topic: string; readonly candidates: readonly Candidate[] };

export type RankOptions = {
  readonly now: Date;
  readonly window: Window;
  readonly settings: SelectionSettings;
  /** What editors and hooks ask; left out, nothing. */
  readonly directives?: Directives | undefined;
  /** Pages told before, which the chosen are compared with; left out, none. `null`: the chosen are not looked at (first rules). */
  readonly toldPages?: ReadonlyMap<string, Coverage> | null;
  /** What is named under "More on this" of which story; left out, nothing is. */
  readonly kinOf?: ((ranking: Ranking) => Kin) | undefined;
};

/** What is named under "More on this" of a story: those that gave way to it, best first. */
export type Kin = ReadonlyMap<Candidate, readonly Candidate[]>;

/** What all readers of an edition have in common: made once, asked for every profile. */
export type Ranking = {
  readonly window: Window;
  readonly settings: SelectionSettings;
  readonly directives: Directives;
  readonly toldPages: ReadonlyMap<string, Coverage> | null;
  /** Best first, the barred ones included. */
  readonly candidates: readonly Candidate[];
  /** All there is is one outlet's: then no outlet can have too much. */
  readonly oneOutlet: boolean;
  /** By folded topic (`foldTopic`). */
  readonly byTopic: ReadonlyMap<string, TopicRanking>;
  readonly byStoryId: ReadonlyMap<string, Candidate>;
  readonly byCanonicalUrl: ReadonlyMap<string, Candidate>;
  /** A story as digests show it, each time the same object. */
  readonly shown: (candidate: Candidate) => Story;
  /** What is named under "More on this" of which story. */
  readonly kin: Kin;
};

const nothingTold: ReadonlyMap<string, Coverage> = new Map();

/** Scores and ranks every story: by points, then the newer lead, then id. */
export function rankStories(stories: readonly Story[], options: RankOptions): Ranking {
  const { window, settings, directives = noDirectives, toldPages = nothingTold } = options;
  const judge = judgeOf(options);
  const candidates = stories.map(judge).sort(bestCandidateFirst);
  for (const [at, candidate] of candidates.entries()) candidate.order = at;
  const byTopic = rankingsByTopic(candidates.filter((candidate) => candidate.running));
  let byId: Ranking['byStoryId'] | null = null;
  let byPage: Ranking['byCanonicalUrl'] | null = null;
  let kin: Kin | null = null;
  // Nobody looks anything up in a ranking without history, pins or overrides.
  const ranking: Ranking = {
    window,
    settings,
    directives,
    toldPages,
    candidates,
    oneOutlet: isOneOutlet(candidates),
    byTopic,
    shown: settings.rules === 1 ? ({ story }) => story : storiesShown((candidate) => ranking.kin.get(candidate) ?? noKin),
    get kin() {
      kin ??= settings.rules < 3 ? nobodysKin : (options.kinOf?.(ranking) ?? nobodysKin);
      return kin;
    },
    get byStoryId() {
      byId ??= new Map(candidates.map((candidate) => [candidate.story.id, candidate]));
      return byId;
    },
    get byCanonicalUrl() {
      byPage ??= candidatesByPage(candidates);
      return byPage;
    },
  };
  return ranking;
}

const noKin: readonly Candidate[] = [];
const nobodysKin: Kin = new Map();

function storiesShown(kinOf: (candidate: Candidate) => readonly Candidate[]): Ranking['shown'] {
  const known = new WeakMap<Candidate, Story>();
  return (candidate) => {
    const before = known.get(candidate);
    if (before !== undefined) return before;
    const story = withKin(
      withCleanExcerpt(candidate.story),
      kinOf(candidate).map(({ story: kin }) => kin),
    );
    known.set(candidate, story);
    return story;
  };
}

const isOneOutlet = (candidates: readonly Candidate[]): boolean =>
  candidates.length > 0 && candidates.every(({ outlet }) => outlet === candidates[0]?.outlet);

function candidatesByPage(candidates: readonly Candidate[]): Map<string, Candidate> {
  const byPage = new Map<string, Candidate>();
  for (const candidate of candidates) for (const { canonicalUrl } of candidate.story.coverages) byPage.set(canonicalUrl, candidate);
  return byPage;
}

/** Judges one story by itself: its points, and whether anything bars it. */
export function judgeOf({ now, window, settings, directives = noDirectives }: RankOptions): (story: Story) => Candidate {
  const windowMs = window.to.getTime() - window.from.getTime();
  const pinned = new Set(directives.pins.map((pin) => pin.storyId));
  return (story) => {
    const barredByHand = directives.barred.get(story.id) ?? null;
    const points = pointsOf(story, now, settings, windowMs, directives.multipliers.get(story.id));
    const barredByRule = barredBy(story, settings) ?? tooFewPoints(points, settings) ?? foreign(story, settings);
    return {
      story,
      order: Number.NaN,
      points,
      outlet: outletOf(story.lead.provider),
      barred: barredByHand ?? (pinned.has(story.id) ? null : barredByRule),
      running: barredByHand === null && barredByRule === null,
      topics: story.topics.map(foldTopic),
      notes: directives.notes.get(story.id) ?? [],
    };
  };
}

export function bestCandidateFirst(a: Candidate, b: Candidate): number {
  return (
    b.points.total - a.points.total ||
    b.story.lead.publishedAt.getTime() - a.story.lead.publishedAt.getTime() ||
    byCodeUnit(a.story.id, b.story.id)
  );
}

/** The same of two candidates of one ranking, by one subtraction: choosing for a million readers asks little else. */
export const byOrder = (a: Candidate, b: Candidate): number => a.order - b.order;

/** How many of those ranked stand before it; it need not be among them. */
export function rankIn(ranked: readonly Candidate[], candidate: Candidate): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bestCandidateFirst(ranked[middle] as Candidate, candidate) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
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

const tooFewPoints = ({ total }: Points, { minPoints }: SelectionSettings): Verdict | null =>
  total >= minPoints ? null : { reason: 'below-minimum-points', detail: `it has ${total.toFixed(1)} points; minPoints is ${minPoints}` };

/** A story whose language shows and is none of those wanted; a headline too short to tell is let in. */
function foreign({ lead }: Story, { languages }: SelectionSettings): Verdict | null {
  if (languages === null || languages.includes('*')) return null;
  const language = languageOf(`${lead.title} ${lead.excerpt ?? ''}`, languages);
  if (language === null || languages.some((wanted) => speaks(wanted, language))) return null;
  return { reason: 'language-not-wanted', detail: `it is in ${languageName(language)}; wanted: ${languages.map(languageName).join(', ')}` };
}

function rankingsByTopic(candidates: readonly Candidate[]): Map<string, TopicRanking> {
  const found = new Map<string, { spellings: Map<string, number>; candidates: Candidate[] }>();
  for (const candidate of candidates) {
    for (const [at, topic] of candidate.story.topics.entries()) {
      const folded = candidate.topics[at] ?? foldTopic(topic);
      let entry = found.get(folded);
      if (entry === undefined) {
        entry = { spellings: new Map(), candidates: [] };
        found.set(folded, entry);
      }
      entry.spellings.set(topic, (entry.spellings.get(topic) ?? 0) + 1);
      entry.candidates.push(candidate);
    }
  }
  return new Map([...found].map(([folded, entry]) => [folded, { topic: usualSpelling(entry.spellings), candidates: entry.candidates }]));
}

function usualSpelling(spellings: ReadonlyMap<string, number>): string {
  const [usual] = [...spellings].sort(([a, times], [b, otherTimes]) => otherTimes - times || byCodeUnit(a, b));
  return usual?.[0] ?? '';
}
