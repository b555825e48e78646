import { expect } from 'vitest';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from './contract-fixtures.ts';

export const editionCases: ContractCases = {
  'a slot is opened once and found again as it was': async ({ store }) => {
    const first = await store.openEdition('daily', at(0), at(1));
    const second = await store.openEdition('daily', at(0), at(2));
    expect(first.opened).toBe(true);
    expect(second).toEqual({ edition: first.edition, opened: false });
    expect(first.edition).toMatchObject({ number: 1, state: 'open', slot: at(0), openedAt: at(1), subject: null, finishedAt: null });
    expect(await store.findEdition('daily', at(0))).toEqual(first.edition);
    expect(await store.editionByNumber('daily', 1)).toEqual(first.edition);
    expect(await store.findEdition('daily', at(9))).toBeNull();
    expect(await store.findEdition('weekly', at(0))).toBeNull();
  },

  'editions opened at the same moment are numbered without gaps or twins, each newsletter by itself': async ({ store }) => {
    const slots = Array.from({ length: 12 }, (_, hour) => hour);
    const opened = await Promise.all(
      slots.flatMap((hour) => [store.openEdition('daily', at(hour), at(0)), store.openEdition('weekly', at(hour), at(0))]),
    );
    const numbers = (newsletter: string) =>
      opened
        .filter(({ edition }) => edition.newsletter === newsletter)
        .map(({ edition }) => edition.number)
        .sort((a, b) => a - b);
    expect(numbers('daily')).toEqual(slots.map((hour) => hour + 1));
    expect(numbers('weekly')).toEqual(slots.map((hour) => hour + 1));
  },

  'opening a known slot again does not use up a number': async ({ store }) => {
    await Promise.all(Array.from({ length: 5 }, () => store.openEdition('daily', at(0), at(0))));
    expect((await store.openEdition('daily', at(24), at(24))).edition.number).toBe(2);
  },

  'the last edition is the one of the newest slot, whatever its number': async ({ store }) => {
    await store.openEdition('daily', at(24), at(24));
    await store.openEdition('daily', at(0), at(25));
    await store.openEdition('weekly', at(99), at(99));
    expect(await store.lastEdition('daily')).toMatchObject({ slot: at(24), number: 1 });
    expect(await store.lastEdition('monthly')).toBeNull();
    expect(await store.nextNumber('daily')).toBe(3);
    expect(await store.nextNumber('monthly')).toBe(1);
    expect((await store.editions('daily', 10)).map((edition) => edition.slot)).toEqual([at(24), at(0)]);
    expect(await store.editions(null, 2)).toHaveLength(2);
  },

  'the moment a newsletter was first heard of stays': async ({ store }) => {
    expect(await store.seenSince('daily')).toBeNull();
    expect(await store.firstSeen('daily', at(5))).toEqual(at(5));
    expect(await store.seenSince('daily')).toEqual(at(5));
    expect(await store.firstSeen('daily', at(9))).toEqual(at(5));
    await store.openEdition('weekly', at(0), at(3));
    expect(await store.firstSeen('weekly', at(9))).toEqual(at(3));
  },

  'an edition is sealed once; what it says stays, byte for byte': async ({ store }) => {
    const { edition } = await store.openEdition('daily', at(0), at(0));
    expect(await store.sealedEdition(edition.id)).toBeNull();
    const compiled = `{"html":"${'é漢🗞 "quoted" '.repeat(5000)}"}`;
    const stories = [{ storyId: 's1', canonicalUrls: ['https://example.com/a?b=c'], outlets: 4 }];
    const told = { stories, topics: ['AI', 'Ünïcode'], fullest: 'f1' };
    const digests = [{ fingerprint: 'f1', layout: '0:0', profile: '0|2s' }];
    expect(await store.sealEdition(edition.id, { subject: 'Ünïcode 🗞', compiled, plan: 'plan', told, digests })).toBe(true);
    expect(await store.sealEdition(edition.id, { subject: 'Other', compiled: 'x', plan: 'y', digests: [] })).toBe(false);
    expect(await store.sealedEdition(edition.id)).toEqual({ compiled, plan: 'plan', told });
    expect(await store.countDigests(edition.id)).toBe(1);
    const [digest, ...others] = await store.digests(edition.id, 0, 10);
    expect([digest, others]).toEqual([{ ...digests[0], id: expect.any(Number), stories }, []]);
    expect(await store.sentStories([digest?.id ?? 0])).toEqual([{ digestId: digest?.id, stories }]);
    expect(await store.findEdition('daily', at(0))).toMatchObject({ state: 'sealed', subject: 'Ünïcode 🗞' });
  },

  'what editions before a slot told is known, by number; other newsletters, later and much earlier ones do not count': async ({
    store,
  }) => {
    const stories = (storyId: string) => [{ storyId, canonicalUrls: [`https://example.com/${storyId}`], outlets: 1 }];
    const tell = async (newsletter: string, hour: number, storyId: string) => {
      const { edition } = await store.openEdition(newsletter, at(hour), at(hour));
      const digests = [{ fingerprint: storyId, layout: '[]', stories: stories(storyId) }];
      await store.sealEdition(edition.id, { subject: 's', compiled: 'c', plan: 'p', digests });
    };
    await tell('daily', 0, 'long-ago');
    await tell('daily', 24, 'one');
    await tell('weekly', 24, 'elsewhere');
    await tell('daily', 48, 'two');
    await tell('daily', 72, 'now');
    const { edition } = await store.openEdition('daily', at(60), at(60));
    const told = { stories: [...stories('three'), ...stories('four')], topics: ['AI'], fullest: 'f' };
    const digests = [{ fingerprint: 'f', layout: '0:0' }];
    await store.sealEdition(edition.id, { subject: 's', compiled: 'c', plan: 'p', told, digests });
    expect(await store.storiesTold('daily', at(24), at(72))).toEqual([
      { edition: 2, stories: stories('one') },
      { edition: 3, stories: stories('two') },
      { edition: 5, stories: told.stories },
    ]);
  },

  'what editions of earlier slots told somebody is known, or will yet; what reached nobody, came later or was told elsewhere is not':
    async ({ store }) => {
      for (const newsletter of ['daily', 'weekly']) await subscribed(store, 'reader@example.com', newsletter);
      for (const [hours, state] of [
        [0, 'accepted'],
        [24, 'accepted'],
        [25, 'failed'],
        [26, 'unknown'],
        [72, 'accepted'],
      ] as const) {
        const { deliveries } = await readyEdition(store, hours);
        await begin(store, deliveries, 'w1', hours);
        await end(store, deliveries[0]?.id ?? 0, state, null, hours);
      }
      await readyEdition(store, 27);
      const { deliveries } = await readyEdition(store, 30, 'weekly');
      await begin(store, deliveries);
      await end(store, deliveries[0]?.id ?? 0, 'accepted');
      const told = async (since: number, before: number) =>
        (await store.storiesSent('daily', at(since), at(before))).map(({ storyId }) => storyId);
      expect(await told(24, 72)).toEqual(['story-24', 'story-26', 'story-27']);
      expect(await told(0, 24)).toEqual(['story-0']);
    },

  'readers can be given digests a sealed edition does not have yet, and none is there twice': async ({ store }) => {
    const { edition } = await store.openEdition('daily', at(0), at(0));
    const digest = (fingerprint: string) => ({ fingerprint, layout: `layout of ${fingerprint}`, stories: [] });
    await store.sealEdition(edition.id, { subject: 's', compiled: 'c', plan: 'p', digests: [digest('a')] });
    await store.assignDigests(edition.id, [], at(1), [digest('b'), { ...digest('a'), layout: 'another' }]);
    const kept = (fingerprint: string) => ({ ...digest(fingerprint), profile: null, id: expect.any(Number) });
    expect(await store.digests(edition.id, 0, 10)).toEqual([kept('a'), kept('b')]);
    const [first] = await store.digests(edition.id, 0, 1);
    expect(await store.digests(edition.id, first?.id ?? 0, 10)).toEqual([kept('b')]);
  },

  'editions begun and not finished are told, oldest slot first': async ({ store }) => {
    for (const hours of [3, 1, 2, 4]) await store.openEdition('daily', at(hours), at(hours));
    await store.openEdition('weekly', at(3), at(3));
    const third = await store.findEdition('daily', at(3));
    await store.setEditionState(third?.id ?? 0, 'finished', at(5));
    expect((await store.unfinishedEditions('daily')).map(({ slot }) => slot)).toEqual([at(1), at(2), at(4)]);
  },

  'an edition with a reader on the way cannot be called finished': async ({ store }) => {
    await subscribed(store, 'reader@example.com');
    const { editionId, deliveries } = await readyEdition(store, 0);
    await store.setEditionState(editionId, 'sending', at(0));
    await expect(store.setEditionState(editionId, 'finished', at(1))).rejects.toMatchObject({ code: 'edition-unfinished' });
    await begin(store, deliveries);
    await expect(store.setEditionState(editionId, 'finished', at(1))).rejects.toMatchObject({ code: 'edition-unfinished' });
    await end(store, deliveries[0]?.id ?? 0, 'accepted');
    await store.setEditionState(editionId, 'finished', at(2));
    expect(await store.findEdition('daily', at(0))).toMatchObject({ state: 'finished', finishedAt: at(2) });
  },

  'a delivery that vanishes from the ledger is a breach, not a finished edition': async ({ store, execute }) => {
    await subscribed(store, 'one@example.com');
    await subscribed(store, 'two@example.com');
    const { editionId, deliveries } = await readyEdition(store, 0);
    await begin(store, deliveries);
    await end(store, deliveries[0]?.id ?? 0, 'accepted');
    await execute(`delete from deliveries where id = ${deliveries[1]?.id}`);
    await expect(store.setEditionState(editionId, 'finished', at(1))).rejects.toMatchObject({ code: 'accounting-breach' });
    expect((await store.editions('daily', 1))[0]?.accounting).toMatchObject({ frozen: 2, accepted: 1 });
  },
};
