import type { KnownStory } from '../../selection/stories/keep-identity.ts';
import type { EditionStore } from '../ports/store/editions.ts';

/** A story comes back within this time or not at all: its articles are long out of any window. */
const memoryMs = 90 * 86_400_000;

/** The stories the newsletter's sealed editions before `slot` told, oldest first, each once with every page it was told with. */
export async function knownStories(store: Pick<EditionStore, 'storiesTold'>, newsletter: string, slot: Date): Promise<KnownStory[]> {
  const known = new Map<string, { edition: number; pages: Set<string> }>();
  for (const { edition, stories } of await store.storiesTold(newsletter, new Date(slot.getTime() - memoryMs), slot)) {
    for (const { storyId, canonicalUrls } of stories) {
      const before = known.get(storyId) ?? { edition, pages: new Set<string>() };
      for (const url of canonicalUrls) before.pages.add(url);
      known.set(storyId, before);
    }
  }
  return [...known].map(([storyId, { edition, pages }]) => ({ storyId, edition, canonicalUrls: [...pages] }));
}
