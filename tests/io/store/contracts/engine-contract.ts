import { expect } from 'vitest';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, stateOf, subscribed } from './contract-fixtures.ts';

export const engineCases: ContractCases = {
  'a worker not heard of is silent, one that has just spoken is not': async ({ store, execute }) => {
    await store.heartbeat('here');
    await store.heartbeat('gone');
    await execute(`update workers set seen_at = seen_at - 600000 where name = 'gone'`);
    expect([...(await store.silentWorkers(['here', 'gone', 'never'], 300_000))].sort()).toEqual(['gone', 'never']);
    await store.heartbeat('gone');
    expect(await store.silentWorkers(['gone'], 300_000)).toEqual([]);
    await store.forgetWorker('here');
    expect(await store.silentWorkers(['here'], 300_000)).toEqual(['here']);
  },

  'a pause holds until a person resumes it; a cancellation stays': async ({ store }) => {
    const { editionId } = await readyEdition(store, 0);
    const hold = { kind: 'paused', reason: 'too many bounces', by: 'engine', at: at(1) } as const;
    expect(await store.hold(editionId)).toBeNull();
    await store.putOnHold(editionId, hold);
    expect(await store.hold(editionId)).toEqual(hold);
    expect(await store.resumedAt(editionId)).toBeNull();
    expect(await store.resume(editionId, at(3))).toBe(true);
    expect(await store.resume(editionId, at(4))).toBe(false);
    expect([await store.hold(editionId), await store.resumedAt(editionId)]).toEqual([null, at(3)]);
    await store.putOnHold(editionId, { ...hold, kind: 'cancelled' });
    await store.putOnHold(editionId, hold);
    expect(await store.resume(editionId, at(5))).toBe(false);
    expect((await store.hold(editionId))?.kind).toBe('cancelled');
  },

  'the time of a pause, from its first word to its end, does not count for what was deferred before it': async ({ store }) => {
    for (const name of ['a', 'b']) await subscribed(store, `${name}@example.com`);
    const { editionId, deliveries } = await readyEdition(store, 0);
    const [one = 0, two = 0] = deliveries.map(({ id }) => id);
    await begin(store, deliveries);
    const deferral = { state: 'deferred', response: '450 later', nextAttemptAt: at(1) } as const;
    await store.recordOutcomes(
      [
        { id: one, ...deferral, deferrals: { count: 2, since: at(0) } },
        { id: two, ...deferral },
      ],
      at(0),
    );
    const since = async () =>
      (await store.deliveries(editionId, null, 0, 10)).map(({ deferrals, deferredSince }) => [deferrals, deferredSince]);
    expect(await since()).toEqual([
      [2, at(0)],
      [0, null],
    ]);
    const hold = { kind: 'paused', reason: 'wait', by: 'person' } as const;
    await store.putOnHold(editionId, { ...hold, at: at(2) });
    await store.putOnHold(editionId, { ...hold, by: 'engine', at: at(5) });
    expect(await store.resume(editionId, at(12))).toBe(true);
    expect(await since()).toEqual([
      [2, at(10)],
      [0, null],
    ]);
    await store.putOnHold(editionId, { ...hold, at: at(20) });
    await store.resume(editionId, at(21));
    expect((await since())[0]).toEqual([2, at(11)]);
  },

  'what was refused because of its sender is told with its words, by reply or by report; what was refused for other reasons is not':
    async ({ store }) => {
      for (const name of ['a', 'b', 'c', 'd']) await subscribed(store, `${name}@example.com`);
      const { editionId, deliveries } = await readyEdition(store, 0);
      await begin(store, deliveries);
      const [a = 0, b = 0, c = 0, d = 0] = deliveries.map(({ id }) => id);
      const outcome = (id: number, response: string) => ({ id, state: 'failed' as const, response, nextAttemptAt: null });
      await store.recordOutcomes(
        [outcome(a, '550 5.7.1 not from you'), outcome(b, '550 5.1.1 see 5.7.1'), outcome(c, '550 5.7.133 a group')],
        at(1),
      );
      await end(store, d, 'accepted');
      const report = { at: at(2), source: 'mail', newsletter: 'daily', editionId, diagnostic: 'blocked', evidence: [], decision: 'none' };
      const about = { subscriberId: null, deliveryId: d, domain: null };
      await store.recordInbound({ ...report, ...about, kind: 'sender', eventKey: '1', status: '5.7.1' });
      await store.recordInbound({ ...report, ...about, kind: 'soft', eventKey: '2', status: '5.2.2' });
      expect(await store.senderRefusals(editionId)).toEqual([
        { address: 'a@example.com', words: '550 5.7.1 not from you', at: at(1) },
        { address: 'd@example.com', words: '5.7.1 blocked', at: at(2) },
      ]);
    },

  'tokens are shared: all workers together get no more than the rate gives': async ({ store }) => {
    const leases = await Promise.all(Array.from({ length: 8 }, () => store.leaseTokens('all', 10, 20)));
    expect(leases.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThanOrEqual(20);
    expect(await store.leaseTokens('another', 1, 20)).toBe(1);
  },

  'connections to a mail server are shared out: never more than there are, an equal part for each that wants any': async ({ store }) => {
    const ask = async (worker: string, wanted: number, inUse = 0) =>
      (await store.leasePlaces('smtp://a', worker, { most: 10, wanted, inUse, lapseMs: 30_000 })).share;
    expect(await ask('one', 10)).toBe(10);
    expect(await ask('two', 10)).toBe(0);
    expect(await store.leasePlaces('smtp://b', 'two', { most: 3, wanted: 10, inUse: 0, lapseMs: 30_000 })).toEqual({
      share: 3,
      holders: [],
    });
    // Told to give half back, and it has all of them in use still.
    expect(await ask('one', 10, 10)).toBe(5);
    expect(await ask('two', 10)).toBe(0);
    expect(await ask('one', 10, 7)).toBe(5);
    expect(await ask('two', 10)).toBe(3);
    expect(await ask('one', 10, 5)).toBe(5);
    expect(await ask('two', 10, 3)).toBe(5);
    // What one does not want, another may have.
    expect(await ask('two', 2, 2)).toBe(2);
    expect(await ask('one', 10, 5)).toBe(8);
    await store.returnPlaces('smtp://a', ['one']);
    expect(await ask('two', 10, 2)).toBe(10);
  },

  'processes that ask at the same moment never have more connections together than there are': async ({ store }) => {
    const workers = Array.from({ length: 8 }, (_, index) => `w${index}`);
    const held = new Map(workers.map((worker) => [worker, 0]));
    for (let round = 0; round < 4; round++) {
      const shares = await Promise.all(
        workers.map((worker) =>
          store.leasePlaces('smtp://a', worker, { most: 11, wanted: 10, inUse: held.get(worker) ?? 0, lapseMs: 30_000 }),
        ),
      );
      shares.forEach(({ share }, index) => void held.set(workers[index] ?? '', share));
      expect([...held.values()].reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(11);
    }
    expect([...held.values()].every((share) => share >= 1)).toBe(true);
  },

  'connections of a process that no longer asks are free after a while': async ({ store, execute }) => {
    const ask = (worker: string) => store.leasePlaces('smtp://a', worker, { most: 4, wanted: 4, inUse: 0, lapseMs: 30_000 });
    await ask('gone');
    expect(await ask('next')).toEqual({ share: 0, holders: ['gone'] });
    await execute(`update relay_places set seen_at = seen_at - 31000 where worker = 'gone'`);
    expect(await ask('next')).toEqual({ share: 4, holders: [] });
    await execute(`update relay_places set seen_at = seen_at + 31000 where worker = 'next'`);
    expect(await ask('after a clock was set back')).toEqual({ share: 4, holders: [] });
  },

  'what is left of an edition or of a stretch of it is told, and that its canary is over': async ({ store }) => {
    for (let reader = 0; reader < 4; reader++) await subscribed(store, `r${reader}@example.com`);
    const { editionId, deliveries } = await readyEdition(store, 0);
    const [one = 0, two = 0] = deliveries.map(({ id }) => id);
    await begin(store, deliveries);
    for (const { id } of deliveries.slice(2)) await end(store, id, 'accepted');
    await end(store, two, 'deferred', 1);
    const everything = Number.MAX_SAFE_INTEGER;
    expect([await store.unfinished(editionId, 0, everything), await store.unfinished(editionId, one, everything)]).toEqual([2, 1]);
    expect(await store.unfinished(editionId, two, everything)).toBe(0);
    expect(await store.anyUnfinished(editionId)).toBe(true);
    expect(await store.cancelRest(editionId, 'cancelled', at(2))).toBe(1);
    await end(store, one, 'unknown');
    expect(await store.anyUnfinished(editionId)).toBe(false);
    expect(await store.canaryOver(editionId)).toBe(false);
    await store.endCanary(editionId, at(1));
    expect(await store.canaryOver(editionId)).toBe(true);
  },

  'what came back about unknown deliveries is told in its order, about others not': async ({ store }) => {
    for (const name of ['a', 'b']) await subscribed(store, `${name}@example.com`);
    const { editionId, deliveries } = await readyEdition(store, 0);
    await begin(store, deliveries);
    const [first, second] = deliveries;
    await end(store, first?.id ?? 0, 'unknown');
    await end(store, second?.id ?? 0, 'accepted');
    const event = {
      at: at(1),
      source: 'test',
      newsletter: 'daily',
      editionId,
      status: null,
      diagnostic: 'full',
      evidence: ['x'],
      decision: 'none',
    };
    for (const [index, row] of [first, first, second].entries())
      await store.recordInbound({
        ...event,
        kind: index === 0 ? 'soft' : 'none',
        eventKey: String(index),
        deliveryId: row?.id ?? null,
        subscriberId: row?.subscriberId ?? null,
        domain: null,
      });
    const messageId = `<${first?.id}.0@example.com>`;
    expect(await store.eventsAboutUnknown(editionId)).toEqual([
      { messageId, kind: 'soft', source: 'test', diagnostic: 'full', evidence: ['x'] },
      { messageId, kind: 'none', source: 'test', diagnostic: 'full', evidence: ['x'] },
    ]);
    expect([await store.isUnknown(first?.id ?? 0), await store.isUnknown(second?.id ?? 0)]).toEqual([true, false]);
  },

  'cancelling suppresses what has not gone out, and nothing else': async ({ store }) => {
    for (let reader = 0; reader < 4; reader++) await subscribed(store, `r${reader}@example.com`);
    const { editionId, deliveries } = await readyEdition(store, 0);
    const [one, two] = deliveries;
    await begin(store, deliveries.slice(0, 3));
    await end(store, one?.id ?? 0, 'accepted');
    await end(store, two?.id ?? 0, 'deferred', 1);
    expect(await store.nextDue(editionId, 0, Number.MAX_SAFE_INTEGER)).toEqual(at(1));
    expect(await store.cancelRest(editionId, 'cancelled: wrong lead', at(2))).toBe(2);
    expect(await store.accounting(editionId)).toMatchObject({ accepted: 1, submitting: 1, suppressed: 2, deferred: 0, queued: 0 });
  },

  'only what is unknown can be reconciled, and a message is resent three times at most': async ({ store }) => {
    await subscribed(store, 'reader@example.com');
    await subscribed(store, 'other@example.com');
    const { editionId, deliveries } = await readyEdition(store, 0);
    const ids = deliveries.map(({ id }) => id);
    const [first = 0, second = 0] = ids;
    await begin(store, deliveries);
    await end(store, first, 'unknown');
    await end(store, second, 'accepted');
    const verdicts = deliveries.map(({ id }) => ({ messageId: `<${id}.0@example.com>`, verdict: 'failed' as const, evidence: 'the log' }));
    for (let times = 0; times < 3; times++) {
      expect(await store.resend(editionId, 'unknown', null, 'ada', at(1))).toBe(1);
      expect(await stateOf(store, editionId, first)).toBe('queued');
      expect(await begin(store, [{ id: first }])).toEqual([first]);
      await end(store, first, 'unknown');
    }
    expect(await store.resend(editionId, 'unknown', null, 'ada', at(1))).toBe(0);
    expect(await store.reconcile(editionId, verdicts, 'ada', at(2))).toEqual([first]);
    expect(await stateOf(store, editionId, second)).toBe('accepted');
  },

  'complaints and late bounces of this edition’s readers are counted, others are not': async ({ store }) => {
    for (const name of ['a', 'b', 'c']) await subscribed(store, `${name}@example.com`);
    const { editionId, deliveries } = await readyEdition(store, 0);
    await begin(store, deliveries);
    for (const { id } of deliveries) await end(store, id, 'accepted');
    const earlier = await readyEdition(store, -24);
    await begin(store, earlier.deliveries);
    for (const { id } of earlier.deliveries) await end(store, id, 'accepted');
    const [a, b] = deliveries.map(({ id }) => id);
    const heard = async (kind: 'hard' | 'soft' | 'complaint', eventKey: string, deliveryId: number | undefined) =>
      store.recordInbound({
        ...{
          at: at(1),
          source: 'mail',
          eventKey,
          kind,
          newsletter: 'daily',
          editionId,
          deliveryId: deliveryId ?? null,
          subscriberId: null,
        },
        ...{ domain: 'example.com', status: null, diagnostic: '', evidence: [], decision: 'heard' },
      });
    await heard('complaint', '1', a);
    // By mail and by webhook: it bounced once.
    await heard('hard', '2', b);
    await heard('hard', '3', b);
    await heard('soft', '4', deliveries[2]?.id);
    await heard('hard', '5', undefined);
    // What follows from them, and what a person does, are no events of any edition.
    await store.suppress('a@example.com', 'complaint', 'x', at(1));
    await store.suppress('b@example.com', 'hard bounce 5.1.1', 'x', at(1));
    await store.suppress('c@example.com', 'by hand', 'x', at(1));
    await store.suppress('stranger@example.com', 'complaint', 'x', at(1));
    expect(await store.echoes(editionId)).toEqual({ bounces: 1, complaints: 1 });
    expect(await store.echoes(earlier.editionId)).toEqual({ bounces: 0, complaints: 0 });
  },
};
