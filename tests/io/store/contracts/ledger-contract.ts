import fc from 'fast-check';
import { expect } from 'vitest';
import { breach, isFinished } from '../../../../src/delivery/ledger/accounting.ts';
import { isFinal } from '../../../../src/delivery/ledger/state-machine.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, stateOf, subscribed } from './contract-fixtures.ts';

export const ledgerCases: ContractCases = {
  'queued deliveries are due at once, deferred ones when their time has come': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 4);
    const [one, two, three] = ids;
    await begin(store, [{ id: one }, { id: two }, { id: three }]);
    await end(store, one, 'deferred', 2);
    await end(store, two, 'accepted');
    const due = async (hours: number) => (await store.due(editionId, at(hours), 0, 10)).map(({ id }) => id);
    expect(await due(1)).toEqual([ids[3]]);
    expect(await due(2)).toEqual([one, ids[3]]);
    expect((await store.due(editionId, at(2), one, 10)).map(({ id }) => id)).toEqual([ids[3]]);
    expect(await store.due(editionId, at(2), 0, 1)).toHaveLength(1);
    expect(await store.accounting(editionId)).toMatchObject({ queued: 1, deferred: 1, submitting: 1, accepted: 1 });
  },

  'intent is written once: a second worker gets nothing, and the message id is fixed by the first attempt': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 2);
    const deliveries = ids.map((id) => ({ id }));
    expect(await begin(store, deliveries, 'w1', 1)).toEqual(ids);
    expect(await begin(store, deliveries, 'w2', 2)).toEqual([]);
    expect(await store.submittingWorkers(editionId)).toEqual(['w1']);
    await end(store, ids[0], 'deferred', 3, 2);
    expect(await begin(store, deliveries, 'w2', 3)).toEqual([ids[0]]);
    const [row] = await store.deliveries(editionId, 'submitting', 0, 1);
    expect(row).toMatchObject({
      messageId: `<${ids[0]}.1@example.com>`,
      attempts: 2,
      response: 'deferred it is',
      nextAttemptAt: null,
      updatedAt: at(3),
    });
    expect(await store.submittingWorkers(editionId)).toEqual(['w1', 'w2']);
  },

  'a reader who left or was suppressed at the very last moment is not written to': async ({ store, execute }) => {
    const { editionId, ids } = await readersReady(store, 3);
    const [left, suppressed, stays] = ids;
    // Behind the store's back, since its own unsubscribe would take the deliveries back by itself.
    await execute(`update subscriptions set state = 'unsubscribed' where id = (select subscription_id from deliveries where id = ${left})`);
    await execute(`insert into suppressions (address_key, reason, evidence, since) values ('r1@example.com', 'complaint', '', 0)`);
    expect(
      await begin(
        store,
        ids.map((id) => ({ id })),
      ),
    ).toEqual([stays]);
    expect(await stateOf(store, editionId, left)).toBe('suppressed');
    expect(await stateOf(store, editionId, suppressed)).toBe('suppressed');
  },

  'outcomes, intents given back and new intents are one turn: each touches its own rows, and only this worker’s': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 5);
    const [accepted = 0, back = 0, retried = 0, others = 0, next = 0] = ids;
    await begin(store, [{ id: accepted }, { id: back }], 'w1', 1);
    await begin(store, [{ id: retried }], 'w1', 1);
    await end(store, retried, 'deferred', 2, 1);
    await begin(store, [{ id: retried }], 'w1', 2);
    await begin(store, [{ id: others }], 'w2', 2);
    const turn = {
      outcomes: [{ id: accepted, state: 'accepted' as const, response: '250 ok', nextAttemptAt: null }],
      // Another's intent, and a second attempt, are not this worker's to give back.
      withdrawn: [back, others, retried],
      intents: [
        { id: next, messageId: '<next@example.com>' },
        { id: others, messageId: '<others@example.com>' },
      ],
    };
    expect(await store.turn(turn, 'w1', at(3))).toEqual([next]);
    const states = () => Promise.all(ids.map((id) => stateOf(store, editionId, id)));
    expect(await states()).toEqual(['accepted', 'queued', 'submitting', 'submitting', 'submitting']);
    // Told a second time, since an answer may be lost on the way: nothing changes, and nothing is this worker's to begin again.
    expect(await store.turn(turn, 'w1', at(4))).toEqual([]);
    expect(await states()).toEqual(['accepted', 'queued', 'submitting', 'submitting', 'submitting']);
    expect((await store.due(editionId, at(5), 0, 10)).map(({ id, attempts }) => [id, attempts])).toEqual([[back, 1]]);
    expect(
      await store.turn({ outcomes: [], withdrawn: [], intents: [{ id: back, messageId: '<another@example.com>' }] }, 'w3', at(5)),
    ).toEqual([back]);
    expect(await store.submittingWorkers(editionId)).toEqual(['w1', 'w2', 'w3']);
  },

  'nothing of an edition on hold is begun, and it stays what it is; another edition goes on': async ({ store }) => {
    await subscribed(store, 'reader@example.com');
    const paused = await readyEdition(store, 0);
    const going = await readyEdition(store, 1);
    await store.putOnHold(paused.editionId, { kind: 'paused', reason: 'wait', by: 'person', at: at(0) });
    const both = [...paused.deliveries, ...going.deliveries];
    expect(await begin(store, both)).toEqual(going.deliveries.map(({ id }) => id));
    expect(await stateOf(store, paused.editionId, paused.deliveries[0]?.id ?? 0)).toBe('queued');
    await store.resume(paused.editionId, at(1));
    expect(await begin(store, paused.deliveries)).toEqual(paused.deliveries.map(({ id }) => id));
  },

  'a delivery without a digest cannot be submitted': async ({ store }) => {
    await subscribed(store, 'reader@example.com');
    const { edition } = await store.openEdition('daily', at(0), at(0));
    await store.freeze(edition.id, 'daily', at(0));
    const deliveries = await store.deliveries(edition.id, null, 0, 10);
    expect(await begin(store, deliveries)).toEqual([]);
    expect(await store.accounting(edition.id)).toMatchObject({ queued: 1, submitting: 0 });
  },

  'an outcome counts only for what was being submitted, and only once': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 2);
    await begin(store, [{ id: ids[0] }]);
    expect(await end(store, ids[1], 'accepted')).toBe(0);
    expect(await end(store, ids[0], 'accepted')).toBe(1);
    expect(await end(store, ids[0], 'failed')).toBe(0);
    expect(await store.accounting(editionId)).toMatchObject({ queued: 1, accepted: 1, failed: 0 });
  },

  'what a dead worker left is unknown, for ever; a living one keeps its own': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 3);
    const [one, two, three] = ids;
    await begin(store, [{ id: one }], 'dead');
    await begin(store, [{ id: two }], 'alive');
    expect(await store.submittingWorkers(editionId)).toEqual(['alive', 'dead']);
    expect(await store.abandonSubmitting(editionId, ['dead', 'never heard of'], at(1))).toBe(1);
    expect(await store.abandonSubmitting(editionId, [], at(1))).toBe(0);
    expect(await store.accounting(editionId)).toMatchObject({ unknown: 1, submitting: 1, queued: 1 });
    expect(await end(store, one, 'accepted')).toBe(0);
    expect(await begin(store, [{ id: one }, { id: three }])).toEqual([three]);
    expect((await store.deliveries(editionId, 'unknown', 0, 10)).map(({ id }) => id)).toEqual([one]);
  },

  'a worker taken for dead that was alive is believed: its unknown deliveries become what it heard, and a finished edition opens for a retry':
    async ({ store }) => {
      const { editionId, ids } = await readersReady(store, 4);
      await begin(
        store,
        ids.map((id) => ({ id })),
        'slow',
      );
      await store.abandonSubmitting(editionId, ['slow'], at(1));
      await store.setEditionState(editionId, 'finished', at(1));
      const states = ['accepted', 'deferred', 'failed', 'unknown'] as const;
      const heard = ids.map((id, index) => ({ id, state: states[index] ?? 'unknown', response: 'late', nextAttemptAt: at(2) }));
      expect(await store.recordOutcomes(heard, at(1), 'another')).toBe(0);
      expect(await store.recordOutcomes(heard, at(1), 'slow')).toBe(4);
      expect((await store.deliveries(editionId, null, 0, 10)).map(({ state }) => state)).toEqual(states);
      expect(breach(await store.accounting(editionId))).toBeNull();
      expect((await store.unfinishedEditions('daily')).map(({ id }) => id)).toEqual([editionId]);
      expect(await store.recordOutcomes(heard, at(1), 'slow')).toBe(0);
      expect((await store.due(editionId, at(2), 0, 10)).map(({ id }) => id)).toEqual([ids[1]]);
    },

  'what a person decided about an unknown delivery stands, whatever is heard later': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 2);
    const [settled, again] = ids;
    await begin(store, [{ id: settled }, { id: again }], 'slow');
    await store.abandonSubmitting(editionId, ['slow'], at(1));
    await store.reconcile(editionId, [{ messageId: `<${settled}.0@example.com>`, verdict: 'failed', evidence: 'log' }], 'me', at(1));
    await store.resend(editionId, 'unknown', [again], 'me', at(1));
    await begin(store, [{ id: again }], 'second', 1);
    const heard = [settled, again].map((id) => ({ id, state: 'deferred' as const, response: 'late', nextAttemptAt: at(2) }));
    expect(await store.recordOutcomes(heard, at(1), 'slow')).toBe(0);
    expect(await stateOf(store, editionId, settled)).toBe('failed');
    expect(await stateOf(store, editionId, again)).toBe('submitting');
  },

  'whatever a server says is kept, shortened, and breaks nothing': async ({ store }) => {
    const { editionId, ids } = await readersReady(store, 1);
    await begin(store, [{ id: ids[0] }]);
    const response = `550 \u0000 \ud800 "'; drop table deliveries; -- ${'🗞'.repeat(2000)}`;
    await store.recordOutcomes([{ id: ids[0], state: 'failed', response, nextAttemptAt: null }], at(1));
    const [row] = await store.deliveries(editionId, 'failed', 0, 1);
    expect(row?.response?.startsWith(`550 \ufffd \ufffd "'; drop table deliveries; -- 🗞`)).toBe(true);
    expect(row?.response?.length).toBeLessThanOrEqual(1000);
  },

  'whatever happens in whatever order, the books balance and nothing final moves': async ({ store }) => {
    for (let reader = 0; reader < 6; reader++) await subscribed(store, `r${reader}@example.com`);
    let hours = 0;
    const step = fc.record({
      kind: fc.constantFrom('begin', 'accepted', 'deferred', 'failed', 'unknown', 'abandon', 'unsubscribe', 'suppress'),
      reader: fc.integer({ min: 0, max: 5 }),
      worker: fc.constantFrom('w1', 'w2'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        hours += 1;
        const { editionId, deliveries } = await readyEdition(store, hours);
        const final = new Map<number, string>();
        for (const { kind, reader, worker } of steps) {
          const delivery = deliveries[reader % Math.max(1, deliveries.length)];
          if (delivery === undefined) break;
          if (kind === 'begin') await begin(store, [delivery], worker, hours);
          else if (kind === 'abandon') await store.abandonSubmitting(editionId, [worker], at(hours));
          // Readers who leave are gone for the runs to come, so only the first two may.
          else if (kind === 'unsubscribe') await (reader === 0 && store.unsubscribe(delivery.subscriptionId, at(hours), 'test'));
          else if (kind === 'suppress') await (reader === 1 && store.suppress(delivery.address, 'complaint', '', at(hours)));
          else await end(store, delivery.id, kind as 'accepted', hours, hours);
          const books = await store.accounting(editionId);
          expect(breach(books)).toBeNull();
          const rows = await store.deliveries(editionId, null, 0, 100);
          for (const { id, state } of rows) {
            expect(final.get(id) ?? state).toBe(state);
            if (isFinal(state)) final.set(id, state);
          }
          expect(isFinished(books)).toBe(rows.every(({ state }) => isFinal(state)));
        }
      }),
      { numRuns: 15 },
    );
  },
};

type Ids = readonly [number, number, number, number];

/** That many readers, each with a digest; ids of deliveries beyond them are 0. */
async function readersReady(store: Store, count: number): Promise<{ editionId: number; ids: Ids & readonly number[] }> {
  for (let reader = 0; reader < count; reader++) await subscribed(store, `r${reader}@example.com`);
  const { editionId, deliveries } = await readyEdition(store, 0);
  return { editionId, ids: deliveries.map(({ id }) => id) as unknown as Ids };
}
