import type { Ranking } from '../../selection/choosing/rank-stories.ts';
import { type Newsletter, sentSince } from '../newsletter/newsletter.ts';
import type { EditionStore } from '../ports/store/editions.ts';

/** In which edition before this slot each of the ranking's stories was last sent to anybody, by its id: the edition's number. */
export async function toldIn(
  store: Pick<EditionStore, 'storiesTold' | 'storiesSent'>,
  newsletter: Newsletter,
  slot: Date,
  ranking: Pick<Ranking, 'byStoryId' | 'byCanonicalUrl'>,
): Promise<ReadonlyMap<string, number>> {
  const since = sentSince(newsletter, slot);
  const [editions, sent] = await Promise.all([
    store.storiesTold(newsletter.id, since, slot),
    store.storiesSent(newsletter.id, since, slot),
  ]);
  const reached = new Set(sent.map(({ storyId }) => storyId));
  const found = new Map<string, number>();
  for (const { edition, stories } of editions) {
    for (const { storyId, canonicalUrls } of stories) {
      if (!reached.has(storyId)) continue;
      const candidates = [ranking.byStoryId.get(storyId), ...canonicalUrls.map((url) => ranking.byCanonicalUrl.get(url))];
      for (const candidate of candidates) if (candidate) found.set(candidate.story.id, edition);
    }
  }
  return found;
}
