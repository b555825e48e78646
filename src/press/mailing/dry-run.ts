import { type AudienceDrift, audienceDrift, driftsTooFar } from '../../delivery/pacing/audience-drift.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import { slotRequest } from '../editing/slot-request.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { SubscriberRow } from '../ports/store/audience.ts';
import { subscribersOf } from '../readers/subscribers.ts';

/** What a send would do, as data for a script. */
export type DryRun = {
  readonly newsletter: string;
  readonly slot: string;
  /** Whether an edition of this slot exists already: then it, not this, says what is sent. */
  readonly already: boolean;
  readonly subscriptions: number;
  /** Against the audience of the edition before; `null`: there is none. `tooFar`: a send would stop and ask a person. */
  readonly drift: (AudienceDrift & { readonly tooFar: boolean }) | null;
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
  const { ranking } = selectEdition(content.articles, await slotRequest(press, newsletter, slot));
  const wanted = new Set(only.map((address) => address.toLowerCase()));
  const excluded: Record<string, number> = {};
  const profiles = new Map<string, { topics: readonly string[]; readers: number }>();
  let subscriptions = 0;
  let active = 0;
  for await (const row of subscribersOf(press.store, newsletter.id)) {
    subscriptions++;
    if (row.state === 'active') active++;
    const reason = exclusionOf(row, wanted);
    if (reason) excluded[reason] = (excluded[reason] ?? 0) + 1;
    else {
      const key = [...row.topics].sort().join('\n');
      profiles.set(key, { topics: row.topics, readers: (profiles.get(key)?.readers ?? 0) + 1 });
    }
  }
  const digests = [...profiles.values()].map(({ topics, readers }) => {
    const { sections, skip } = chooseFromRanking(
      ranking,
      { topics, sentBefore: [] },
      { newsletterTopics: newsletter.topics, explain: false },
    );
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
  const changed = audienceDrift(await press.store.audienceBefore(newsletter.id, slot), active);
  const drift = changed && { ...changed, tooFar: driftsTooFar(changed, (newsletter.delivery ?? press.delivery).audienceChange) };
  return { newsletter: newsletter.id, slot: slot.toISOString(), already, subscriptions, readers, drift, excluded, digests };
}

function exclusionOf(row: SubscriberRow, wanted: ReadonlySet<string>): string | null {
  if (row.state !== 'active') return row.state === 'pending' ? 'not confirmed' : 'unsubscribed';
  if (row.suppressed) return `suppressed: ${row.suppressed}`;
  return wanted.size > 0 && !wanted.has(row.address.toLowerCase()) ? 'not named by --to' : null;
}
