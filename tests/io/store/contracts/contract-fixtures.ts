import type { SubscriberRow } from '../../../../src/press/ports/store/audience.ts';
import type { DeliveryRow } from '../../../../src/press/ports/store/ledger.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';

const hour = 3_600_000;

/** Whole hours after one fixed instant: the clock of the contract. */
export const at = (hours: number): Date => new Date(Date.UTC(2024, 2, 4, 8) + hours * hour);

export async function subscribed(
  store: Store,
  address: string,
  newsletter = 'daily',
  topics: readonly string[] = ['AI'],
): Promise<SubscriberRow> {
  const done = await store.subscribe({ address, newsletter, topics, now: at(0), how: 'test' });
  if (!('row' in done)) throw new Error(`${address} is suppressed`);
  return done.row;
}

export type SentEdition = { readonly editionId: number; readonly deliveries: readonly DeliveryRow[] };

/** An edition frozen, sealed with one digest, and that digest given to every reader. */
export async function readyEdition(store: Store, hours: number, newsletter = 'daily'): Promise<SentEdition> {
  const { edition } = await store.openEdition(newsletter, at(hours), at(hours));
  await store.freeze(edition.id, newsletter, at(hours));
  const fingerprint = `digest-${newsletter}-${hours}`;
  const stories = [{ storyId: `story-${hours}`, canonicalUrls: [`https://example.com/${hours}`], outlets: 1 }];
  await store.sealEdition(edition.id, { subject: 'News', compiled: '{}', plan: '{}', digests: [{ fingerprint, layout: '[]', stories }] });
  const readers = await store.frozenReaders(edition.id, at(-10_000), 0, 10_000);
  const assignments = readers.map(({ deliveryId }) => ({ deliveryId, digest: fingerprint }));
  await store.assignDigests(edition.id, assignments, at(hours));
  return { editionId: edition.id, deliveries: await store.deliveries(edition.id, null, 0, 10_000) };
}

export const begin = (store: Store, deliveries: readonly { readonly id: number }[], worker = 'w1', hours = 0): Promise<readonly number[]> =>
  store.beginSubmitting(
    deliveries.map(({ id }) => ({ id, messageId: `<${id}.${hours}@example.com>` })),
    worker,
    at(hours),
  );

type EndState = 'accepted' | 'deferred' | 'failed' | 'unknown';

export const end = (store: Store, id: number, state: EndState, nextHours: number | null = null, hours = 0): Promise<number> =>
  store.recordOutcomes([{ id, state, response: `${state} it is`, nextAttemptAt: nextHours === null ? null : at(nextHours) }], at(hours));

export const stateOf = async (store: Store, editionId: number, id: number): Promise<string | undefined> =>
  (await store.deliveries(editionId, null, id - 1, 1))[0]?.state;
