import { expect } from 'vitest';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from './contract-fixtures.ts';

export const freezingCases: ContractCases = {
  'active readers of the newsletter are frozen once; suppressed ones are named as such': async ({ store }) => {
    const active = await subscribed(store, 'active@example.com', 'daily', ['AI', 'Space']);
    const left = await subscribed(store, 'left@example.com');
    await store.unsubscribe(left.subscriptionId, at(0), 'test');
    await subscribed(store, 'gone@example.com');
    await store.suppress('gone@example.com', 'hard bounce', '', at(0));
    await subscribed(store, 'elsewhere@example.com', 'weekly');
    const { edition } = await store.openEdition('daily', at(1), at(1));

    expect(await store.freeze(edition.id, 'daily', at(2))).toEqual({ frozen: 2, suppressed: 1 });
    await subscribed(store, 'late@example.com');
    expect(await store.freeze(edition.id, 'daily', at(3))).toEqual({ frozen: 0, suppressed: 0 });

    const rows = await store.deliveries(edition.id, null, 0, 10);
    expect(rows.map(({ address, state }) => `${address} ${state}`)).toEqual(['active@example.com queued', 'gone@example.com suppressed']);
    expect(rows[0]).toMatchObject({ subscriptionId: active.subscriptionId, attempts: 0, digest: null, messageId: null, frozenAt: at(2) });
    expect(await store.accounting(edition.id)).toMatchObject({ frozen: 2, queued: 1, suppressed: 1 });
    expect(await store.frozenReaders(edition.id, at(0), 0, 10)).toEqual([
      { deliveryId: rows[0]?.id, subscriberId: active.subscriberId, topics: ['AI', 'Space'], sentDigests: [] },
    ]);
  },

  'two calls at the same moment freeze each reader once': async ({ store }) => {
    for (let reader = 0; reader < 20; reader++) await subscribed(store, `r${reader}@example.com`);
    const { edition } = await store.openEdition('daily', at(0), at(0));
    const results = await Promise.all([1, 2, 3].map(() => store.freeze(edition.id, 'daily', at(0))));
    expect(results.map(({ frozen }) => frozen).sort()).toEqual([0, 0, 20]);
    expect(await store.accounting(edition.id)).toMatchObject({ frozen: 20, queued: 20 });
  },

  'an edition nobody subscribes to freezes nobody; one that does not exist is named': async ({ store }) => {
    const { edition } = await store.openEdition('daily', at(0), at(0));
    expect(await store.freeze(edition.id, 'daily', at(0))).toEqual({ frozen: 0, suppressed: 0 });
    await expect(store.freeze(987_654, 'daily', at(0))).rejects.toMatchObject({ code: 'no-such-edition' });
  },

  'readers come page by page until each has a digest or is skipped': async ({ store }) => {
    for (let reader = 0; reader < 5; reader++) await subscribed(store, `r${reader}@example.com`);
    const { edition } = await store.openEdition('daily', at(0), at(0));
    await store.freeze(edition.id, 'daily', at(0));
    await store.sealEdition(edition.id, {
      subject: 's',
      compiled: 'c',
      plan: 'p',
      digests: [{ fingerprint: 'f', layout: 'l', stories: [] }],
    });
    const first = await store.frozenReaders(edition.id, at(0), 0, 2);
    const rest = await store.frozenReaders(edition.id, at(0), first.at(-1)?.deliveryId ?? 0, 10);
    expect([first.length, rest.length]).toEqual([2, 3]);

    const [one, two, three] = [...first, ...rest].map(({ deliveryId }) => deliveryId);
    await store.assignDigests(
      edition.id,
      [
        { deliveryId: one ?? 0, digest: 'f' },
        { deliveryId: two ?? 0, digest: null },
      ],
      at(1),
    );
    expect((await store.frozenReaders(edition.id, at(0), 0, 10)).map(({ deliveryId }) => deliveryId)).not.toContain(one);
    expect(await store.accounting(edition.id)).toMatchObject({ queued: 4, skipped: 1 });
    expect((await store.due(edition.id, at(1), 0, 10)).map(({ id, digest }) => `${id} ${digest}`)).toEqual([`${one} f`]);

    const wrong = [
      { deliveryId: three ?? 0, digest: 'f' },
      { deliveryId: one ?? 0, digest: 'unheard of' },
    ];
    await expect(store.assignDigests(edition.id, wrong, at(1))).rejects.toMatchObject({ code: 'no-such-digest' });
    expect(await store.due(edition.id, at(1), 0, 10)).toHaveLength(1);
  },

  'a reader was told what was accepted, may have arrived or is still to come, and nothing else': async ({ store }) => {
    await subscribed(store, 'reader@example.com');
    await subscribed(store, 'other@example.com');
    const endings = ['accepted', 'unknown', 'failed', 'deferred'] as const;
    for (const [hour, ending] of endings.entries()) {
      const { deliveries } = await readyEdition(store, hour);
      await begin(store, deliveries.slice(0, 1), 'w1', hour);
      await end(store, deliveries[0]?.id ?? 0, ending, 99, hour);
    }
    const { edition } = await store.openEdition('daily', at(10), at(10));
    await store.freeze(edition.id, 'daily', at(10));

    const [reader, other] = await store.frozenReaders(edition.id, at(-1), 0, 10);
    const told = await store.sentStories(reader?.sentDigests ?? []);
    expect(told.map(({ stories }) => stories[0]?.storyId)).toEqual(['story-0', 'story-1', 'story-3']);
    expect(told.map(({ digestId }) => digestId)).toEqual(reader?.sentDigests);
    const waiting = await store.sentStories(other?.sentDigests ?? []);
    expect(waiting.map(({ stories }) => stories[0]?.storyId)).toEqual(['story-0', 'story-1', 'story-2', 'story-3']);
    const [recently] = await store.frozenReaders(edition.id, at(1), 0, 10);
    expect(recently?.sentDigests).toEqual(told.slice(1).map(({ digestId }) => digestId));
    expect(await store.sentStories([])).toEqual([]);
  },

  'what another newsletter told a reader does not count': async ({ store }) => {
    await subscribed(store, 'reader@example.com', 'weekly');
    await subscribed(store, 'reader@example.com');
    const { deliveries } = await readyEdition(store, 0, 'weekly');
    await begin(store, deliveries);
    await end(store, deliveries[0]?.id ?? 0, 'accepted');
    const { edition } = await store.openEdition('daily', at(1), at(1));
    await store.freeze(edition.id, 'daily', at(1));
    expect((await store.frozenReaders(edition.id, at(-1), 0, 10))[0]?.sentDigests).toEqual([]);
  },
};
