import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { EditorsOverride } from '../../selection/editing/override.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import { sectionsOf, storyChanges } from './approved-content.ts';

/**
 * What one more override would move in the digest of a reader of every topic who was told `told`, in words: an editor's small wish
 * should move little, and they are to see what gave way.
 * @param before the selection without it
 */
export function whatMoved(
  before: Selection,
  content: ContentRead,
  request: PlanRequest,
  override: EditorsOverride,
  told: SentStories,
): readonly string[] {
  const after = selectEdition(content.articles, { ...request, overrides: [...(request.overrides ?? []), override] });
  const [was, is] = [before, after].map((selection) =>
    chooseFromRanking(
      selection.ranking,
      { topics: request.topics, sentBefore: told },
      { newsletterTopics: request.topics, explain: false },
    ),
  ) as [Digest, Digest];
  return [...leadChange(was, is), ...storyChanges(sectionsOf(was), sectionsOf(is))];
}

function leadChange(was: Digest, is: Digest): string[] {
  const titleOf = (digest: Digest) =>
    digest.sections.flatMap(({ stories }) => stories).find(({ story }) => story.id === digest.lead)?.story.lead.title;
  const [before, now] = [titleOf(was), titleOf(is)];
  return now === undefined || was.lead === is.lead ? [] : [`“${now}” leads${before === undefined ? '' : ` instead of “${before}”`}`];
}
