import { type Kysely, sql } from 'kysely';
import type { Clicks, InsightStore } from '../../../press/ports/insight/insight-store.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';
import { armBooks } from './arm-books.ts';

/** How editions are read, in numbers, and what was said of them afterwards. */
export const insightStore = (database: Database): InsightStore => ({
  addClicks: (clicks) => addClicks(database, clicks),
  clicksOf: async (editionId) => {
    const rows = await database.db
      .selectFrom('edition_clicks')
      .select(['story_id as storyId', 'place', 'arm', 'day', 'clicks'])
      .where('edition_id', '=', editionId)
      .orderBy('story_id')
      .orderBy('place')
      .orderBy('arm')
      .orderBy('day')
      .execute();
    return rows.map((row) => ({ ...row, arm: row.arm as Clicks['arm'], clicks: Number(row.clicks) }));
  },
  clickTotals: async (editionIds) => new Map(editionIds.length === 0 ? [] : await totals(database.db, editionIds)),
  addErratum: ({ editionId, storyId, words, by, at }) =>
    writing(database, async (trx) => {
      const row = { edition_id: editionId, story_id: storyId, words: words === null ? null : storedText(words) };
      const { id } = await trx
        .insertInto('edition_errata')
        .values({ ...row, written_by: storedText(by), at: at.getTime() })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    }),
  errata: async (editionId) => {
    const rows = await database.db.selectFrom('edition_errata').selectAll().where('edition_id', '=', editionId).orderBy('id').execute();
    return rows.map(({ id, story_id, words, written_by, at }) => ({ id, storyId: story_id, words, by: written_by, at: new Date(at) }));
  },
  armBooks: (editionId) => armBooks(database.db, editionId),
});

const columns = { edition: 'bigint', story: 'text', place: 'text', arm: 'bigint', day: 'text', clicks: 'bigint' } as const;

async function addClicks(database: Database, clicks: Parameters<InsightStore['addClicks']>[0]): Promise<void> {
  if (clicks.length === 0) return;
  const rows = clicks.map(({ editionId, storyId, place, arm, day, clicks: many }) => ({
    edition: editionId,
    story: storyId,
    place,
    arm,
    day,
    clicks: many,
  }));
  await writing(database, async (trx) => {
    await trx
      .insertInto('edition_clicks')
      .columns(['edition_id', 'story_id', 'place', 'arm', 'day', 'clicks'])
      .expression((eb) =>
        eb
          .selectFrom(batch(database.dialect, rows, columns).as('given'))
          .select(['given.edition', 'given.story', 'given.place', 'given.arm', 'given.day', 'given.clicks'])
          // SQLite reads ON after a SELECT without WHERE as the start of a join. In one order, so that two processes do not wait for each other.
          .where('given.clicks', '>', 0)
          .orderBy('given.edition')
          .orderBy('given.story')
          .orderBy('given.place')
          .orderBy('given.arm')
          .orderBy('given.day'),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['edition_id', 'story_id', 'place', 'arm', 'day'])
          .doUpdateSet((eb) => ({ clicks: eb('edition_clicks.clicks', '+', eb.ref('excluded.clicks')) })),
      )
      .execute();
  });
}

async function totals(db: Kysely<Tables>, editionIds: readonly number[]) {
  const rows = await db
    .selectFrom('edition_clicks')
    .select((eb) => [
      'edition_id',
      eb.fn.sum<number>('clicks').as('clicks'),
      sql<number>`sum(case when place = 'f' then clicks else 0 end)`.as('forwarded'),
    ])
    .where('edition_id', 'in', [...editionIds])
    .groupBy('edition_id')
    .execute();
  return rows.map(({ edition_id, clicks, forwarded }) => [edition_id, { clicks: Number(clicks), forwarded: Number(forwarded) }] as const);
}
