import { CourantError } from '../../errors/courant-error.ts';
import { type Explanation, explain } from '../../selection/choosing/why.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { ContentRead } from '../ports/content.ts';
import type { PlanRequest } from './plan-request.ts';
import { selectEdition } from './select-edition.ts';

/**
 * Why one article is in the digest or not.
 * @param told what the reader meant was told before
 * @param target its URL, or its file as `courant check` names it
 * @throws CourantError `article-unknown`
 */
export function explainArticle(target: string, content: ContentRead, request: PlanRequest, told: SentStories): Explanation {
  const { rankOptions, articles, stories, setAside } = selectEdition(content.articles, request);
  const profile = { topics: request.topics, sentBefore: told };
  const found = explain(target, { ...rankOptions, articles, stories, setAside, profile, newsletterTopics: request.topics });
  if (found) return found;
  const fault = content.faults.find(({ file, severity }) => severity === 'error' && (file === target || file.endsWith(`/${target}`)));
  throw new CourantError('article-unknown', `No article answers to "${target}".`, {
    help: fault
      ? `Its file was left out: ${fault.file}:${fault.line ?? 1} ${fault.found}.`
      : 'Give its address, or its file as `courant check` names it.',
  });
}
