import { expect } from 'vitest';
import type { FrozenBooks } from '../../../../src/press/ports/store/retention.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, type SentEdition, subscribed } from './contract-fixtures.ts';

const none = { queued: 0, submitting: 0, accepted: 0, deferred: 0, failed: 0, suppressed: 0, skipped: 0, unknown: 0 };

export const retentionCases: ContractCases = {
  'an edition is old enough by when it was finished, or opened if it never was': async ({ store }) => {
    await readers(store, 1);
    const first = await sentEdition(store, 0);
    const open = await readyEdition(store, 10);
    await sentEdition(store, 20);
    await sentEdition(store, 5, 'weekly');
    const known = (await store.editionsBefore('daily', at(15))).map(({ edition, newer, begun }) => [edition.id, newer, begun]);
    expect(known).toEqual([
      [first.editionId, 2, false],
      [open.editionId, 1, false],
    ]);
    expect(await store.editionsBefore('daily', at(0))).toEqual([]);
    const everywhere = (await store.editionsBefore(null, at(30))).map(({ edition }) => edition.newsletter);
    expect(everywhere.filter((newsletter) => !newsletter.startsWith('bystander'))).toEqual(['daily', 'weekly', 'daily', 'daily']);
  },

  'a hold is told with its edition, one that was lifted is not': async ({ store }) => {
    await readers(store, 1);
    const one = await readyEdition(store, 0);
    const two = await readyEdition(store, 1);
    for (const { editionId } of [one, two]) await store.putOnHold(editionId, { kind: 'paused', reason: 'why', by: 'engine', at: at(2) });
    await store.resume(two.editionId, at(1));
    const holds = (await store.editionsBefore('daily', at(9))).map(({ hold }) => hold);
    expect(holds).toEqual([{ kind: 'paused', reason: 'why', by: 'engine', at: at(2) }, null]);
  },

  'books written down are the edition’s books from then on, whatever rows go': async ({ store }) => {
    await readers(store, 5);
    const { editionId, deliveries } = await sentEdition(store, 0, 'daily', ['accepted', 'accepted', 'failed', 'accepted', 'unknown']);
    await store.reconcile(editionId, [{ messageId: messageOf(deliveries[4]?.id), verdict: 'accepted', evidence: 'log' }], 'me', at(2));
    expect(await store.readerRows(editionId)).toEqual({ deliveries: 5, delivery_acts: 1, composing: 0 });
    const before = await store.accounting(editionId);
    expect(await frozen(store, editionId, { accepted: 4, failed: 1, bounces: 2, complaints: 1, unsubscribes: 3 })).toBe(true);
    expect(await store.accounting(editionId)).toEqual(before);

    const first = await store.removeReaderRows(editionId, 0, 2);
    expect(first).toMatchObject({ deliveries: 2, delivery_acts: 0 });
    expect(await store.accounting(editionId)).toEqual(before);
    const second = await store.removeReaderRows(editionId, first.last ?? 0, 10);
    expect(second).toMatchObject({ deliveries: 3, delivery_acts: 1 });
    expect(await store.removeReaderRows(editionId, second.last ?? 0, 10)).toEqual({ deliveries: 0, delivery_acts: 0, last: null });
    await store.endPruning(editionId, at(3));
    expect(await store.readerRows(editionId)).toEqual({ deliveries: 0, delivery_acts: 0, composing: 0 });
    expect(await store.accounting(editionId)).toEqual(before);
    expect((await store.editions('daily', 1))[0]).toMatchObject({ accounting: before, prunedAt: at(100), state: 'finished' });
    expect(await store.echoes(editionId)).toEqual({ bounces: 2, complaints: 1 });
    expect(await store.unsubscribesAfter(editionId)).toBe(3);
    expect((await store.bounceRates('daily', at(-1))).editions).toEqual([{ of: 'daily:1', accepted: 4, hard: 0, soft: 0, complaints: 0 }]);
    expect((await store.bounceRates('daily', at(-1))).domains).toEqual([]);
  },

  'an edition is taken up again until its last row has gone, and then no more': async ({ store }) => {
    await readers(store, 3);
    const { editionId } = await sentEdition(store, 0);
    await frozen(store, editionId, { accepted: 3 });
    await store.removeReaderRows(editionId, 0, 1);
    // However long ago one asks for.
    expect((await store.editionsBefore('daily', at(-500))).map(({ begun }) => begun)).toEqual([true]);
    expect(await store.removeReaderRows(editionId, 0, 10)).toMatchObject({ deliveries: 2 });
    await store.endPruning(editionId, at(3));
    expect(await store.editionsBefore('daily', at(500))).toEqual([]);
  },

  'nothing goes of an edition whose books are not written down, nor of any other': async ({ store }) => {
    await readers(store, 3);
    const one = await sentEdition(store, 0);
    const two = await sentEdition(store, 1);
    expect(await store.removeReaderRows(one.editionId, 0, 10)).toEqual({ deliveries: 0, delivery_acts: 0, last: null });
    await frozen(store, one.editionId, { accepted: 3 });
    await store.removeReaderRows(one.editionId, 0, 10);
    expect(await store.deliveries(two.editionId, null, 0, 10)).toHaveLength(3);
  },

  'an edition that was opened again keeps its books open, and one whose books are closed is not opened again': async ({ store }) => {
    await readers(store, 2);
    const one = await sentEdition(store, 0, 'daily', ['accepted', 'failed']);
    const two = await sentEdition(store, 1, 'daily', ['accepted', 'failed']);
    expect(await store.resend(one.editionId, 'failed', null, 'me', at(2))).toBe(1);
    expect(await frozen(store, one.editionId, { accepted: 1, failed: 1 }, at(0))).toBe(false);
    expect(await store.accounting(one.editionId)).toMatchObject({ queued: 1 });
    expect(await frozen(store, two.editionId, { accepted: 1, failed: 1 }, at(1))).toBe(true);
    expect(await frozen(store, two.editionId, { accepted: 2 }, at(1))).toBe(false);
    expect(await store.resend(two.editionId, 'failed', null, 'me', at(2))).toBe(0);
    expect(await store.accounting(two.editionId)).toMatchObject({ accepted: 1, failed: 1, queued: 0 });
  },

  'what readers were told lately is known whatever older edition is pruned, and how far it is forgotten too': async ({ store }) => {
    await readers(store, 1);
    const old = await sentEdition(store, 0);
    await sentEdition(store, 1000);
    expect(await store.forgottenUpTo('daily')).toBeNull();
    await frozen(store, old.editionId, { accepted: 1 });
    await store.removeReaderRows(old.editionId, 0, 10);
    expect(await store.forgottenUpTo('daily')).toEqual(at(0));
    expect(await store.forgottenUpTo('weekly')).toBeNull();
    const { edition } = await store.openEdition('daily', at(1100), at(1100));
    await store.freeze(edition.id, 'daily', at(1100));
    expect((await store.frozenReaders(edition.id, at(500), 0, 10))[0]?.sentDigests).toHaveLength(1);
    expect((await store.storiesTold('daily', at(-1), at(1100))).map(({ edition }) => edition)).toEqual([1, 2]);
  },

  'a “view in browser” of a pruned edition shows its fullest digest': async ({ store }) => {
    const [reader] = await readers(store, 1);
    const { editionId } = await sentEdition(store, 0);
    const own = await store.digestOf(editionId, reader?.subscriberId ?? 0);
    await frozen(store, editionId, { accepted: 1 });
    await store.removeReaderRows(editionId, 0, 10);
    expect(await store.digestOf(editionId, reader?.subscriberId ?? 0)).toEqual(own);
    expect(own).not.toBeNull();
  },

  'a link to unsubscribe, and a bounce of an address, work after the deliveries have gone': async ({ store }) => {
    const [reader] = await readers(store, 1);
    const { editionId, deliveries } = await sentEdition(store, 0);
    await frozen(store, editionId, { accepted: 1 });
    await store.removeReaderRows(editionId, 0, 10);
    expect(await store.deliveryNamed(deliveries[0]?.id ?? 0)).toBeNull();
    await store.suppress('r0@example.com', 'complaint', 'late', at(5));
    expect(await store.unsubscribe(reader?.subscriptionId ?? 0, at(6), 'one-click')).toBe(true);
    const record = await store.record(reader?.subscriberId ?? 0);
    expect(record?.consent.map(({ event }) => event)).toEqual(['subscribed', 'subscribed', 'unsubscribed']);
    expect(record?.account.suppressed).toMatchObject({ reason: 'complaint' });
  },

  'pruning by itself is for one process a day': async ({ store }) => {
    await store.firstSeen('daily', at(0));
    expect(await store.claimPruning('daily', 24 * 3_600_000, at(0))).toBe(true);
    expect(await store.claimPruning('daily', 24 * 3_600_000, at(23))).toBe(false);
    expect(await store.claimPruning('daily', 24 * 3_600_000, at(24))).toBe(true);
    await store.releasePruning('daily');
    expect(await store.claimPruning('daily', 24 * 3_600_000, at(24))).toBe(true);
    expect(await store.claimPruning('never heard of', 1, at(24))).toBe(false);
  },
};

async function readers(store: Store, count: number) {
  const rows = [];
  for (let reader = 0; reader < count; reader++) {
    rows.push(await subscribed(store, `r${reader}@example.com`));
    await subscribed(store, `r${reader}@example.com`, 'weekly');
  }
  return rows;
}

type Ending = 'accepted' | 'failed' | 'unknown';

const messageOf = (id: number | undefined) => `<${id}.0@example.com>`;

/** Sent, with these outcomes (all accepted), and finished at its own hour. */
async function sentEdition(store: Store, hours: number, newsletter = 'daily', outcomes: readonly Ending[] = []): Promise<SentEdition> {
  const ready = await readyEdition(store, hours, newsletter);
  await begin(store, ready.deliveries);
  for (const [index, { id }] of ready.deliveries.entries()) await end(store, id, outcomes[index] ?? 'accepted', null, hours);
  await store.setEditionState(ready.editionId, 'finished', at(hours));
  return ready;
}

const frozen = (store: Store, id: number, books: Partial<FrozenBooks>, finishedAt = at(0)): Promise<boolean> =>
  store.freezeBooks({ id, finishedAt }, { ...none, bounces: 0, complaints: 0, unsubscribes: 0, ...books }, at(100));
