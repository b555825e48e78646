import { expect } from 'vitest';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, stateOf, subscribed } from './contract-fixtures.ts';

export const audienceCases: ContractCases = {
  'the same address spelled otherwise is the same reader, written to as first spelled': async ({ store }) => {
    const first = await subscribed(store, 'Ada.Lovelace@Bücher.example');
    const again = await store.subscribe({
      address: ' ada.lovelace@xn--bcher-kva.EXAMPLE ',
      newsletter: 'daily',
      topics: ['AI'],
      now: at(1),
      how: 'test',
    });
    expect(again).toEqual({ result: 'unchanged', row: first });
    expect(first).toMatchObject({
      address: 'Ada.Lovelace@xn--bcher-kva.example',
      state: 'active',
      suppressed: null,
      topics: ['AI'],
      createdAt: at(0),
    });
    expect((await subscribed(store, 'ADA.LOVELACE@bücher.example', 'weekly')).subscriberId).toBe(first.subscriberId);
  },

  'new topics change the subscription and nothing else': async ({ store }) => {
    const before = await subscribed(store, 'reader@example.com');
    const topics = ['Space', 'Künstliche Intelligenz', '"quoted" \\ {json}'];
    const changed = await store.subscribe({ address: 'reader@example.com', newsletter: 'daily', topics, now: at(1), how: 'test' });
    expect(changed).toEqual({ result: 'updated', row: { ...before, topics } });
  },

  'an address that is none is refused with what to do': async ({ store }) => {
    await expect(subscribed(store, 'no address')).rejects.toMatchObject({ code: 'bad-address', help: expect.stringContaining('space') });
    await expect(store.suppress('nobody', 'complaint', '', at(0))).rejects.toMatchObject({ code: 'bad-address' });
  },

  'someone who left is not subscribed again, for that newsletter only': async ({ store }) => {
    const reader = await subscribed(store, 'reader@example.com');
    expect(await store.unsubscribe(reader.subscriptionId, at(1), 'one click')).toBe(true);
    expect(await store.unsubscribe(reader.subscriptionId, at(2), 'one click')).toBe(false);
    expect(await store.unsubscribe(987_654, at(2), 'one click')).toBe(false);
    const again = await store.subscribe({
      address: 'reader@example.com',
      newsletter: 'daily',
      topics: ['Space'],
      now: at(3),
      how: 'import',
    });
    expect(again).toEqual({ result: 'refused-unsubscribed', row: { ...reader, state: 'unsubscribed' } });
    expect(await subscribed(store, 'reader@example.com', 'weekly')).toMatchObject({ state: 'active' });
  },

  'a suppressed address is not subscribed, and the first reason stays': async ({ store }) => {
    const reader = await subscribed(store, 'Gone@example.com');
    await store.suppress('gone@EXAMPLE.com', 'hard bounce 5.1.1', '550 5.1.1 no such user', at(1));
    await store.suppress('gone@example.com', 'complaint', 'later', at(2));
    const again = await store.subscribe({ address: 'gone@example.com', newsletter: 'weekly', topics: [], now: at(3), how: 'import' });
    expect(again).toEqual({ result: 'refused-suppressed', reason: 'hard bounce 5.1.1' });
    expect(await store.subscription(reader.subscriptionId)).toEqual({ ...reader, suppressed: 'hard bounce 5.1.1' });
    expect(await store.subscribers({ newsletter: 'weekly', afterId: 0, limit: 10 })).toEqual([]);
  },

  'subscribers are listed page by page, all newsletters or one': async ({ store }) => {
    const rows = [];
    for (let reader = 0; reader < 5; reader++)
      rows.push(await subscribed(store, `r${reader}@example.com`, reader % 2 === 0 ? 'daily' : 'weekly'));
    const before = (rows[0]?.subscriptionId ?? 0) - 1;
    const first = await store.subscribers({ newsletter: null, afterId: before, limit: 3 });
    expect(first).toEqual(rows.slice(0, 3));
    expect(await store.subscribers({ newsletter: null, afterId: first.at(-1)?.subscriptionId ?? 0, limit: 3 })).toEqual(rows.slice(3));
    expect(await store.subscribers({ newsletter: 'weekly', afterId: 0, limit: 9 })).toEqual([rows[1], rows[3]]);
    expect(await store.subscription(987_654)).toBeNull();
  },

  'consent is recorded once for coming and once for leaving': async ({ store, execute }) => {
    const reader = await subscribed(store, 'reader@example.com');
    await subscribed(store, 'reader@example.com', 'daily', ['Space']);
    await store.unsubscribe(reader.subscriptionId, at(1), 'one click');
    await store.unsubscribe(reader.subscriptionId, at(2), 'one click');
    const events = await execute(`select event, how from consent_events where subscription_id = ${reader.subscriptionId} order by id`);
    expect(events.map(({ event, how }) => `${event} by ${how}`)).toEqual(['subscribed by test', 'unsubscribed by one click']);
  },

  'leaving takes back what was not sent yet of that newsletter, and leaves what is under way or done': async ({ store }) => {
    const reader = await subscribed(store, 'reader@example.com');
    await subscribed(store, 'reader@example.com', 'weekly');
    await subscribed(store, 'other@example.com');
    const editions = [];
    for (const hour of [0, 1, 2, 3]) editions.push(await readyEdition(store, hour));
    const weekly = await readyEdition(store, 0, 'weekly');
    const [queued, deferred, submitting, accepted] = editions.map(({ editionId, deliveries }) => ({
      editionId,
      id: deliveries[0]?.id ?? 0,
    }));
    if (!queued || !deferred || !submitting || !accepted) throw new Error('four editions are needed');
    await begin(store, [deferred, submitting, accepted]);
    await end(store, deferred.id, 'deferred', 5);
    await end(store, accepted.id, 'accepted');

    await store.unsubscribe(reader.subscriptionId, at(4), 'one click');

    const states = await Promise.all([queued, deferred, submitting, accepted].map(({ editionId, id }) => stateOf(store, editionId, id)));
    expect(states).toEqual(['suppressed', 'suppressed', 'submitting', 'accepted']);
    expect(await stateOf(store, weekly.editionId, weekly.deliveries[0]?.id ?? 0)).toBe('queued');
    expect(await stateOf(store, queued.editionId, editions[0]?.deliveries[1]?.id ?? 0)).toBe('queued');
  },

  'a suppression takes back what was not sent yet of every newsletter': async ({ store }) => {
    await subscribed(store, 'reader@example.com');
    await subscribed(store, 'reader@example.com', 'weekly');
    const daily = await readyEdition(store, 0);
    const weekly = await readyEdition(store, 0, 'weekly');
    await store.suppress('reader@example.com', 'complaint', 'abuse report', at(1));
    for (const { editionId, deliveries } of [daily, weekly]) {
      expect((await store.deliveries(editionId, 'suppressed', 0, 10)).map(({ id }) => id)).toEqual(deliveries.map(({ id }) => id));
    }
  },
};
