import { canonicalUrl } from '../../content/addresses/canonical-url.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { type Collected, collectCoverages } from '../../selection/stories/collect-coverages.ts';
import { reachOfStories } from '../../selection/stories/gather-stories.ts';
import { type OneStory, whyOneStory } from '../../selection/stories/why-one-story.ts';
import { windowOf } from '../../selection/stories/window.ts';
import type { ContentRead } from '../ports/content.ts';
import type { PlanRequest } from './plan-request.ts';
import { languageOf } from './select-edition.ts';

/**
 * The evidence for and against two pages being one story, sign by sign.
 * @param targets address or file of each; the end of a file's path will do
 * @throws CourantError `article-unknown`
 */
export function explainPair(targets: readonly [string, string], content: ContentRead, request: PlanRequest): OneStory {
  const window = windowOf(request.slot, request.windowMs);
  const collected = collectCoverages(content.articles, request.slot, reachOfStories(window));
  const [a, b] = targets.map((target) => placeOf(target, collected)) as [number, number];
  if (a === b) throw new CourantError('article-unknown', 'Both name the same page.', { help: 'Name two pages.' });
  return whyOneStory({ ...collected, language: languageOf(request) }, a, b);
}

function placeOf(target: string, { coverages }: Collected): number {
  const url = URL.canParse(target) ? canonicalUrl(target) : null;
  const place = coverages.findIndex(
    (one) => one.url === target || one.canonicalUrl === url || one.file === target || (one.file?.endsWith(`/${target}`) ?? false),
  );
  if (place >= 0) return place;
  throw new CourantError('article-unknown', `No page of this window answers to "${target}".`, {
    help: 'Give its address, or its file as `courant check` names it; --at and --window say which days are looked at.',
  });
}
