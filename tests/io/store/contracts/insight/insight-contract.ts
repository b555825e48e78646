import { expect } from 'vitest';
import type { Clicks } from '../../../../../src/press/ports/insight/insight-store.ts';
import type { NewInboundRecord } from '../../../../../src/press/ports/store/feedback.ts';
import type { Store } from '../../../../../src/press/ports/store/store.ts';
import type { ContractCases } from '../contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from '../contract-fixtures.ts';

const some = (editionId: number, over: Partial<Clicks> = {}) => ({
  editionId,
  storyId: 's1',
  place: 'l',
  arm: 0 as const,
  day: '2024-03-04',
  clicks: 1,
  ...over,
});

const complaint = (editionId: number, subscriberId: number, deliveryId: number): NewInboundRecord => ({
  at: at(1),
  source: 'contract',
  eventKey: `complaint ${deliveryId}`,
  kind: 'complaint',
  subscriberId,
  deliveryId,
  editionId,
  newsletter: 'daily',
  domain: 'example.com',
  status: null,
  diagnostic: 'abuse',
  evidence: [],
  decision: 'none',
});

/** An edition of four readers, two subjects tried on them by turns. */
async function tried(store: Store) {
  const readers = [];
  for (const name of ['a', 'b', 'c', 'd']) readers.push(await subscribed(store, `${name}@example.com`));
  const { edition } = await store.openEdition('daily', at(0), at(0));
  await store.freeze(edition.id, 'daily', at(0));
  const digests = ([1, 2] as const).map((arm) => ({
    fingerprint: `arm${arm}`,
    layout: `${arm === 1 ? '!' : '#'}~${arm}0:0`,
    profile: `0||${arm}`,
  }));
  const told = { stories: [{ storyId: 's1', canonicalUrls: ['https://a.example/1'], outlets: 1 }], topics: ['AI'], fullest: 'arm1' };
  await store.sealEdition(edition.id, { subject: 'News', compiled: '{}', plan: '{}', told, digests });
  const frozen = await store.frozenReaders(edition.id, at(-10_000), 0, 10);
  const given = frozen.map(({ deliveryId }, place) => ({ deliveryId, digest: place % 2 === 0 ? 'arm1' : 'arm2' }));
  await store.assignDigests(edition.id, given, at(0));
  const deliveries = await store.deliveries(edition.id, null, 0, 10);
  await begin(store, deliveries);
  for (const { id } of deliveries) await end(store, id, 'accepted');
  return { editionId: edition.id, readers, deliveries };
}

const books = (unsubscribes: number, complaints = 0) => ({ accepted: 2, bounces: 0, complaints, unsubscribes });

export const insightCases: ContractCases = {
  'clicks are added up by edition, story, place, subject and day, whoever adds them': async ({ store }) => {
    const { editionId } = await readyEdition(store, 0);
    const { editionId: other } = await readyEdition(store, 1);
    await store.addClicks([some(editionId), some(editionId, { place: 'f', clicks: 2 }), some(other)]);
    await Promise.all([1, 2, 3].map(() => store.addClicks([some(editionId), some(editionId, { storyId: 's2', arm: 2 })])));
    await store.addClicks([]);
    const shown = (await store.clicksOf(editionId)).map(({ storyId, place, arm, day, clicks }) => [storyId, place, arm, day, clicks]);
    expect(shown).toEqual([
      ['s1', 'f', 0, '2024-03-04', 2],
      ['s1', 'l', 0, '2024-03-04', 4],
      ['s2', 'l', 2, '2024-03-04', 3],
    ]);
    expect(await store.clickTotals([editionId, other])).toEqual(
      new Map([
        [editionId, { clicks: 9, forwarded: 2 }],
        [other, { clicks: 1, forwarded: 0 }],
      ]),
    );
    expect(await store.clickTotals([])).toEqual(new Map());
  },

  'clicks are kept in rows in which no reader can be told from another': async ({ store, execute }) => {
    const { editionId } = await readyEdition(store, 0);
    await store.addClicks([some(editionId)]);
    await store.addClicks([some(editionId)]);
    const rows = await execute(`select * from edition_clicks where edition_id = ${editionId}`);
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([['arm', 'clicks', 'day', 'edition_id', 'place', 'story_id']]);
    expect(Number(rows[0]?.clicks)).toBe(2);
  },

  'what was said of a story stays, in the order it was said, taken back or not': async ({ store }) => {
    const { editionId } = await readyEdition(store, 0);
    const said = { editionId, storyId: 's1', by: 'ada' };
    await store.addErratum({ ...said, words: 'It was 12, not 21.', at: at(1) });
    await store.addErratum({ ...said, storyId: 's2', words: 'Another \u0000 one', at: at(2) });
    await store.addErratum({ ...said, words: null, at: at(3) });
    expect((await store.errata(editionId)).map(({ storyId, words, by, at: when }) => [storyId, words, by, when])).toEqual([
      ['s1', 'It was 12, not 21.', 'ada', at(1)],
      ['s2', 'Another \ufffd one', 'ada', at(2)],
      ['s1', null, 'ada', at(3)],
    ]);
    expect(await store.errata((await readyEdition(store, 1)).editionId)).toEqual([]);
  },

  'two subjects have books of their own, and an edition with one has none': async ({ store }) => {
    const { editionId, readers, deliveries } = await tried(store);
    await store.unsubscribe(readers[0]?.subscriptionId ?? 0, at(1), 'one click');
    await store.unsubscribe(readers[2]?.subscriptionId ?? 0, at(1), 'one click');
    await store.recordInbound(complaint(editionId, readers[1]?.subscriberId ?? 0, deliveries[1]?.id ?? 0));
    expect(await store.armBooks(editionId)).toEqual([
      { arm: 1, ...books(2) },
      { arm: 2, ...books(0, 1) },
    ]);
    expect(await store.armBooks((await readyEdition(store, 48)).editionId)).toEqual([]);
  },

  'figures of an edition stay what they were when a reader is erased, and when its deliveries go': async ({ store: plain, url }) => {
    const { openStore } = await import('../../../../../src/io/store/open-store.ts');
    const store = await openStore(url, { erasureKeys: [Buffer.alloc(32, 7)] });
    try {
      const { editionId, readers, deliveries } = await tried(store);
      await store.unsubscribe(readers[0]?.subscriptionId ?? 0, at(1), 'one click');
      await store.recordInbound(complaint(editionId, readers[1]?.subscriberId ?? 0, deliveries[1]?.id ?? 0));
      const figures = async () => [
        await store.armBooks(editionId),
        await store.unsubscribesAfter(editionId),
        await store.echoes(editionId),
      ];
      const before = await figures();
      expect(before).toEqual([
        [
          { arm: 1, ...books(1) },
          { arm: 2, ...books(0, 1) },
        ],
        1,
        { bounces: 0, complaints: 1 },
      ]);
      for (const name of ['a', 'b', 'c']) await store.erase(`${name}@example.com`, at(2));
      expect(await figures()).toEqual(before);
      await store.setEditionState(editionId, 'sending', at(3));
      await store.setEditionState(editionId, 'finished', at(3));
      const counts = { queued: 0, submitting: 0, accepted: 4, deferred: 0, failed: 0, suppressed: 0, skipped: 0, unknown: 0 };
      const arms = await store.armBooks(editionId);
      const written = { ...counts, bounces: 0, complaints: 1, unsubscribes: 1, arms };
      expect(await store.freezeBooks({ id: editionId, finishedAt: at(3) }, written, at(4))).toBe(true);
      await store.removeReaderRows(editionId, 0, 100);
      expect(await figures()).toEqual(before);
      expect(await plain.accounting(editionId)).toMatchObject({ accepted: 4 });
    } finally {
      await store.close();
    }
  },
};
