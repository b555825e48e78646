import { sql } from 'kysely';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import type { EngineStore } from '../../../press/ports/store/sending.ts';
import { type Database, writing } from '../database/database.ts';
import { unfinished } from '../database/partial-indexes.ts';
import { storedResponse } from '../database/stored-values.ts';
import { frozenBooks } from '../editions/frozen-books.ts';

type Holds = Pick<EngineStore, 'hold' | 'wasResumed' | 'putOnHold' | 'resume' | 'cancelRest' | 'echoes' | 'audienceBefore'>;

/** Whether and when an edition may go on, and what came of it so far. */
export const mailingHolds = (database: Database): Holds => ({
  hold: async (editionId) => {
    const row = await holdRow(database, editionId);
    if (row === undefined || row.kind === 'resumed') return null;
    return { kind: row.kind, reason: row.reason, by: row.held_by, at: new Date(row.at) };
  },
  wasResumed: async (editionId) => (await holdRow(database, editionId))?.kind === 'resumed',
  putOnHold: async (editionId, hold) => {
    const row = { kind: hold.kind, reason: storedResponse(hold.reason), held_by: hold.by, at: hold.at.getTime() };
    await writing(database, (trx) =>
      trx
        .insertInto('edition_holds')
        .values({ edition_id: editionId, ...row })
        .onConflict((conflict) => conflict.column('edition_id').doUpdateSet(row).where('edition_holds.kind', '!=', 'cancelled'))
        .execute(),
    );
  },
  resume: (editionId) =>
    writing(database, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('edition_holds')
        .set({ kind: 'resumed' })
        .where('edition_id', '=', editionId)
        .where('kind', '=', 'paused')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    }),
  cancelRest: (editionId, reason, now) => cancelRest(database, editionId, reason, now),
  echoes: (editionId) => echoes(database, editionId),
  audienceBefore: async (newsletter, slot) => {
    const row = await database.db
      .selectFrom('editions')
      .select('frozen')
      .where('newsletter', '=', newsletter)
      .where('slot', '<', slot.getTime())
      .where('frozen_at', 'is not', null)
      .orderBy('slot', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.frozen ?? null;
  },
});

const holdRow = ({ db }: Database, editionId: number) =>
  db.selectFrom('edition_holds').selectAll().where('edition_id', '=', editionId).executeTakeFirst();

const cancelRest = (database: Database, editionId: number, reason: string, now: Date): Promise<number> =>
  writing(database, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('deliveries')
      .set({ state: 'suppressed', response: storedResponse(reason), next_attempt_at: null, updated_at: now.getTime() })
      .where('edition_id', '=', editionId)
      .where(unfinished)
      .where('state', 'in', statesBefore('suppress'))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });

/**
 * What came back about deliveries the edition's readers were accepted for, each delivery once; a suppression says nothing of the
 * kind: a person may have set it, and one that followed from a bounce followed from one edition's.
 */
async function echoes({ db }: Database, editionId: number): Promise<{ bounces: number; complaints: number }> {
  const books = await frozenBooks(db, editionId);
  if (books !== null) return { bounces: books.bounces, complaints: books.complaints };
  const heard = (kind: 'hard' | 'complaint') =>
    sql<number>`count(distinct case when inbound_events.kind = ${kind} then inbound_events.delivery_id end)`;
  const row = await db
    .selectFrom('inbound_events')
    .innerJoin('deliveries', 'deliveries.id', 'inbound_events.delivery_id')
    .where('inbound_events.edition_id', '=', editionId)
    .where('inbound_events.kind', 'in', ['hard', 'complaint'])
    .where('deliveries.state', '=', 'accepted')
    .select([heard('hard').as('bounces'), heard('complaint').as('complaints')])
    .executeTakeFirst();
  return { bounces: Number(row?.bounces ?? 0), complaints: Number(row?.complaints ?? 0) };
}
