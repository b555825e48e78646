import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import { CourantError } from '../../errors/courant-error.ts';
import type { Chunk, ChunkQueue } from '../../press/ports/queue.ts';
import { type Database, writing } from '../store/database/database.ts';
import { openPostgres } from '../store/open-store.ts';

const queueName = 'courant-chunks';
/** pg-boss keeps its tables in a schema of its own, beside ours. */
const schemaOf = (own: string) => `${own}_queue`.slice(0, 50);
/** A worker that misses so many seconds is taken for dead, and its chunk given to another. */
const heartbeatSeconds = 10;
const chunksAtOnce = 2;
const announceEveryMs = 10_000;
const silentAfterMs = 30_000;

/**
 * Chunks of recipients as pg-boss jobs in the PostgreSQL of the store. Mail domains are no concurrency groups here: a chunk holds
 * readers of many domains, whose rates all workers share through the store's token buckets instead.
 */
export async function pgBossQueue(url: string, worker: string): Promise<ChunkQueue> {
  const database: Database = await openPostgres(url);
  const schema = schemaOf((await database.dialect.currentSchema(database.db as never)) ?? 'courant');
  const boss = new PgBoss({
    connectionString: url,
    schema,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    max: 5,
  });
  // Trouble with the connection passes or meets the ledger too, which tells; without a listener it would end the process.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    await boss.createQueue(queueName, { retryLimit: 10, retryDelay: 1, expireInSeconds: 12 * 3600, heartbeatSeconds, notify: true });
  } catch (cause) {
    throw new CourantError('queue-unreachable', 'The queue in PostgreSQL could not be opened.', {
      help: 'The user of DATABASE_URL must be allowed to create a schema for pg-boss.',
      cause,
    });
  }
  const name = `queue/${worker}`;
  return {
    share: (edition, chunkSize) => share(database, boss, edition, chunkSize),
    again: async (chunk, afterMs) => {
      await boss.send(queueName, chunk, { startAfter: Math.ceil(afterMs / 1_000) });
    },
    anythingLeft: async (editionId) => {
      const { rows } = await sql`select 1 from ${sql.table(`${schema}.job`)}
        where name = ${queueName} and state < 'completed' and data @> cast(${JSON.stringify({ editionId })} as jsonb) limit 1`.execute(
        database.db,
      );
      return rows.length > 0;
    },
    work: async (handle) => {
      const announce = () => announced(database, name).catch(() => undefined);
      await announce();
      const timer = setInterval(() => void announce(), announceEveryMs);
      // The notice of a new chunk is lost on a worker that is busy with another, and one whose worker died brings none:
      // pg-boss would let the worker rest 30 s after each chunk.
      const options = { batchSize: 1, localConcurrency: chunksAtOnce, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };
      const id = await boss.work<Chunk>(queueName, options, async ([job]) => {
        if (job) await handle(job.data);
      });
      return async () => {
        clearInterval(timer);
        await boss.offWork(queueName, { id, wait: true });
        await writing(database, (trx) => trx.deleteFrom('workers').where('name', '=', name).execute()).catch(() => undefined);
      };
    },
    anyoneWorking: async () => {
      const row = await database.db
        .selectFrom('workers')
        .select('name')
        .where('name', 'like', 'queue/%')
        .where('seen_at', '>', sql<number>`${clock} - ${silentAfterMs}`)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    close: async () => {
      await boss.stop({ graceful: true, timeout: 30_000 });
      await database.db.destroy();
    },
  };
}

const clock = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;

async function announced(database: Database, name: string): Promise<void> {
  await writing(database, (trx) =>
    trx
      .insertInto('workers')
      .values({ name, seen_at: clock })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seen_at: clock }))
      .execute(),
  );
}

async function share(database: Database, boss: PgBoss, edition: Omit<Chunk, 'range'>, chunkSize: number): Promise<number> {
  const ends = await database.db
    .selectFrom((eb) =>
      eb
        .selectFrom('deliveries')
        .select(['id', sql<number>`row_number() over (order by id)`.as('place'), sql<number>`count(*) over ()`.as('all')])
        .where('edition_id', '=', edition.editionId)
        .as('numbered'),
    )
    .select('numbered.id')
    .where((eb) => eb.or([eb(sql`numbered.place % ${sql.lit(chunkSize)}`, '=', 0), eb('numbered.place', '=', eb.ref('numbered.all'))]))
    .orderBy('numbered.id')
    .execute();
  const jobs = ends.map(({ id: upTo }, index) => {
    const after = ends[index - 1]?.id ?? 0;
    const data: Chunk = { ...edition, range: { after, upTo } };
    return { id: jobId(edition.editionId, after, upTo), data };
  });
  return await writing(database, async (trx) => {
    await trx
      .updateTable('editions')
      .set({ state: 'sending' })
      .where('id', '=', edition.editionId)
      .where('state', 'in', ['sealed', 'sending'])
      .execute();
    for (let start = 0; start < jobs.length; start += 1_000)
      await boss.insert(queueName, jobs.slice(start, start + 1_000), { db: fromKysely(trx) });
    return jobs.length;
  });
}

/** The same chunk has the same id, so that sharing an edition out again adds nothing. */
function jobId(editionId: number, after: number, upTo: number): string {
  const hex = createHash('sha256').update(`courant chunk ${editionId} ${after} ${upTo}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
