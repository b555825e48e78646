import type { TopicProfile } from '../planning/what-if.ts';
import type { AudienceStore } from '../ports/store/audience.ts';
import { subscribersOf } from './subscribers.ts';

/** A newsletter's active readers, counted by the topics they follow. */
export async function topicProfiles(store: Pick<AudienceStore, 'subscribers'>, newsletter: string): Promise<readonly TopicProfile[]> {
  const profiles = new Map<string, { topics: readonly string[]; readers: number }>();
  for await (const { state, suppressed, topics } of subscribersOf(store, newsletter)) {
    if (state !== 'active' || suppressed) continue;
    const key = JSON.stringify(topics.map((topic) => topic.toLowerCase()).sort());
    profiles.set(key, { topics, readers: (profiles.get(key)?.readers ?? 0) + 1 });
  }
  return [...profiles.values()];
}
