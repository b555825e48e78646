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
  if (newsletters === '*') return followedOf(readers, topicsFound(ranking));
  const known = offers.get(newsletters);
  const offered = known ?? placed(distinctTopics(newsletters));
  if (known === undefined) offers.set(newsletters, offered);
  if (readers === '*') return offered.topics;
  const places: number[] = [];
  for (const topic of readers) {
    const place = offered.places.get(foldTopic(topic));
    if (place !== undefined && !places.includes(place)) places.push(place);
  }
  return places.sort((a, b) => a - b).map((place) => offered.topics[place] as string);
}

/** What a newsletter offers, in its order, and where each topic stands, by its folded name. */
type Offered = { readonly topics: readonly string[]; readonly places: ReadonlyMap<string, number> };

const placed = (topics: readonly string[]): Offered => ({ topics, places: new Map(topics.map((topic, at) => [foldTopic(topic), at])) });

/** Asked for every reader of an edition. */
const offers = new WeakMap<readonly string[], Offered>();

function followedOf(readers: Topics, offered: readonly string[]): readonly string[] {
  if (readers === '*') return offered;
  const wanted = new Set(readers.map(foldTopic));
  return offered.filter((topic) => wanted.has(foldTopic(topic)));
}

function topicsFound(ranking: Ranking): string[] {
  return [...ranking.byTopic.values()]
    .sort((a, b) => b.candidates.length - a.candidates.length || byCodeUnit(a.topic, b.topic))
    .map((found) => found.topic);
}
