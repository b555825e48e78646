import type { EngineStore } from '../../../press/ports/store/sending.ts';
import { type Database, writing } from '../database/database.ts';
import { unfinished } from '../database/partial-indexes.ts';

type Progress = Pick<EngineStore, 'unfinished' | 'anyUnfinished' | 'canaryOver' | 'endCanary' | 'nextDue'>;

/** How far an edition is, answered without counting all of it. */
export const mailingProgress = (database: Database): Progress => ({
  unfinished: async (editionId, after, upTo) => {
    const row = await waiting(database, editionId)
      .where('id', '>', after)
      .where('id', '<=', upTo)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  },
  // In the order of the index: for any one row PostgreSQL would rather begin at the table's first page and hope.
  anyUnfinished: async (editionId) =>
    (await waiting(database, editionId).select('id').orderBy('id').limit(1).executeTakeFirst()) !== undefined,
  canaryOver: async (editionId) =>
    (await database.db.selectFrom('editions').select('canary_over_at').where('id', '=', editionId).executeTakeFirst())?.canary_over_at !=
    null,
  endCanary: async (editionId, now) => {
    await writing(database, (trx) =>
      trx.updateTable('editions').set({ canary_over_at: now.getTime() }).where('id', '=', editionId).execute(),
    );
  },
  nextDue: async (editionId, after, upTo) => {
    const row = await database.db
      .selectFrom('deliveries')
      .select((eb) => eb.fn.min('next_attempt_at').as('next'))
      .where('edition_id', '=', editionId)
      .where(unfinished)
      .where('state', '=', 'deferred')
      .where('id', '>', after)
      .where('id', '<=', upTo)
      .executeTakeFirst();
    return row?.next == null ? null : new Date(Number(row.next));
  },
});

const waiting = ({ db }: Database, editionId: number) => db.selectFrom('deliveries').where('edition_id', '=', editionId).where(unfinished);
