import type { Article } from '../content/article.ts';
import { chooseDigest } from '../selection/choose.ts';
import type { Digest, Window } from '../selection/digest.ts';
import { gatherStories } from '../selection/gather-stories.ts';
import type { SelectionSettings } from '../selection/settings.ts';
import type { Story } from '../selection/story.ts';
import type { ToldStories } from '../selection/told-stories.ts';
import type { Newsletter } from './newsletter.ts';
import type { ContentRead } from './ports.ts';

/** What to select: a newsletter's own settings, or those given by hand when `newsletter` is `null` (ad hoc). */
export type PlanRequest = {
  readonly newsletter: Newsletter | null;
  readonly slot: Date;
  readonly windowMs: number;
  /** `*`: every topic found in the window's stories. */
  readonly topics: readonly string[] | '*';
  readonly settings: SelectionSettings;
};

export type Counts = {
  /** Content files found, those left out for faults among them. */
  readonly files: number;
  readonly invalid: number;
  readonly articles: number;
  /** Articles published inside the window and not removed. */
  readonly eligible: number;
  readonly stories: number;
  readonly selected: number;
};

export type Plan = {
  readonly newsletter: string | null;
  readonly slot: Date;
  readonly window: Window;
  readonly counts: Counts;
  /** Every story of the window, chosen or not. */
  readonly stories: readonly Story[];
  readonly digest: Digest;
};

/** The window of a slot: from (exclusive) to (inclusive), so that consecutive windows share no instant. */
export const windowOf = (slot: Date, windowMs: number): Window => ({ from: new Date(slot.getTime() - windowMs), to: slot });

/** All stories of the request's window; the costly part, shared by every reader profile of an edition. */
export const storiesOf = (articles: readonly Article[], request: PlanRequest): Story[] =>
  gatherStories(articles, { now: request.slot, window: windowOf(request.slot, request.windowMs) });

/** The digest of a reader who follows `topics` and was told `told`, out of stories gathered before. */
const digestOf = (
  stories: readonly Story[],
  articles: readonly Article[],
  request: PlanRequest,
  reader: { readonly topics: readonly string[] | '*'; readonly told: ToldStories },
): Digest =>
  chooseDigest(stories, reader, {
    articles,
    now: request.slot,
    window: windowOf(request.slot, request.windowMs),
    settings: request.settings,
    newsletterTopics: request.topics,
  });

/** Stories, digest and figures for a reader of every topic asked for who was told nothing yet. */
export function planDigest(content: ContentRead, request: PlanRequest, told: ToldStories): Plan {
  const stories = storiesOf(content.articles, request);
  const digest = digestOf(stories, content.articles, request, { topics: request.topics, told });
  return {
    newsletter: request.newsletter?.id ?? null,
    slot: request.slot,
    window: windowOf(request.slot, request.windowMs),
    counts: countsOf(content, stories, digest, windowOf(request.slot, request.windowMs)),
    stories,
    digest,
  };
}

function countsOf(content: ContentRead, stories: readonly Story[], digest: Digest, window: Window): Counts {
  const inside = (article: Article) => article.publishedAt > window.from && article.publishedAt <= window.to && !article.removed;
  return {
    files: content.files,
    invalid: content.files - content.articles.length,
    articles: content.articles.length,
    eligible: content.articles.filter(inside).length,
    stories: stories.length,
    selected: digest.sections.reduce((sum, section) => sum + section.stories.length, 0),
  };
}
