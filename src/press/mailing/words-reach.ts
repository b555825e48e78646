import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Override, StoryRef } from '../../selection/editing/override.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Selection } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import { exclusionOf, readersOf } from './dry-run.ts';

/** How many readers an edition would be sent to have every story that words speak of. */
export type WordsReach = { readonly have: number; readonly of: number; readonly titles: readonly string[] };

/** `null`: the words speak to every reader, or there is none. Counted by each reader's own topics and history, as a send would. */
export async function wordsReach(
  press: Pick<Press, 'store' | 'now'>,
  newsletter: Newsletter,
  slot: Date,
  { ranking }: Selection,
  override: Override,
): Promise<WordsReach | null> {
  const refs: readonly StoryRef[] = override.kind === 'edition' ? (override.stories ?? override.noteStories ?? []) : [];
  if (refs.length === 0) return null;
  const ids = refs.map(({ storyId }) => storyId);
  let [have, of] = [0, 0];
  const everybody: ReadonlySet<string> = new Set();
  for await (const page of readersOf(press, newsletter, slot, (row) => exclusionOf(row, everybody, press.now()) === null)) {
    for (const { topics, sentBefore, readers } of page) {
      const digest = chooseFromRanking(ranking, { topics, sentBefore }, { newsletterTopics: newsletter.topics, explain: false });
      if (digest.skip !== null) continue;
      of += readers;
      if (ids.every((id) => digest.sections.some(({ stories }) => stories.some(({ story }) => story.id === id)))) have += readers;
    }
  }
  const titles = ids.map((id) => ranking.byStoryId.get(id)?.story.lead.title ?? id);
  return of === 0 ? null : { have, of, titles };
}

/** `170 of 240 readers have “...”; the other 70 keep the automatic words.` */
export function reachWords({ have, of, titles }: WordsReach): string {
  const what = titles.map((title) => `“${title}”`).join(' and ');
  if (have === of) return `All ${of} readers have ${what}.`;
  return `${have} of ${of} readers have ${what}; the other ${of - have} ${of - have === 1 ? 'keeps' : 'keep'} the automatic words.`;
}
