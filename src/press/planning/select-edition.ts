import type { Article } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import { kinOfTopics } from '../../selection/choosing/choose.ts';
import type { LeftOut } from '../../selection/choosing/digest.ts';
import type { Directives } from '../../selection/choosing/directives.ts';
import { articlesSetAside } from '../../selection/choosing/left-out.ts';
import { type Ranking, type RankOptions, rankStories } from '../../selection/choosing/rank-stories.ts';
import { reachedBack } from '../../selection/choosing/reach-back.ts';
import { languagesOfLocale } from '../../selection/choosing/story-language.ts';
import { ledByReporting } from '../../selection/choosing/weighing/reporting-lead.ts';
import { applyArticleHooks, applyStoryHooks } from '../../selection/editing/apply-hooks.ts';
import { applyOverrides, type EditionWording, type Overridden } from '../../selection/editing/apply-overrides.ts';
import { Hooks } from '../../selection/editing/hooks.ts';
import { describeOverride } from '../../selection/editing/override.ts';
import { type Prepared, prepareArticles } from '../../selection/editing/prepare-articles.ts';
import { insideWindow } from '../../selection/stories/assemble-story.ts';
import { gatherStories } from '../../selection/stories/gather-stories.ts';
import { storySpanMs } from '../../selection/stories/grouping/evidence.ts';
import { keepIdentity } from '../../selection/stories/keep-identity.ts';
import { firstRules, gatherByFirstRules } from '../../selection/stories/rules.ts';
import type { Story } from '../../selection/stories/story.ts';
import { imagesOfStories, type StoryImages } from '../../selection/stories/story-images.ts';
import { toldPages } from '../../selection/stories/told-pages.ts';
import type { Window } from '../../selection/stories/window.ts';
import { windowOf } from '../../selection/stories/window.ts';
import type { PlanRequest } from './plan-request.ts';
import { selectedBefore } from './selected-before.ts';

/** What every reader profile of an edition has in common, made once from articles, settings, hooks and overrides. */
export type Selection = {
  readonly window: Window;
  /** As the hooks left them. */
  readonly articles: readonly Article[];
  readonly stories: readonly Story[];
  readonly setAside: readonly LeftOut[];
  readonly ranking: Ranking;
  readonly rankOptions: RankOptions;
  /** Which pictures each story may show, by its id: worked out when asked for. */
  readonly images: () => ReadonlyMap<string, StoryImages>;
  readonly wording: EditionWording;
  readonly unmatched: Overridden['unmatched'];
  /** What counts as the quality of articles that give none; `null`: all give one. */
  readonly neutralQuality: number | null;
  /** What an editor should know: overrides that match nothing, hooks that failed. */
  readonly notices: readonly string[];
};

const noHooks: Hooks = Hooks.parse({});

/**
 * Hooks on articles, stories, hooks on stories, overrides, ranking: the whole of selection but for the reader. `gather` may
 * stand in for `gatherStories` where its result is known from before. Asked again for the same, it gives the same object.
 */
export function selectEdition(articles: readonly Article[], request: PlanRequest): Selection {
  return selectedBefore(articles, request, () => select(articles, request));
}

function select(articles: readonly Article[], request: PlanRequest): Selection {
  const hooks = request.newsletter?.hooks ?? noHooks;
  const prepared = preparedFor(articles, request);
  const hooked = applyArticleHooks(prepared.articles, hooks);
  const window = reachedBack(windowOf(request.slot, request.windowMs), request.reach, hooked.articles);
  const gather = request.grouping === firstRules ? gatherByFirstRules : (request.gather ?? gatherStories);
  const gathered = gather(hooked.articles, { now: request.slot, window, language: languageOf(request) });
  const identified = keepIdentity(gathered, request.known ?? []);
  const reported = withReporting(identified.stories, window, request.settings);
  const answered = applyStoryHooks(reported.stories, hooks, window);
  const edited = applyOverrides(answered.stories, request.overrides ?? [], window);
  const directives: Directives = {
    barred: edited.dropped,
    multipliers: answered.multipliers,
    pins: edited.pins,
    arrangements: edited.arrangements,
    ...(edited.front === null ? {} : { front: edited.front }),
    ...(edited.sectionOrder.length === 0 ? {} : { sectionOrder: edited.sectionOrder }),
    notes: notesOf(edited, [lateNotes(edited.stories, window), identified.notes, reported.notes, answered.notes], hooked.notes),
  };
  const told = request.grouping === firstRules ? null : toldPages(request.known ?? [], hooked.articles);
  const offered = request.newsletter?.topics ?? request.topics;
  const rankOptions: RankOptions = {
    now: request.slot,
    window,
    settings: settled(request),
    directives,
    toldPages: told,
    kinOf: kinOfTopics(offered),
  };
  const aside = [prepared.keptOut, hooked.notEligible];
  const running = aside.every(({ size }) => size === 0)
    ? hooked.articles
    : hooked.articles.filter(({ canonicalUrl }) => !aside.some((those) => those.has(canonicalUrl)));
  const ranking = rankStories(edited.stories, rankOptions);
  let images: ReadonlyMap<string, StoryImages> | null = null;
  return {
    window,
    articles: hooked.articles,
    stories: edited.stories,
    setAside: [
      ...articlesSetAside(running, edited.stories, window, request.slot),
      ...prepared.keptOut.values(),
      ...hooked.notEligible.values(),
    ],
    neutralQuality: prepared.neutral,
    ranking,
    rankOptions,
    images: () => {
      images ??= imagesOfStories(
        ranking.candidates.map(({ story }) => story),
        hooked.articles,
      );
      return images;
    },
    wording: request.settings.rules === 1 ? edited.wording : { ...edited.wording, words: 2 },
    unmatched: edited.unmatched,
    notices: [...describeUnmatched(edited.unmatched), ...[...hooked.faults, ...answered.faults].map(describeFault)],
  };
}

/** Kept by the articles and all that decides, so that what is made of the same ones again is the same array. */
const preparedBefore = new WeakMap<readonly Article[], Map<string, Prepared>>();
const preparationsKept = 8;

function preparedFor(articles: readonly Article[], { newsletter, settings, slot, windowMs, overrides = [] }: PlanRequest): Prepared {
  const zone = newsletter?.contentZone ?? newsletter?.schedule.zone ?? 'UTC';
  const since = new Date(slot.getTime() - windowMs - 2 * storySpanMs);
  const muted = overrides.flatMap((asked) =>
    asked.override.kind === 'mute' ? [{ outlet: asked.override.outlet, words: describeOverride(asked) }] : [],
  );
  const preparation = { settings, now: slot, since, zone, muted };
  const known = preparedBefore.get(articles) ?? new Map<string, Prepared>();
  preparedBefore.set(articles, known);
  const key = JSON.stringify(preparation);
  const prepared = known.get(key) ?? prepareArticles(articles, preparation);
  if (known.size >= preparationsKept) known.delete(known.keys().next().value ?? '');
  known.set(key, prepared);
  return prepared;
}

/** The languages of stories are the newsletter's, unless its settings name others. */
function settled({ newsletter, settings }: PlanRequest): PlanRequest['settings'] {
  if (settings.rules === 1 || settings.languages !== null || newsletter === null) return settings;
  return { ...settings, languages: languagesOfLocale(newsletter.locale) };
}

function withReporting(stories: readonly Story[], window: Window, settings: PlanRequest['settings']) {
  const notes = new Map<string, readonly string[]>();
  if (settings.rules === 1) return { stories, notes };
  const led = stories.map((one) => {
    const { story, note } = ledByReporting(one, window, settings);
    if (note !== null) notes.set(story.id, [note]);
    return story;
  });
  return { stories: led, notes };
}

/** Why a story from before the window is told in it: one that nothing inside the window tells. */
function lateNotes(stories: readonly Story[], { late, ...window }: Window): Map<string, readonly string[]> {
  const notes = new Map<string, readonly string[]>();
  if (late === undefined) return notes;
  for (const { id, coverages } of stories) {
    const reasons = coverages.flatMap(({ canonicalUrl }) => late.pages.get(canonicalUrl) ?? []);
    if (reasons[0] !== undefined && !coverages.some((coverage) => insideWindow(coverage, window))) notes.set(id, [reasons[0]]);
  }
  return notes;
}
/** Headlines too short to show their language are in the newsletter's. */
export const languageOf = ({ newsletter }: PlanRequest): string | undefined => newsletter?.locale.split('-')[0]?.toLowerCase();

function notesOf(
  { stories, notes }: Overridden,
  byStory: readonly ReadonlyMap<string, readonly string[]>[],
  byPage: ReadonlyMap<string, string>,
): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  if (notes.size + byPage.size === 0 && byStory.every(({ size }) => size === 0)) return all;
  for (const { id, coverages } of stories) {
    const pages = byPage.size === 0 ? [] : coverages.flatMap((coverage) => byPage.get(coverage.canonicalUrl) ?? []);
    const words = [...pages, ...byStory.flatMap((one) => one.get(id) ?? []), ...(notes.get(id) ?? [])];
    if (words.length > 0) all.set(id, [...new Set(words)]);
  }
  return all;
}

const describeUnmatched = (unmatched: Overridden['unmatched']): string[] =>
  unmatched.map(({ override, why }) => `override ${override.id} (${describeOverride(override)}): ${why}`);

const describeFault = ({ file, found, advice }: Fault): string => `${file}: ${found}; ${advice}`;
