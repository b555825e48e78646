import { sql } from 'kysely';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import type { EngineStore } from '../../../press/ports/store/sending.ts';
import { type Database, writing } from '../database/database.ts';
import { unfinished } from '../database/partial-indexes.ts';
import { storedResponse } from '../database/stored-values.ts';
import { echoesOfErased, frozenBooks } from '../editions/frozen-books.ts';
import { announce } from '../watch/announce.ts';

type Holds = Pick<EngineStore, 'hold' | 'resumedAt' | 'putOnHold' | 'resume' | 'cancelRest' | 'echoes' | 'audienceBefore'>;

/** Whether and when an edition may go on, and what came of it so far. */
export const mailingHolds = (database: Database): Holds => ({
  hold: async (editionId) => {
    const row = await holdRow(database, editionId);
    if (row === undefined || row.kind === 'resumed') return null;
    return { kind: row.kind, reason: row.reason, by: row.held_by, at: new Date(row.at) };
  },
  resumedAt: async (editionId) => {
    const row = await holdRow(database, editionId);
    return row?.kind === 'resumed' ? new Date(row.at) : null;
  },
  putOnHold: async (editionId, hold) => {
    const row = { kind: hold.kind, reason: storedResponse(hold.reason), held_by: hold.by, at: hold.at.getTime() };
    await writing(database, async (trx) => {
      const before = await trx.selectFrom('edition_holds').select('kind').where('edition_id', '=', editionId).executeTakeFirst();
      if (hold.kind === 'paused' && (before === undefined || before.kind === 'resumed'))
        await announce(database, trx, 'edition.paused', { editionId, detail: hold.reason }, hold.at);
      await trx
        .insertInto('edition_holds')
        .values({ edition_id: editionId, ...row })
        .onConflict((conflict) =>
          conflict
            .column('edition_id')
            // A pause on top of a pause does not begin anew: its length is what readers' deadlines are moved by.
            .doUpdateSet({ ...row, at: sql<number>`case when edition_holds.kind = 'paused' then edition_holds.at else ${row.at} end` })
            .where('edition_holds.kind', '!=', 'cancelled'),
        )
        .execute();
    });
  },
  resume: (editionId, now) => resume(database, editionId, now),
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

/** The time on hold was nobody's fault but ours: it does not count towards the deadline of what is deferred. */
const resume = (database: Database, editionId: number, now: Date): Promise<boolean> =>
  writing(database, async (trx) => {
    const paused = await trx
      .selectFrom('edition_holds')
      .select('at')
      .where('edition_id', '=', editionId)
      .where('kind', '=', 'paused')
      .executeTakeFirst();
    const { numUpdatedRows } = await trx
      .updateTable('edition_holds')
      .set({ kind: 'resumed', at: now.getTime() })
      .where('edition_id', '=', editionId)
      .where('kind', '=', 'paused')
      .executeTakeFirst();
    if (paused === undefined || numUpdatedRows === 0n) return false;
    const held = Math.max(0, now.getTime() - paused.at);
    await trx
      .updateTable('deliveries')
      .set((eb) => ({ deferred_since: eb('deferred_since', '+', held) }))
      .where('edition_id', '=', editionId)
      .where(unfinished)
      .where('deferred_since', 'is not', null)
      .execute();
    return true;
  });

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
  return {
    bounces: Number(row?.bounces ?? 0) + (await echoesOfErased(db, editionId, 'bounce')),
    complaints: Number(row?.complaints ?? 0) + (await echoesOfErased(db, editionId, 'complaint')),
  };
}
