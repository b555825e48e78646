import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import { type Ranking, rankStories } from '../../selection/choosing/rank-stories.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Selection } from '../planning/select-edition.ts';

/** What a reader of an edition gets, by what they follow and what they were told before. */
export type ReadersChoice = (topics: readonly string[], told: SentStories) => Digest;

/**
 * @param holds the stories of the sealed edition; left out: any. A reader whose topics or history changed after sealing is chosen for
 *   anew, but only out of those: what an editor approved is all that is sent
 */
export function readersChoice(
  newsletter: Newsletter,
  selection: Pick<Selection, 'ranking' | 'stories' | 'rankOptions'>,
  holds: ((storyId: string) => boolean) | null = null,
): ReadersChoice {
  let held: Ranking | null = null;
  const choose = (ranking: Ranking, topics: readonly string[], told: SentStories) =>
    chooseFromRanking(ranking, { topics, sentBefore: told }, { newsletterTopics: newsletter.topics, explain: false });
  return (topics, told) => {
    const digest = choose(selection.ranking, topics, told);
    if (holds === null || digest.sections.every(({ stories }) => stories.every(({ story }) => holds(story.id)))) return digest;
    held ??= rankStories(
      selection.stories.filter(({ id }) => holds(id)),
      selection.rankOptions,
    );
    return choose(held, topics, told);
  };
}
