import { sql } from 'kysely';
import { statesBefore } from '../../delivery/ledger/state-machine.ts';
import type { InstallationStore, LoggedAttempts } from '../../press/ports/store/installation.ts';
import { type Database, writing } from './database/database.ts';
import { batch } from './database/dialect.ts';
import { unfinished } from './database/partial-indexes.ts';
import { storedResponse } from './database/stored-values.ts';

/** What the processes of one store agree on, and what a copy of it does not know. */
export const installationStore = (database: Database): InstallationStore => ({
  ...agreements(database),
  lastRestore: async () => {
    const row = await database.db.selectFrom('restores').selectAll().orderBy('noticed_at', 'desc').limit(1).executeTakeFirst();
    if (row === undefined) return null;
    return { noticedAt: new Date(row.noticed_at), copiedAt: row.copied_at === null ? null : new Date(row.copied_at) };
  },
  noteRestore: async ({ noticedAt, copiedAt }) => {
    const values = { noticed_at: noticedAt.getTime(), copied_at: copiedAt?.getTime() ?? null };
    await writing(database, (trx) =>
      trx
        .insertInto('restores')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  },
  lastChange: () => lastChange(database),
  behindLog: (editionId, logged) => behindLog(database, editionId, logged),
  stillActive: async (ended) => {
    const rows = ended.map(({ id, at }) => ({ id, at: at.getTime() }));
    const given = batch(database.dialect, rows, { id: 'bigint', at: 'bigint' }).as('given');
    const active = await database.db
      .selectFrom(given)
      .innerJoin('subscriptions', 'subscriptions.id', 'given.id')
      .select('subscriptions.id')
      .distinct()
      .where('subscriptions.state', '=', 'active')
      .whereRef('subscriptions.updated_at', '<', 'given.at')
      .execute();
    return active.map(({ id }) => id);
  },
  fixMessageIds: async (deliveries) => {
    const given = batch(
      database.dialect,
      deliveries.map(({ id, messageId }) => ({ id, message: messageId })),
      { id: 'bigint', message: 'text' },
    ).as('given');
    await writing(database, (trx) =>
      trx
        .updateTable('deliveries')
        .from(given)
        .set((eb) => ({ message_id: eb.fn.coalesce('deliveries.message_id', 'given.message') }))
        .whereRef('deliveries.id', '=', 'given.id')
        .execute(),
    );
  },
  doubt: (editionId, logged, reason, now) => doubt(database, { editionId, logged, reason, now }),
});

type Agreements = Pick<
  InstallationStore,
  'storeId' | 'secretFingerprints' | 'addSecretFingerprint' | 'secretWasUsed' | 'mediaPlace' | 'setMediaPlace'
>;

const agreements = (database: Database): Agreements => ({
  storeId: async () => (await database.db.selectFrom('store_identity').select('id').executeTakeFirstOrThrow()).id,
  secretFingerprints: async () =>
    (await database.db.selectFrom('secrets').select('fingerprint').orderBy('number').execute()).map((row) => row.fingerprint),
  addSecretFingerprint: (fingerprint, known, now) =>
    writing(database, async (trx) => {
      const { numInsertedOrUpdatedRows = 0n } = await trx
        .insertInto('secrets')
        .values({ number: known + 1, fingerprint, since: now.getTime() })
        .onConflict((conflict) => conflict.column('number').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    }),
  secretWasUsed: async () => {
    const { db } = database;
    const traces = await Promise.all([
      db.selectFrom('editions').select('id').where('state', 'in', ['sending', 'finished']).limit(1).executeTakeFirst(),
      db.selectFrom('notice_claims').select('sent_at').limit(1).executeTakeFirst(),
      db.selectFrom('erased_addresses').select('at').limit(1).executeTakeFirst(),
    ]);
    return traces.some((trace) => trace !== undefined);
  },
  mediaPlace: async (baseUrl) => {
    const row = await database.db.selectFrom('media_folders').selectAll().where('base_url', '=', baseUrl).executeTakeFirst();
    return row === undefined ? null : { folder: row.folder, place: row.place };
  },
  setMediaPlace: async (baseUrl, { folder, place }, now) => {
    const row = { folder, place, since: now.getTime() };
    await writing(database, (trx) =>
      trx
        .insertInto('media_folders')
        .values({ base_url: baseUrl, ...row })
        .onConflict((conflict) => conflict.column('base_url').doUpdateSet(row))
        .execute(),
    );
  },
});

async function lastChange({ db }: Database): Promise<Date | null> {
  const { rows } = await sql<{ at: number | null }>`
    select max(at) as at from (
      select max(updated_at) as at from deliveries
      union all select max(opened_at) from editions
      union all select max(finished_at) from editions
      union all select max(updated_at) from subscriptions
      union all select max(at) from overrides
      union all select max(since) from suppressions
    ) as changes`.execute(db);
  const at = rows[0]?.at ?? null;
  return at === null ? null : new Date(Number(at));
}

async function behindLog({ db, dialect }: Database, editionId: number, logged: readonly LoggedAttempts[]) {
  const pruned = await db.selectFrom('editions').select('id').where('id', '=', editionId).where('books', 'is not', null).executeTakeFirst();
  if (pruned !== undefined || logged.length === 0) return [];
  const rows = logged.map(({ id, attempts }) => ({ id, attempts, edition: editionId }));
  const given = batch(dialect, rows, { id: 'bigint', attempts: 'bigint', edition: 'bigint' }).as('given');
  return await db
    .selectFrom(given)
    .leftJoin('deliveries', (join) => join.onRef('deliveries.id', '=', 'given.id').onRef('deliveries.edition_id', '=', 'given.edition'))
    .select(['given.id', 'given.attempts'])
    .where((eb) => eb.or([eb('deliveries.id', 'is', null), eb('deliveries.attempts', '<', eb.ref('given.attempts'))]))
    .execute();
}

type Doubt = { readonly editionId: number; readonly logged: readonly LoggedAttempts[]; readonly reason: string; readonly now: Date };

const doubt = (database: Database, { editionId, logged, reason, now }: Doubt): Promise<number> =>
  writing(database, async (trx) => {
    const rows = logged.map(({ id, attempts }) => ({ id, attempts }));
    const given = batch(database.dialect, rows, { id: 'bigint', attempts: 'bigint' }).as('given');
    const { numUpdatedRows } = await trx
      .updateTable('deliveries')
      .from(given)
      .set((eb) => ({
        state: 'unknown',
        response: storedResponse(reason),
        attempts: eb.ref('given.attempts'),
        next_attempt_at: null,
        worker: null,
        updated_at: now.getTime(),
      }))
      .whereRef('deliveries.id', '=', 'given.id')
      .where('deliveries.edition_id', '=', editionId)
      .where(unfinished)
      .where('deliveries.state', 'in', statesBefore('sent-elsewhere'))
      .whereRef('deliveries.attempts', '<', 'given.attempts')
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
