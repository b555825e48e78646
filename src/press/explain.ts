import { CourantError } from '../courant-error.ts';
import { type Explanation, explain } from '../selection/why.ts';
import { type PlanRequest, storiesOf, windowOf } from './plan.ts';
import type { ContentRead } from './ports.ts';

/**
 * Why one article is in the digest or not.
 * @param target its URL, or its file as `courant check` names it
 * @throws CourantError `article-unknown`
 */
export function explainArticle(target: string, content: ContentRead, request: PlanRequest): Explanation {
  const found = explain(target, {
    articles: content.articles,
    stories: storiesOf(content.articles, request),
    profile: { topics: request.topics, told: [] },
    newsletterTopics: request.topics,
    now: request.slot,
    window: windowOf(request.slot, request.windowMs),
    settings: request.settings,
  });
  if (found) return found;
  const fault = content.faults.find(({ file, severity }) => severity === 'error' && (file === target || file.endsWith(`/${target}`)));
  throw new CourantError('article-unknown', `No article answers to "${target}".`, {
    help: fault
      ? `Its file was left out: ${fault.file}:${fault.line ?? 1} ${fault.found}.`
      : 'Give its address, or its file as `courant check` names it.',
  });
}
