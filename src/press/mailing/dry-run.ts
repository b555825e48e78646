import { type AudienceDrift, audienceDrift, driftsTooFar } from '../../delivery/pacing/audience-drift.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { profileKey } from '../composing/compose-edition.ts';
import { slotRequest } from '../editing/slot-request.ts';
import { type Newsletter, sentSince } from '../newsletter/newsletter.ts';
import { selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { AudienceRow } from '../ports/store/audience.ts';
import { toldBy } from '../sealing/frozen-pages.ts';
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
  const chosenFor = ({ topics, sentBefore, readers }: ReadersAlike): DryRun['digests'][number] => {
    const { sections, skip } = chooseFromRanking(ranking, { topics, sentBefore }, { newsletterTopics: newsletter.topics, explain: false });
    const stories = sections.reduce((sum, section) => sum + section.stories.length, 0);
    return { topics, readers, stories, sections: sections.map(({ topic }) => topic), skip };
  };
  const wanted = new Set(only.map((address) => address.toLowerCase()));
  const excluded: Record<string, number> = {};
  const lines = new Map<string, DryRun['digests'][number]>();
  let [subscriptions, frozen] = [0, 0];
  const wouldGet = (row: AudienceRow) => {
    subscriptions++;
    if (row.state === 'active' && !isPaused(row, press.now())) frozen++;
    const reason = exclusionOf(row, wanted, press.now());
    if (reason) excluded[reason] = (excluded[reason] ?? 0) + 1;
    return reason === null;
  };
  for await (const page of readersOf(press, newsletter, slot, wouldGet)) for (const alike of page) countIn(lines, chosenFor(alike));
  const digests = [...lines.values()];
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
function countIn(lines: Map<string, DryRun['digests'][number]>, digest: DryRun['digests'][number]): void {
  const { topics, stories, sections, skip } = digest;
  const key = JSON.stringify([[...topics].sort(), stories, sections, skip]);
  const known = lines.get(key);
  lines.set(key, known === undefined ? digest : { ...digest, readers: known.readers + digest.readers });
}

/** So many who would be written to, who follow the same and were told the same before. */
export type ReadersAlike = { readonly topics: readonly string[]; readonly sentBefore: SentStories; readonly readers: number };

/**
 * Those of a newsletter's audience that `wanted` lets in, page by page: of a million readers with a history of their own each, no more
 * is kept at a time.
 */
export async function* readersOf(
  { store }: Pick<Press, 'store'>,
  newsletter: Newsletter,
  slot: Date,
  wanted: (row: AudienceRow) => boolean,
): AsyncGenerator<readonly ReadersAlike[]> {
  const query = { newsletter: newsletter.id, slot, sentSince: sentSince(newsletter, slot), limit: pageSize };
  for (let afterId = 0; ; ) {
    const page = await store.audience({ ...query, afterId });
    const alike = new Map<string, { readonly row: AudienceRow; readers: number }>();
    for (const row of page.filter(wanted)) {
      const key = profileKey(row);
      const known = alike.get(key);
      if (known === undefined) alike.set(key, { row, readers: 1 });
      else known.readers += 1;
    }
    const rows = [...alike.values()];
    const told = await toldBy(
      store,
      rows.flatMap(({ row }) => row.sentDigests),
    );
    yield rows.map(({ row: { topics, sentDigests }, readers }) => ({
      topics,
      sentBefore: sentDigests.flatMap((id) => told.get(id) ?? []),
      readers,
    }));
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterId = last.subscriptionId;
  }
}

const isPaused = ({ pausedUntil }: AudienceRow, now: Date): boolean => pausedUntil !== null && pausedUntil > now;

export function exclusionOf(row: AudienceRow, wanted: ReadonlySet<string>, now: Date): string | null {
  if (row.state !== 'active') return row.state === 'pending' ? 'not confirmed' : 'unsubscribed';
  if (isPaused(row, now)) return 'pausing';
  if (row.suppressed) return `suppressed: ${row.suppressed}`;
  return wanted.size > 0 && !wanted.has(row.address.toLowerCase()) ? 'not named by --to' : null;
}
