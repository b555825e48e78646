import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate } from '../../../../src/io/store/database/migrate.ts';
import { openPostgres, openSqlite } from '../../../../src/io/store/open-store.ts';
import { freshSchema, startPostgres } from './postgres-server.ts';
import { askedOften, digestPage, fillEditions, plansOf } from './query-plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'courant-plans-'));
const server = await startPostgres();
afterAll(async () => {
  if (server.kind === 'running') await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A walk through the whole table, in each database's words. */
const wholeTable = /SCAN deliveries(?! USING)|Seq Scan on deliveries|deliveries_pkey on deliveries(?![^\n]*\n\s*Index Cond)/;

describe('what a send asks of the store', () => {
  it('walks through no whole table on SQLite, however many deliveries there are', async () => {
    await expectIndexes(await openSqlite(join(folder, 'plans.db')));
  }, 120_000);

  it.skipIf(server.kind !== 'running')(
    `walks through no whole table on PostgreSQL${server.kind === 'running' ? '' : `: ${server.why}`}`,
    async () => {
      if (server.kind === 'running') await expectIndexes(await openPostgres(await freshSchema(server.url)));
    },
    120_000,
  );
});

async function expectIndexes(database: Awaited<ReturnType<typeof openSqlite>>): Promise<void> {
  try {
    await migrate(database);
    const editionId = await fillEditions(database);
    for (const [name, ask] of Object.entries(askedOften(database, editionId))) {
      const plans = await plansOf(database, async (on) => askedOften(on, editionId)[name]?.());
      expect([name, plans.length > 0, plans.filter((plan) => wholeTable.test(plan))]).toEqual([name, true, []]);
      await ask();
    }
    const pages = await plansOf(database, (on) => digestPage(on, editionId), 'digests');
    expect(pages.filter((plan) => /sort|temp b-tree/iu.test(plan))).toEqual([]);
    expect(pages.some((plan) => plan.includes('digests_in_order'))).toBe(true);
    // The test would see one: nothing but a walk finds a server's words.
    const walk = await plansOf(database, async ({ db }) => db.selectFrom('deliveries').select('id').where('response', '=', 'x').execute());
    expect(walk[0]).toMatch(wholeTable);
  } finally {
    await database.db.destroy();
  }
}
