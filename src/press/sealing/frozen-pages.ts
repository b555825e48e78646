import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { type Newsletter, sentSince } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { FrozenReader } from '../ports/store/ledger.ts';

/** So few that what is worked out for them dies young: of 5,000 the garbage collector copies most before it finds them gone. */
const pageSize = 1_500;

/** A frozen reader without a digest yet, and what they were told before. */
export type ReaderWithHistory = { readonly reader: FrozenReader; readonly told: SentStories };

/** Frozen readers that have no digest yet, page by page: nothing is kept of one page when the next is read. */
export async function* frozenPages(
  { store }: Pick<Press, 'store'>,
  newsletter: Newsletter,
  edition: EditionRecord,
): AsyncGenerator<readonly ReaderWithHistory[]> {
  const since = sentSince(newsletter, edition.slot);
  for (let after = 0; ; ) {
    const page = await store.frozenReaders(edition.id, since, after, pageSize);
    if (page.length > 0) yield await withHistory(store, page);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.deliveryId;
  }
}

async function withHistory(store: Press['store'], readers: readonly FrozenReader[]): Promise<readonly ReaderWithHistory[]> {
  const told = await toldBy(
    store,
    readers.flatMap(({ sentDigests }) => sentDigests),
  );
  return readers.map((reader) => ({ reader, told: reader.sentDigests.flatMap((id) => told.get(id) ?? []) }));
}

/** What these digests told, by id. */
export async function toldBy(store: Press['store'], digestIds: readonly number[]): Promise<ReadonlyMap<number, SentStories>> {
  if (digestIds.length === 0) return new Map();
  const told = await store.sentStories([...new Set(digestIds)]);
  return new Map(told.map(({ digestId, stories }) => [digestId, stories]));
}
