import type { Article } from '../../content/article.ts';
import { chooseFromRanking, countLeftOut } from '../../selection/choosing/choose.ts';
import type { Digest, LeftOutReason } from '../../selection/choosing/digest.ts';
import { type CandidateStanding, explainCandidates } from '../../selection/choosing/explain-candidates.ts';
import type { EditionWording, Overridden } from '../../selection/editing/apply-overrides.ts';
import { insideWindow } from '../../selection/stories/assemble-story.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { Window } from '../../selection/stories/window.ts';
import type { ContentRead } from '../ports/content.ts';
import type { PlanRequest } from './plan-request.ts';
import { type Selection, selectEdition } from './select-edition.ts';

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
  /** Which pictures each story may show, by its id: worked out when asked for. */
  readonly images: Selection['images'];
  /** An editor's words for the edition. */
  readonly wording: EditionWording;
  readonly unmatched: Overridden['unmatched'];
  /** What editors and hooks did to a story, in words, by its id. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  /** What an editor should know: overrides that match nothing, hooks that failed. */
  readonly notices: readonly string[];
  /** How much `digest.leftOut` holds for each reason: for less than listing it. */
  readonly countLeftOut: () => ReadonlyMap<LeftOutReason, number>;
  /** Ranks and the smallest change for every candidate, or for one, by story id: worked out when asked for. */
  readonly explain: (only?: string) => ReadonlyMap<string, CandidateStanding>;
};

/** Stories, digest and figures for a reader of every topic asked for who was told `told`. */
export const planDigest = (content: ContentRead, request: PlanRequest, told: SentStories): Plan =>
  planFrom(selectEdition(content.articles, request), content, request, told);

/** The same, of a selection made before. */
export function planFrom(selection: Selection, content: ContentRead, request: PlanRequest, told: SentStories): Plan {
  const profile = { topics: request.topics, sentBefore: told };
  const { window, stories, setAside, ranking, images, unmatched, notices, wording } = selection;
  const options = { newsletterTopics: request.topics, setAside };
  const digest = chooseFromRanking(ranking, profile, options);
  return {
    newsletter: request.newsletter?.id ?? null,
    slot: request.slot,
    window,
    counts: countsOf(content, selection, digest),
    stories,
    digest,
    images,
    wording,
    unmatched,
    notes: notesOf(ranking.directives.notes, digest),
    notices,
    countLeftOut: () => countLeftOut(ranking, profile, options),
    explain: (only) =>
      explainCandidates(digest, ranking, { ...selection.rankOptions, stories, profile, newsletterTopics: request.topics }, only ?? null),
  };
}

/** What was done to a story, and what its digest has to say of it besides. */
function notesOf(done: Plan['notes'], { sections }: Digest): Plan['notes'] {
  const told = sections.flatMap(({ stories }) =>
    stories.flatMap(({ story, notes }) => (notes === undefined ? [] : [[story.id, notes] as const])),
  );
  return told.length === 0 ? done : new Map([...done, ...told]);
}

function countsOf(content: ContentRead, { articles, stories, window }: Selection, digest: Digest): Counts {
  const inside = (article: Article) => !article.removed && insideWindow(article, window);
  return {
    files: content.files,
    invalid: content.files - content.articles.length,
    articles: content.articles.length,
    eligible: articles.filter(inside).length,
    stories: stories.length,
    selected: digest.sections.reduce((sum, section) => sum + section.stories.length, 0),
  };
}
