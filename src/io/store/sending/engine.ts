import { sql } from 'kysely';
import type { EngineStore } from '../../../press/ports/store/sending.ts';
import { batchWrites } from '../database/batched-writes.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import { clock } from './clock.ts';
import { mailingHolds } from './holds.ts';
import { manualDecisions } from './manual-decisions.ts';
import { mailingProgress } from './progress.ts';
import { relayPlaceStore } from './relay-places.ts';
import { senderRefusals } from './sender-refusals.ts';

/** What several workers on one edition tell each other through the store. */
export const engineStore = (database: Database): EngineStore => ({
  ...mailingHolds(database),
  ...mailingProgress(database),
  ...manualDecisions(database),
  ...relayPlaceStore(database),
  heartbeat: (worker) => heartbeat(database, worker),
  forgetWorker: async (worker) => {
    await writing(database, (trx) => trx.deleteFrom('workers').where('name', '=', worker).execute());
  },
  silentWorkers: (workers, silenceMs) => silentWorkers(database, workers, silenceMs),
  ownSubmitting: (worker, ids) => ownSubmitting(database, worker, ids),
  senderRefusals: (editionId) => senderRefusals(database, editionId),
  leaseTokens: (key, wanted, perSecond) => leaseTokens(database, key, wanted, perSecond),
  ...composingNotes(database),
});

/** Of several connections at once in one transaction: where each reader has a digest of their own, there are two a message. */
function composingNotes(database: Database): Pick<EngineStore, 'beginComposing' | 'endComposing'> {
  const write = batchWrites(database);
  return {
    beginComposing: (editionId, fingerprint, worker) =>
      write(async (trx) => {
        await trx
          .insertInto('composing')
          .values({ edition_id: editionId, fingerprint, worker })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const rows = await trx
          .selectFrom('composing')
          .select('worker')
          .where('edition_id', '=', editionId)
          .where('fingerprint', '=', fingerprint)
          .where('worker', '!=', worker)
          .execute();
        return rows.map((row) => row.worker);
      }),
    endComposing: async (editionId, fingerprint) => {
      await write((trx) =>
        trx.deleteFrom('composing').where('edition_id', '=', editionId).where('fingerprint', '=', fingerprint).execute(),
      );
    },
  };
}

async function heartbeat(database: Database, worker: string): Promise<void> {
  await writing(database, (trx) =>
    trx
      .insertInto('workers')
      .values({ name: worker, seen_at: clock(database) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seen_at: clock(database) }))
      .execute(),
  );
}

async function silentWorkers(database: Database, workers: readonly string[], silenceMs: number): Promise<readonly string[]> {
  const given = batch(
    database.dialect,
    workers.map((name) => ({ name })),
    { name: 'text' },
  ).as('given');
  const rows = await database.db
    .selectFrom(given)
    .leftJoin('workers', 'workers.name', 'given.name')
    .select('given.name')
    .where((eb) =>
      eb.or([
        eb('workers.seen_at', 'is', null),
        eb('workers.seen_at', '<', sql<number>`${clock(database)} - cast(${silenceMs} as bigint)`),
      ]),
    )
    .execute();
  return rows.map(({ name }) => name);
}

async function ownSubmitting({ db, dialect }: Database, worker: string, ids: readonly number[]): Promise<readonly number[]> {
  const given = batch(
    dialect,
    ids.map((id) => ({ id })),
    { id: 'bigint' },
  ).as('given');
  const rows = await db
    .selectFrom('deliveries')
    .select('id')
    .where('id', 'in', (eb) => eb.selectFrom(given).select('given.id'))
    .where('state', '=', 'submitting')
    .where('worker', '=', worker)
    .execute();
  return rows.map(({ id }) => id);
}

const leaseTokens = (database: Database, key: string, wanted: number, perSecond: number): Promise<number> =>
  writing(database, async (trx) => {
    const now = clock(database);
    // Inserting what is there already locks the bucket for the rest of the transaction.
    const bucket = await trx
      .insertInto('token_buckets')
      .values({ name: key, tokens: Math.max(1, perSecond / 10), filled_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ tokens: eb.ref('token_buckets.tokens') })))
      .returning(['tokens', 'filled_at', now.as('now')])
      .executeTakeFirstOrThrow();
    const flowed = (Math.max(0, bucket.now - bucket.filled_at) / 1000) * perSecond;
    const tokens = Math.min(Math.max(1, perSecond), bucket.tokens + flowed);
    const granted = Math.min(wanted, Math.floor(tokens));
    await trx
      .updateTable('token_buckets')
      .set({ tokens: tokens - granted, filled_at: bucket.now })
      .where('name', '=', key)
      .execute();
    return granted;
  });
