import { type AudienceDrift, audienceDrift, driftsTooFar } from '../../delivery/pacing/audience-drift.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { profileKey, readProfileKey } from '../composing/compose-edition.ts';
import { slotRequest } from '../editing/slot-request.ts';
import { type Newsletter, sentSince } from '../newsletter/newsletter.ts';
import { selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { AudienceRow } from '../ports/store/audience.ts';
import { pageSize } from '../sending/deliveries.ts';

/** What a send would do, as data for a script. */
export type DryRun = {
  readonly newsletter: string;
  readonly slot: string;
  /** Whether an edition of this slot exists already: then it, not this, says what is sent. */
  readonly already: boolean;
  readonly subscriptions: number;
  /** Against the audience of the edition before; `null`: there is none. `tooFar`: a send would stop and ask a person. */
  readonly drift: (AudienceDrift & { readonly tooFar: boolean }) | null;
  /** Who would be written to. */
  readonly readers: number;
  /** For whom there is nothing new, or too little: they are in the audience and get nothing. */
  readonly skipped: number;
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

/** Counts readers, exclusions and digests as a send would now, by what each reader was told before, without writing anything. */
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
  let frozen = 0;
  for await (const row of audienceOf(press, newsletter, slot)) {
    subscriptions++;
    if (row.state === 'active' && !isPaused(row, press.now())) frozen++;
    const reason = exclusionOf(row, wanted, press.now());
    if (reason) excluded[reason] = (excluded[reason] ?? 0) + 1;
    else {
      const key = profileKey(row);
      profiles.set(key, { topics: row.topics, readers: (profiles.get(key)?.readers ?? 0) + 1 });
    }
  }
  const told = await toldBy(press, [...profiles.keys()]);
  const digests = alike(
    [...profiles].map(([key, { topics, readers }]) => {
      const sentBefore = readProfileKey(key).sentDigests.flatMap((id) => told.get(id) ?? []);
      const { sections, skip } = chooseFromRanking(
        ranking,
        { topics, sentBefore },
        { newsletterTopics: newsletter.topics, explain: false },
      );
      return {
        topics,
        readers,
        stories: sections.reduce((sum, section) => sum + section.stories.length, 0),
        sections: sections.map(({ topic }) => topic),
        skip,
      };
    }),
  );
  const counted = (those: DryRun['digests']) => those.reduce((sum, { readers }) => sum + readers, 0);
  const skipped = counted(digests.filter(({ skip }) => skip !== null));
  const already = (await press.store.findEdition(newsletter.id, slot)) !== null;
  const changed = audienceDrift(await press.store.audienceBefore(newsletter.id, slot), frozen);
  const drift = changed && { ...changed, tooFar: driftsTooFar(changed, (newsletter.delivery ?? press.delivery).audienceChange) };
  return {
    newsletter: newsletter.id,
    slot: slot.toISOString(),
    already,
    subscriptions,
    readers: counted(digests) - skipped,
    skipped,
    drift,
    excluded,
    digests,
  };
}

/** Readers who follow the same and would get as much are one line, whatever each of them was told before. */
function alike(digests: DryRun['digests']): DryRun['digests'] {
  const lines = new Map<string, DryRun['digests'][number]>();
  for (const digest of digests) {
    const { topics, stories, sections, skip } = digest;
    const key = JSON.stringify([[...topics].sort(), stories, sections, skip]);
    lines.set(key, { ...digest, readers: digest.readers + (lines.get(key)?.readers ?? 0) });
  }
  return [...lines.values()];
}

export async function* audienceOf(press: Pick<Press, 'store'>, newsletter: Newsletter, slot: Date): AsyncGenerator<AudienceRow> {
  for await (const page of audiencePages(press, newsletter, slot)) yield* page;
}

export async function* audiencePages(
  { store }: Pick<Press, 'store'>,
  newsletter: Newsletter,
  slot: Date,
): AsyncGenerator<readonly AudienceRow[]> {
  const query = { newsletter: newsletter.id, slot, sentSince: sentSince(newsletter, slot), limit: pageSize };
  for (let afterId = 0; ; ) {
    const page = await store.audience({ ...query, afterId });
    yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterId = last.subscriptionId;
  }
}

/** What each digest of these profiles' histories told. */
export async function toldBy({ store }: Pick<Press, 'store'>, keys: readonly string[]): Promise<ReadonlyMap<number, SentStories>> {
  const ids = [...new Set(keys.flatMap((key) => readProfileKey(key).sentDigests))];
  const told = ids.length === 0 ? [] : await store.sentStories(ids);
  return new Map(told.map(({ digestId, stories }) => [digestId, stories]));
}

const isPaused = ({ pausedUntil }: AudienceRow, now: Date): boolean => pausedUntil !== null && pausedUntil > now;

export function exclusionOf(row: AudienceRow, wanted: ReadonlySet<string>, now: Date): string | null {
  if (row.state !== 'active') return row.state === 'pending' ? 'not confirmed' : 'unsubscribed';
  if (isPaused(row, now)) return 'pausing';
  if (row.suppressed) return `suppressed: ${row.suppressed}`;
  return wanted.size > 0 && !wanted.has(row.address.toLowerCase()) ? 'not named by --to' : null;
}
