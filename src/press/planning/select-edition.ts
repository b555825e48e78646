import type { Article } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import type { LeftOut } from '../../selection/choosing/digest.ts';
import type { Directives } from '../../selection/choosing/directives.ts';
import { articlesSetAside } from '../../selection/choosing/left-out.ts';
import { type Ranking, type RankOptions, rankStories } from '../../selection/choosing/rank-stories.ts';
import { applyArticleHooks, applyStoryHooks } from '../../selection/editing/apply-hooks.ts';
import { applyOverrides, type EditionWording, type Overridden } from '../../selection/editing/apply-overrides.ts';
import { Hooks } from '../../selection/editing/hooks.ts';
import { describeOverride } from '../../selection/editing/override.ts';
import { gatherStories } from '../../selection/stories/gather-stories.ts';
import { keepIdentity } from '../../selection/stories/keep-identity.ts';
import type { Story } from '../../selection/stories/story.ts';
import { imagesOfStories, type StoryImages } from '../../selection/stories/story-images.ts';
import type { Window } from '../../selection/stories/window.ts';
import { windowOf } from '../../selection/stories/window.ts';
import type { PlanRequest } from './plan-request.ts';

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
  /** What an editor should know: overrides that match nothing, hooks that failed. */
  readonly notices: readonly string[];
};

const noHooks: Hooks = Hooks.parse({});

/**
 * Hooks on articles, stories, hooks on stories, overrides, ranking: the whole of selection but for the reader. `gather` may
 * stand in for `gatherStories` where its result is known from before.
 */
export function selectEdition(articles: readonly Article[], request: PlanRequest): Selection {
  const window = windowOf(request.slot, request.windowMs);
  const hooks = request.newsletter?.hooks ?? noHooks;
  const hooked = applyArticleHooks(articles, hooks);
  const gathered = (request.gather ?? gatherStories)(hooked.articles, { now: request.slot, window });
  const identified = keepIdentity(gathered, request.known ?? []);
  const answered = applyStoryHooks(identified.stories, hooks, window);
  const edited = applyOverrides(answered.stories, request.overrides ?? [], window);
  const directives: Directives = {
    barred: edited.dropped,
    multipliers: answered.multipliers,
    pins: edited.pins,
    arrangements: edited.arrangements,
    notes: notesOf(edited, [identified.notes, answered.notes], hooked.notes),
  };
  const rankOptions: RankOptions = { now: request.slot, window, settings: request.settings, directives };
  const running =
    hooked.notEligible.size === 0 ? hooked.articles : hooked.articles.filter((one) => !hooked.notEligible.has(one.canonicalUrl));
  const ranking = rankStories(edited.stories, rankOptions);
  let images: ReadonlyMap<string, StoryImages> | null = null;
  return {
    window,
    articles: hooked.articles,
    stories: edited.stories,
    setAside: [...articlesSetAside(running, edited.stories, window, request.slot), ...hooked.notEligible.values()],
    ranking,
    rankOptions,
    images: () => {
      images ??= imagesOfStories(
        ranking.candidates.map(({ story }) => story),
        hooked.articles,
      );
      return images;
    },
    wording: edited.wording,
    unmatched: edited.unmatched,
    notices: [...describeUnmatched(edited.unmatched), ...[...hooked.faults, ...answered.faults].map(describeFault)],
  };
}

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
