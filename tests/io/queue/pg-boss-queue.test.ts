import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { pgBossQueue } from '../../../src/io/queue/pg-boss-queue.ts';
import { openPostgres, openStore } from '../../../src/io/store/open-store.ts';
import { everyDelivery } from '../../../src/press/ports/queue.ts';
import { freshSchema, startPostgres } from '../store/database/postgres-server.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of open.splice(0).reverse()) await close();
});

const chunk = { newsletter: 'weekly', slot: '2026-11-21T08:00:00.000Z', editionId: 1, range: everyDelivery };

describe.skipIf(server.kind !== 'running')(`the queue of chunks${server.kind === 'running' ? '' : ` (${server.why})`}`, () => {
  it('knows whether anything of an edition is left for a worker, and says nothing of another', async () => {
    const { queue, drop } = await freshQueue();
    expect(await queue.anythingLeft(1)).toBe(false);
    await queue.again({ ...chunk, editionId: 2 }, 0);
    expect(await queue.anythingLeft(1)).toBe(false);
    // Later is left, too: whoever watches must not hand out the same again meanwhile.
    await queue.again(chunk, 60_000);
    expect(await queue.anythingLeft(1)).toBe(true);
    await drop(2);
    expect(await queue.anythingLeft(1)).toBe(true);
    await drop(1);
    expect(await queue.anythingLeft(1)).toBe(false);
  });

  it('lets a chunk rest by its own clock, however far behind or ahead the worker is that asks for it', async () => {
    const { queue, restOf } = await freshQueue();
    for (const [editionId, skewMs] of [
      [1, -90_000],
      [2, 90_000],
    ] as const) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs });
      await queue.again({ ...chunk, editionId }, 30_000);
      vi.useRealTimers();
      expect(Math.abs((await restOf(editionId)) - 30)).toBeLessThan(10);
    }
  });

  it('has worked a chunk through before it stops', async () => {
    const { queue } = await freshQueue();
    const worked: number[] = [];
    let began = () => {};
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const stop = await queue.work(async ({ editionId }) => {
      began();
      await new Promise((resolve) => setTimeout(resolve, 300));
      worked.push(editionId);
    });
    expect(await queue.anyoneWorking()).toBe(true);
    await queue.again(chunk, 0);
    await begun;
    await stop();
    expect(worked).toEqual([1]);
    expect(await queue.anythingLeft(1)).toBe(false);
    expect(await queue.anyoneWorking()).toBe(false);
  });
});

async function freshQueue() {
  if (server.kind !== 'running') throw new Error(server.why);
  const url = await freshSchema(server.url);
  const store = await openStore(url);
  await store.migrate();
  open.push(() => store.close());
  const queue = await pgBossQueue(url, 'a worker');
  open.push(() => queue.close());
  const database = await openPostgres(url);
  open.push(() => database.db.destroy());
  const jobs = sql.table(`${((await database.dialect.currentSchema(database.db as never)) ?? 'courant').slice(0, 44)}_queue.job`);
  const ofEdition = (editionId: number) => sql`cast(data ->> 'editionId' as integer) = ${editionId}`;
  return {
    queue,
    /** As pg-boss does in the end with one that failed too often. */
    drop: (editionId: number) => sql`delete from ${jobs} where ${ofEdition(editionId)}`.execute(database.db),
    /** Seconds from the database's now until a worker may take it. */
    restOf: async (editionId: number) => {
      const { rows } = await sql<{ rest: string }>`select extract(epoch from start_after - now()) as rest from ${jobs}
        where ${ofEdition(editionId)}`.execute(database.db);
      return Number(rows[0]?.rest);
    },
  };
}
