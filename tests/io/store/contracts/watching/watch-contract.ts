import { expect } from 'vitest';
import { openStore } from '../../../../../src/io/store/open-store.ts';
import { alone, type ContractCases } from '../contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from '../contract-fixtures.ts';

const relay = { key: 'relay-away', kind: 'relay-away', newsletter: null, words: 'The mail server takes nothing' };
const minutes = (count: number): Date => new Date(at(0).getTime() + count * 60_000);
const grace = 5 * 60_000;
const everything = [
  'reader.confirmed',
  'reader.left',
  'reader.bounced',
  'reader.complained',
  'edition.sealed',
  'edition.sent',
  'edition.paused',
  'alert.raised',
  'alert.over',
];
const endpoints = [
  { name: 'crm', events: everything },
  { name: 'pager', events: ['alert.raised'] },
];

export const watchCases: ContractCases = {
  'raises an alert once, whoever looks, and again only after it was over': alone(async ({ store, url }) => {
    const other = await openStore(url);
    const raised = await Promise.all([store, other, store, other].map((one) => one.raiseAlert(relay, at(0))));
    await other.close();
    expect(raised.filter((alert) => alert !== null)).toHaveLength(1);
    // Gone for a moment is not over.
    expect(await store.endAlerts([], grace, minutes(1))).toEqual([]);
    expect(await store.raiseAlert(relay, minutes(2))).toBeNull();
    expect(await store.endAlerts([], grace, minutes(5))).toEqual([]);
    expect(await store.endAlerts([], grace, minutes(9))).toEqual([]);
    expect(await store.endAlerts([], grace, minutes(10))).toMatchObject([{ key: 'relay-away', over: minutes(10) }]);
    expect(await store.endAlerts([], grace, minutes(30))).toEqual([]);
    expect(await store.raiseAlert(relay, minutes(40))).toMatchObject({ since: minutes(40), over: null });
    expect(await store.alerts({ standing: true, limit: 10 })).toHaveLength(1);
    expect(await store.alerts({ standing: false, limit: 10 })).toHaveLength(2);
  }),

  'tells an alert once, that it is over once and only if it was told, and again what could not be told': alone(async ({ store }) => {
    const alert = await store.raiseAlert(relay, at(0));
    const id = alert?.id ?? 0;
    const toTell = async () => (await store.alertsToTell(at(-1))).map(({ what }) => what);
    expect(await toTell()).toEqual(['raised']);
    expect(await store.claimTelling(id, 'raised', at(0))).toBe(true);
    expect(await store.claimTelling(id, 'raised', at(0))).toBe(false);
    expect(await toTell()).toEqual([]);
    await store.releaseTelling(id, 'raised');
    expect(await toTell()).toEqual(['raised']);
    await store.claimTelling(id, 'raised', at(0));
    await store.endAlerts([], 0, at(1));
    expect(await toTell()).toEqual(['over']);
    expect(await store.claimTelling(id, 'over', at(1))).toBe(true);
    expect(await toTell()).toEqual([]);
    // What was over before anybody was told is no news.
    await store.raiseAlert({ ...relay, key: 'other' }, at(2));
    await store.endAlerts([], 0, at(3));
    expect(await toTell()).toEqual([]);
  }),

  'keeps signs of life by name, and the first sign of trouble': alone(async ({ store }) => {
    await store.beat({ name: 'tick', at: at(0), words: '' });
    await store.beat({ name: 'tick', at: at(1), words: '' });
    await store.firstBeat({ name: 'relay-away', at: at(1), words: 'refused' });
    await store.firstBeat({ name: 'relay-away', at: at(2), words: 'refused again' });
    expect(await store.beats()).toEqual([
      { name: 'relay-away', at: at(1), words: 'refused' },
      { name: 'tick', at: at(1), words: '' },
    ]);
    await store.endBeat('relay-away');
    expect(await store.beats()).toHaveLength(1);
    expect(await store.isCurrent()).toBe(true);
  }),

  'counts deliveries by state and mail domain, and says since when the oldest waits': alone(async ({ store }) => {
    for (const address of ['a@gmail.com', 'b@gmail.com', 'c@other.example']) await subscribed(store, address);
    const { editionId, deliveries } = await readyEdition(store, 0);
    await store.setEditionState(editionId, 'sending', at(0));
    expect(await store.oldestWaiting(at(3))).toEqual(at(0));
    await begin(store, deliveries.slice(0, 1));
    await end(store, deliveries[0]?.id ?? 0, 'accepted');
    const figures = (await store.deliveryFigures()).map(({ state, domain, count }) => `${state} ${domain} ${count}`);
    expect(figures.sort()).toEqual(['accepted gmail.com 1', 'queued gmail.com 1', 'queued other.example 1']);
  }),

  'writes an event down in the transaction of what happened, for those who want it, with ids and no address': alone(
    async ({ url, execute }) => {
      const store = await openStore(url, { endpoints, erasureKeys: [new Uint8Array(32).fill(7)] });
      const reader = await subscribed(store, 'ada@reader.example');
      const bounced = await subscribed(store, 'bea@reader.example');
      const { editionId, deliveries } = await readyEdition(store, 0);
      await store.sealEdition(editionId, { subject: 'News', compiled: '{}', plan: '{}', digests: [], now: at(0) });
      await store.suppress('bea@reader.example', 'hard bounce 5.1.1', 'no such user', at(1));
      await store.suppress('bea@reader.example', 'complaint', 'again', at(1));
      expect(await store.unsubscribe(reader.subscriptionId, at(1), 'one click')).toBe(true);
      expect(await store.unsubscribe(reader.subscriptionId, at(1), 'one click')).toBe(false);
      for (const hours of [1, 2])
        await store.putOnHold(editionId, { kind: 'paused', reason: 'too many bounces', by: 'engine', at: at(hours) });
      await store.resume(editionId, at(2));
      await begin(store, deliveries);
      for (const { id } of deliveries) await end(store, id, 'accepted');
      for (const state of ['sending', 'finished', 'sending', 'finished'] as const) await store.setEditionState(editionId, state, at(3));
      await store.raiseAlert(relay, at(4));
      await store.erase('bea@reader.example', at(5));
      const calls = await store.outgoing({ state: null, limit: 50 });
      expect(
        calls
          .filter(({ endpoint }) => endpoint === 'crm')
          .map(({ type }) => type)
          .reverse(),
      ).toEqual(['reader.bounced', 'reader.left', 'edition.paused', 'edition.sent', 'edition.sent', 'alert.raised', 'reader.left']);
      expect(calls.filter(({ endpoint }) => endpoint === 'pager').map(({ type }) => type)).toEqual(['alert.raised']);
      expect(calls.at(-1)).toMatchObject({
        type: 'reader.bounced',
        facts: { subscriberId: bounced.subscriberId },
        attempts: 0,
        state: 'waiting',
      });
      expect(JSON.stringify(await execute('select * from outgoing_calls'))).not.toContain('@');
      await store.close();
    },
  ),

  'gives a call to one process at a time, and makes a failed one due again': alone(async ({ url }) => {
    const store = await openStore(url, { endpoints });
    for (const key of ['a', 'b', 'c']) await store.raiseAlert({ ...relay, key }, at(0));
    const claimed = await Promise.all([1, 2, 3].map(() => store.claimOutgoing(2, at(1), at(0))));
    const ids = claimed.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await store.claimOutgoing(50, at(1), at(0));
    expect(new Set([...ids, ...rest.map(({ id }) => id)]).size).toBe(6);
    // Whoever had them never came back.
    const again = await store.claimOutgoing(50, at(3), at(2));
    expect(again).toHaveLength(6);
    expect(again[0]).toMatchObject({ attempts: 2 });
    await store.settleOutgoing(again[0]?.id ?? 0, { state: 'done', answer: 'answered 200', nextAt: at(2) });
    await store.settleOutgoing(again[1]?.id ?? 0, { state: 'failed', answer: 'answered 410', nextAt: at(2) });
    expect(await store.outgoingCounts()).toEqual(
      expect.arrayContaining([
        { state: 'done', count: 1 },
        { state: 'failed', count: 1 },
      ]),
    );
    expect(await store.retryOutgoing(null, at(2))).toBe(1);
    expect(await store.retryOutgoing([again[0]?.id ?? 0], at(2))).toBe(0);
    expect((await store.claimOutgoing(50, at(3), at(2))).map(({ id }) => id)).toEqual([again[1]?.id]);
    await store.pruneOutgoing(at(1));
    expect(await store.outgoing({ state: 'done', limit: 9 })).toEqual([]);
    await store.close();
  }),

  'keeps of a key its hash, when it was used, and that it was revoked': alone(async ({ store }) => {
    const key = { id: 'k1', name: 'CRM', scopes: ['readers:read'] as const, createdAt: at(0), createdBy: 'ada', hash: 'abc' };
    await store.addKey(key);
    await store.noteKeyUse('k1', at(1));
    await store.noteKeyUse('k1', new Date(at(1).getTime() + 5_000));
    expect(await store.keyById('k1')).toEqual({ ...key, lastUsedAt: at(1), revokedAt: null });
    expect(await store.revokeKey('k1', at(2))).toBe(true);
    expect(await store.revokeKey('k1', at(3))).toBe(false);
    expect(await store.keys()).toMatchObject([{ id: 'k1', revokedAt: at(2) }]);
    expect(await store.keyById('k2')).toBeNull();
  }),

  'answers a request of the same name once a day, and anew where nothing came of it': alone(async ({ store }) => {
    const claims = await Promise.all([1, 2, 3].map(() => store.claimAnswer('k1', 'order-1', 'print', at(0))));
    expect(claims.filter((claim) => claim === null)).toHaveLength(1);
    expect(claims.filter((claim) => claim === 'under-way')).toHaveLength(2);
    await store.keepAnswer('k1', 'order-1', { print: 'print', status: 201, body: '{}' });
    expect(await store.claimAnswer('k1', 'order-1', 'print', at(1))).toEqual({ print: 'print', status: 201, body: '{}' });
    expect(await store.claimAnswer('k2', 'order-1', 'print', at(1))).toBeNull();
    await store.dropAnswer('k2', 'order-1');
    expect(await store.claimAnswer('k2', 'order-1', 'print', at(1))).toBeNull();
    // Whoever was at it has ended.
    expect(await store.claimAnswer('k2', 'order-1', 'print', at(2))).toBeNull();
    expect(await store.claimAnswer('k1', 'order-1', 'other', at(30))).toBeNull();
  }),
};
