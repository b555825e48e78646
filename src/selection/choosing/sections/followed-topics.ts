import { distinctTopics, foldTopic } from '../../stories/fold-topic.ts';
import { byCodeUnit } from '../../stories/ordering.ts';
import type { Ranking } from '../rank-stories.ts';

/** Topics by name, or `*`: every topic found among the stories. */
export type Topics = readonly string[] | '*';

/**
 * The topics of a reader's sections, in the newsletter's order and spelling. A newsletter of `*` shows the topics found,
 * the one with most stories first, then by name. Of a reader's topics, those the newsletter does not offer do not count.
 */
export function followedTopics(readers: Topics, newsletters: Topics, ranking: Ranking): readonly string[] {
  const offered = newsletters === '*' ? topicsFound(ranking) : distinctTopics(newsletters);
  if (readers === '*') return offered;
  const wanted = new Set(readers.map(foldTopic));
  return offered.filter((topic) => wanted.has(foldTopic(topic)));
}

function topicsFound(ranking: Ranking): string[] {
  return [...ranking.byTopic.values()]
    .sort((a, b) => b.candidates.length - a.candidates.length || byCodeUnit(a.topic, b.topic))
    .map((found) => found.topic);
}
