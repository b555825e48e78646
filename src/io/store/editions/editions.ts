import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import { accountingOf, breach, isFinished } from '../../../delivery/ledger/accounting.ts';
import type { Accounting, DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { EditionRecord, EditionStore } from '../../../press/ports/store/editions.ts';
import type { Ledger } from '../../../press/ports/store/ledger.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { packed, storedText, unpacked } from '../database/stored-values.ts';
import { announce } from '../watch/announce.ts';
import { editionDigests, insertingDigests, readTold, storedTold } from './edition-digests.ts';
import { readBooks } from './frozen-books.ts';

/** Editions, their numbers, their sealed contents and their books. */
export function editionStore(database: Database): EditionStore & Pick<Ledger, 'sentStories'> {
  const { db } = database;
  const insertDigests = insertingDigests(database);
  return {
    openEdition: (newsletter, slot, now) => openEdition(database, newsletter, slot, now),
    findEdition: async (newsletter, slot) =>
      one(await editionsOf(db).where('newsletter', '=', newsletter).where('slot', '=', slot.getTime()).executeTakeFirst()),
    edition: async (id) => one(await editionsOf(db).where('id', '=', id).executeTakeFirst()),
    editionByNumber: async (newsletter, number) =>
      one(await editionsOf(db).where('newsletter', '=', newsletter).where('number', '=', number).executeTakeFirst()),
    lastEdition: async (newsletter) =>
      one(await editionsOf(db).where('newsletter', '=', newsletter).orderBy('slot', 'desc').limit(1).executeTakeFirst()),
    nextNumber: async (newsletter) => {
      const row = await db.selectFrom('newsletters').select('last_number').where('id', '=', newsletter).executeTakeFirst();
      return (row?.last_number ?? 0) + 1;
    },
    firstSeen: (newsletter, now) => firstSeen(database, newsletter, now),
    seenSince: (newsletter) => seenSince(database.db, newsletter),
    editions: (newsletter, limit) => listEditions(db, newsletter, limit),
    unfinishedEditions: async (newsletter) => {
      const rows = await editionsOf(db)
        .$if(newsletter !== null, (query) => query.where('newsletter', '=', newsletter ?? ''))
        .where('state', '!=', 'finished')
        .orderBy('slot')
        .execute();
      return rows.map(editionRecord);
    },
    editionPage: async (newsletter, beforeId, limit) => {
      const rows = await editionsOf(db)
        .$if(newsletter !== null, (query) => query.where('newsletter', '=', newsletter ?? ''))
        .where('id', '<', beforeId)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(editionRecord);
    },
    markOutbox: async (editionId) => {
      await writing(database, (trx) => trx.updateTable('editions').set({ outbox: 1 }).where('id', '=', editionId).execute());
    },
    ...editionDigests(database),
    sealEdition: (editionId, seal) => sealEdition(database, insertDigests, editionId, seal),
    sealedEdition: (editionId) => sealedEdition(db, editionId),
    lastSent: (newsletter, slot) => lastSent(db, newsletter, slot),
    setEditionState: (editionId, state, now) => setEditionState(database, editionId, state, now),
  };
}

/** The books of one edition, counted now, or as they were written down before its deliveries were removed. */
export async function countDeliveries(db: Kysely<Tables>, editionId: number): Promise<Accounting> {
  const edition = await db.selectFrom('editions').select(['frozen', 'books']).where('id', '=', editionId).executeTakeFirst();
  const books = readBooks(edition?.books);
  if (books !== null) {
    const { bounces, complaints, unsubscribes, arms, ...counts } = books;
    return accountingOf(edition?.frozen ?? 0, counts);
  }
  const rows = await db
    .selectFrom('deliveries')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('edition_id', '=', editionId)
    .groupBy('state')
    .execute();
  const counts: Partial<Record<DeliveryState, number>> = Object.fromEntries(rows.map((row) => [row.state, row.count]));
  return accountingOf(edition?.frozen ?? 0, counts);
}

const editionsOf = (db: Kysely<Tables>) => db.selectFrom('editions').selectAll();

async function openEdition(database: Database, newsletter: string, slot: Date, now: Date) {
  const find = (db: Kysely<Tables>) =>
    editionsOf(db).where('newsletter', '=', newsletter).where('slot', '=', slot.getTime()).executeTakeFirst();
  const known = await find(database.db);
  if (known !== undefined) return { edition: editionRecord(known), opened: false };

  return writing(database, async (trx) => {
    // The update that changes nothing locks the newsletter's row, so numbers have neither gaps nor twins.
    const { last_number } = await trx
      .insertInto('newsletters')
      .values({ id: newsletter, first_seen: now.getTime(), last_number: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ last_number: eb.ref('newsletters.last_number') })))
      .returning('last_number')
      .executeTakeFirstOrThrow();
    const number = last_number + 1;
    const opened = await trx
      .insertInto('editions')
      .values({ newsletter, slot: slot.getTime(), number, state: 'open', opened_at: now.getTime() })
      .onConflict((conflict) => conflict.columns(['newsletter', 'slot']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (opened === undefined) return { edition: editionRecord(present(await find(trx), newsletter)), opened: false };
    await trx.updateTable('newsletters').set({ last_number: number }).where('id', '=', newsletter).execute();
    return { edition: editionRecord(opened), opened: true };
  });
}

async function firstSeen(database: Database, newsletter: string, now: Date): Promise<Date> {
  const known = await seenSince(database.db, newsletter);
  if (known !== null) return known;
  return writing(database, async (trx) => {
    await trx
      .insertInto('newsletters')
      .values({ id: newsletter, first_seen: now.getTime(), last_number: 0 })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return present((await seenSince(trx, newsletter)) ?? undefined, newsletter);
  });
}

async function seenSince(db: Kysely<Tables>, newsletter: string): Promise<Date | null> {
  const known = await db.selectFrom('newsletters').select('first_seen').where('id', '=', newsletter).executeTakeFirst();
  return known === undefined ? null : new Date(known.first_seen);
}

async function listEditions(db: Kysely<Tables>, newsletter: string | null, limit: number) {
  const rows = await editionsOf(db)
    .$if(newsletter !== null, (query) => query.where('newsletter', '=', newsletter ?? ''))
    .orderBy('slot', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return Promise.all(rows.map(async (row) => ({ ...editionRecord(row), accounting: await countDeliveries(db, row.id) })));
}

type Seal = Parameters<EditionStore['sealEdition']>[1];

const sealEdition = (
  database: Database,
  insertDigests: ReturnType<typeof insertingDigests>,
  editionId: number,
  seal: Seal,
): Promise<boolean> =>
  writing(database, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('editions')
      .set({ state: 'sealed', subject: storedText(seal.subject) })
      .where('id', '=', editionId)
      .where('state', '=', 'open')
      .where(nobodyHolds)
      .$if(seal.approval !== undefined, (query) => query.where(isApproved(seal.approval ?? '')))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await trx
      .insertInto('edition_contents')
      .values({
        edition_id: editionId,
        compiled: packed(seal.compiled),
        plan: packed(seal.plan),
        told: seal.told === undefined ? null : storedTold(seal.told),
      })
      .execute();
    if (seal.seen !== undefined) {
      await trx.insertInto('edition_seen').values({ edition_id: editionId, pages: seal.seen }).execute();
    }
    if (seal.inputs !== undefined) {
      await trx
        .insertInto('edition_inputs')
        .values({ edition_id: editionId, inputs: packed(seal.inputs) })
        .execute();
    }
    await insertDigests(trx, editionId, seal.digests);
    if (seal.now !== undefined) await announce(database, trx, 'edition.sealed', { editionId }, seal.now);
    return true;
  });

type OfEdition = ExpressionBuilder<Tables, 'editions'>;
async function lastSent(db: Kysely<Tables>, newsletter: string, slot: Date) {
  const before = db.selectFrom('editions').where('newsletter', '=', newsletter).where('slot', '<', slot.getTime());
  const sent = await before
    .leftJoin('edition_seen', 'edition_seen.edition_id', 'editions.id')
    .select(['editions.number', 'editions.slot', 'edition_seen.pages'])
    .where('editions.state', '!=', 'open')
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('editions.frozen', '=', 0),
        eb('editions.prune_began_at', 'is not', null),
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.edition_id', '=', 'editions.id')
            .where('deliveries.state', 'not in', ['skipped', 'failed', 'suppressed']),
        ),
      ]),
    )
    .orderBy('editions.slot', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (sent !== undefined) return { begun: true, sent: { number: sent.number, slot: new Date(sent.slot), seen: sent.pages } };
  return { begun: (await before.select('id').limit(1).executeTakeFirst()) !== undefined, sent: null };
}

/** No editor holds the edition's slot. */
const nobodyHolds = ({ not, exists, selectFrom }: OfEdition) =>
  not(
    exists(
      selectFrom('slot_holds')
        .select('slot_holds.slot')
        .whereRef('slot_holds.newsletter', '=', 'editions.newsletter')
        .whereRef('slot_holds.slot', '=', 'editions.slot')
        .where('slot_holds.released_at', 'is', null),
    ),
  );

const isApproved =
  (fingerprint: string) =>
  ({ exists, selectFrom }: OfEdition) =>
    exists(
      selectFrom('edition_approvals')
        .select('edition_approvals.id')
        .whereRef('edition_approvals.newsletter', '=', 'editions.newsletter')
        .whereRef('edition_approvals.slot', '=', 'editions.slot')
        .where('edition_approvals.fingerprint', '=', fingerprint)
        .where('edition_approvals.withdrawn_at', 'is', null),
    );

async function sealedEdition(db: Kysely<Tables>, editionId: number) {
  const contents = await db.selectFrom('edition_contents').selectAll().where('edition_id', '=', editionId).executeTakeFirst();
  if (contents === undefined) return null;
  return {
    compiled: unpacked(contents.compiled),
    plan: unpacked(contents.plan),
    told: contents.told === null ? null : readTold(contents.told),
  };
}

const setEditionState = (database: Database, editionId: number, state: 'sending' | 'finished', now: Date): Promise<void> =>
  writing(database, async (trx) => {
    const finished = state === 'finished';
    if (finished) assertFinished(editionId, await countDeliveries(trx, editionId));
    const before = finished
      ? await trx.selectFrom('editions').select('finished_at').where('id', '=', editionId).executeTakeFirst()
      : undefined;
    if (before?.finished_at === null) await announce(database, trx, 'edition.sent', { editionId }, now);
    await trx
      .updateTable('editions')
      // Settling what was unknown does not finish it a second time.
      .set((eb) => ({ state, finished_at: finished ? eb.fn.coalesce('finished_at', eb.val(now.getTime())) : null }))
      .where('id', '=', editionId)
      .execute();
  });

function assertFinished(editionId: number, books: Accounting): void {
  const wrong = breach(books);
  if (wrong !== null) throw new CourantError('accounting-breach', `Edition ${editionId}: ${wrong}.`);
  if (isFinished(books)) return;
  const { queued, submitting, deferred } = books;
  throw new CourantError(
    'edition-unfinished',
    `Edition ${editionId} is not finished: ${queued} queued, ${submitting} submitting, ${deferred} deferred.`,
  );
}

const one = (row: Selectable<Tables['editions']> | undefined): EditionRecord | null => (row === undefined ? null : editionRecord(row));

function present<Row>(row: Row | undefined, newsletter: string): Row {
  if (row !== undefined) return row;
  throw new CourantError('store-inconsistent', `A row of the newsletter ${newsletter} vanished from the store while it was in use.`);
}

export const editionRecord = (row: Selectable<Tables['editions']>): EditionRecord => ({
  id: row.id,
  newsletter: row.newsletter,
  slot: new Date(row.slot),
  number: row.number,
  state: row.state,
  subject: row.subject,
  openedAt: new Date(row.opened_at),
  finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  ...(row.prune_began_at === null ? {} : { prunedAt: new Date(row.prune_began_at) }),
  ...(row.outbox === 1 ? { outbox: true as const } : {}),
});
