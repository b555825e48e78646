import { chooseFromRanking } from '../selection/choose.ts';
import { rankStories } from '../selection/rank-stories.ts';
import type { Newsletter } from './newsletter.ts';
import { subscribersOf } from './pages.ts';
import { storiesOf, windowOf } from './plan.ts';
import type { ContentRead, SubscriberRow } from './ports.ts';
import type { Press } from './press.ts';
import { newsletterRequest } from './resolve-request.ts';

/** What a send would do, as data for a script. */
export type DryRun = {
  readonly newsletter: string;
  readonly slot: string;
  /** Whether an edition of this slot exists already: then it, not this, says what is sent. */
  readonly already: boolean;
  readonly subscriptions: number;
  readonly readers: number;
  /** How many subscriptions are left out, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
  readonly digests: readonly {
    readonly topics: readonly string[];
    readonly readers: number;
    readonly stories: number;
    readonly sections: readonly string[];
    readonly skip: string | null;
  }[];
};

/** Counts readers, exclusions and digests without writing anything. History is not looked at: it only ever takes stories away. */
export async function dryRun(
  press: Press,
  newsletter: Newsletter,
  slot: Date,
  content: ContentRead,
  only: readonly string[],
): Promise<DryRun> {
  const request = newsletterRequest(newsletter, slot);
  const stories = storiesOf(content.articles, request);
  const ranking = rankStories(stories, { now: slot, window: windowOf(slot, request.windowMs), settings: request.settings });
  const wanted = new Set(only.map((address) => address.toLowerCase()));
  const excluded: Record<string, number> = {};
  const profiles = new Map<string, { topics: readonly string[]; readers: number }>();
  let subscriptions = 0;
  for await (const row of subscribersOf(press.store, newsletter.id)) {
    subscriptions++;
    const reason = exclusionOf(row, wanted);
    if (reason) excluded[reason] = (excluded[reason] ?? 0) + 1;
    else {
      const key = [...row.topics].sort().join('\n');
      profiles.set(key, { topics: row.topics, readers: (profiles.get(key)?.readers ?? 0) + 1 });
    }
  }
  const digests = [...profiles.values()].map(({ topics, readers }) => {
    const { sections, skip } = chooseFromRanking(ranking, { topics, told: [] }, { newsletterTopics: newsletter.topics, explain: false });
    return {
      topics,
      readers,
      stories: sections.reduce((sum, section) => sum + section.stories.length, 0),
      sections: sections.map(({ topic }) => topic),
      skip,
    };
  });
  const readers = digests.reduce((sum, digest) => sum + (digest.skip ? 0 : digest.readers), 0);
  const already = (await press.store.findEdition(newsletter.id, slot)) !== null;
  return { newsletter: newsletter.id, slot: slot.toISOString(), already, subscriptions, readers, excluded, digests };
}

function exclusionOf(row: SubscriberRow, wanted: ReadonlySet<string>): string | null {
  if (row.state !== 'active') return row.state === 'pending' ? 'not confirmed' : 'unsubscribed';
  if (row.suppressed) return `suppressed: ${row.suppressed}`;
  return wanted.size > 0 && !wanted.has(row.address.toLowerCase()) ? 'not named by --to' : null;
}
