import { sql } from 'kysely';
import type { AgedEdition, ReaderRows, RetentionStore } from '../../../press/ports/store/retention.ts';
import { type Database, writing } from '../database/database.ts';
import { editionRecord } from './editions.ts';
import { storedBooks } from './frozen-books.ts';

/** Removing what is kept for each reader of an edition, in steps so short that nobody who sends has to wait for it. */
export const retentionStore = (database: Database): RetentionStore => ({
  editionsBefore: (newsletter, before) => editionsBefore(database, newsletter, before),
  readerRows: (editionId) => readerRows(database, editionId),
  freezeBooks: ({ id, finishedAt }, books, now) =>
    writing(database, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('editions')
        .set({ books: storedBooks(books), prune_began_at: now.getTime() })
        .where('id', '=', id)
        .where('books', 'is', null)
        .where('state', '=', 'finished')
        // Opened again by a resend and finished again meanwhile, it has other books.
        .where('finished_at', '=', finishedAt?.getTime() ?? -1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    }),
  removeReaderRows: (editionId, after, limit) => removeReaderRows(database, { editionId, after, limit }),
  endPruning: (editionId, now) =>
    writing(database, async (trx) => {
      const { numDeletedRows } = await trx.deleteFrom('composing').where('edition_id', '=', editionId).executeTakeFirst();
      await trx
        .updateTable('editions')
        .set({ pruned_at: now.getTime() })
        .where('id', '=', editionId)
        .where('books', 'is not', null)
        .execute();
      return Number(numDeletedRows);
    }),
  forgottenUpTo: async (newsletter) => {
    const row = await database.db
      .selectFrom('editions')
      .select((eb) => eb.fn.max('slot').as('slot'))
      .where('newsletter', '=', newsletter)
      .where('books', 'is not', null)
      .executeTakeFirst();
    return row?.slot == null ? null : new Date(Number(row.slot));
  },
  claimPruning: (newsletter, everyMs, now) =>
    writing(database, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('newsletters')
        .set({ last_prune_at: now.getTime() })
        .where('id', '=', newsletter)
        .where((eb) => eb.or([eb('last_prune_at', 'is', null), eb('last_prune_at', '<=', now.getTime() - everyMs)]))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    }),
  releasePruning: async (newsletter) => {
    await writing(database, (trx) => trx.updateTable('newsletters').set({ last_prune_at: null }).where('id', '=', newsletter).execute());
  },
});

async function editionsBefore({ db }: Database, newsletter: string | null, before: Date): Promise<readonly AgedEdition[]> {
  const rows = await db
    .with('ranked', (cte) =>
      cte
        .selectFrom('editions')
        .select(['id', sql<number>`row_number() over (partition by newsletter order by slot desc)`.as('place')])
        .$if(newsletter !== null, (query) => query.where('newsletter', '=', newsletter ?? '')),
    )
    .selectFrom('ranked')
    .innerJoin('editions', 'editions.id', 'ranked.id')
    .leftJoin('edition_holds', 'edition_holds.edition_id', 'editions.id')
    .selectAll('editions')
    .select(['ranked.place', 'edition_holds.kind', 'edition_holds.reason', 'edition_holds.held_by', 'edition_holds.at as held_at'])
    .where('editions.pruned_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('editions.prune_began_at', 'is not', null),
        eb(eb.fn.coalesce('editions.finished_at', 'editions.opened_at'), '<', before.getTime()),
      ]),
    )
    .orderBy('editions.slot')
    .orderBy('editions.id')
    .execute();
  return rows.map(({ place, kind, reason, held_by, held_at, ...row }) => ({
    edition: editionRecord(row),
    hold: kind === null || kind === 'resumed' ? null : { kind, reason: reason ?? '', by: held_by ?? 'engine', at: new Date(held_at ?? 0) },
    newer: Number(place) - 1,
    begun: row.books !== null,
  }));
}

async function readerRows({ db }: Database, editionId: number): Promise<ReaderRows> {
  const count = sql<number>`count(*)`.as('count');
  const deliveries = db.selectFrom('deliveries').where('edition_id', '=', editionId);
  const [all, acts, composing] = await Promise.all([
    deliveries.select(count).executeTakeFirstOrThrow(),
    db.selectFrom('delivery_acts').where('delivery_id', 'in', deliveries.select('deliveries.id')).select(count).executeTakeFirstOrThrow(),
    db.selectFrom('composing').where('edition_id', '=', editionId).select(count).executeTakeFirstOrThrow(),
  ]);
  return { deliveries: Number(all.count), delivery_acts: Number(acts.count), composing: Number(composing.count) };
}

type Step = { readonly editionId: number; readonly after: number; readonly limit: number };

/**
 * A stretch of the unique key, from one subscriber to another: both databases delete it as a range. What people decided about a
 * delivery goes with it, since without it nobody could tell whose it was, nor erase it.
 */
const removeReaderRows = (
  database: Database,
  { editionId, after, limit }: Step,
): Promise<Omit<ReaderRows, 'composing'> & { last: number | null }> =>
  writing(database, async (trx) => {
    const stretch = trx
      .selectFrom('deliveries')
      .select('subscriber_id')
      .where('edition_id', '=', editionId)
      .where('subscriber_id', '>', after)
      .orderBy('subscriber_id')
      .limit(limit);
    const { last } = await trx
      .selectFrom(stretch.as('stretch'))
      .select((eb) => eb.fn.max('stretch.subscriber_id').as('last'))
      .executeTakeFirstOrThrow();
    const frozen = await trx
      .selectFrom('editions')
      .select('id')
      .where('id', '=', editionId)
      .where('books', 'is not', null)
      .executeTakeFirst();
    if (last === null || frozen === undefined) return { deliveries: 0, delivery_acts: 0, last: null };
    const gone = await trx
      .deleteFrom('delivery_acts')
      .where('delivery_id', 'in', (eb) =>
        eb
          .selectFrom('deliveries')
          .select('deliveries.id')
          .where('deliveries.edition_id', '=', editionId)
          .where('deliveries.subscriber_id', '>', after)
          .where('deliveries.subscriber_id', '<=', last),
      )
      .executeTakeFirst();
    const { numDeletedRows } = await trx
      .deleteFrom('deliveries')
      .where('edition_id', '=', editionId)
      .where('subscriber_id', '>', after)
      .where('subscriber_id', '<=', last)
      .executeTakeFirst();
    return { deliveries: Number(numDeletedRows), delivery_acts: Number(gone.numDeletedRows), last };
  });
