import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshSchema, startPostgres } from '../tests/io/store/database/postgres-server.ts';
import { preparedMailing, sealedSample } from './engine/mailing.ts';
import { load, runSender, say } from './engine/run-sender.ts';

export const name = 'delivery: freezing an audience, and the engine with its ledger against a transport that accepts at once';

/** `BENCH_READERS`, as in `10000,100000,1000000`, sets the sizes; `BENCH_STORES=sqlite` leaves PostgreSQL out. */
export async function run(): Promise<void> {
  const sizes = (process.env.BENCH_READERS ?? '10000,100000,1000000').split(',').map(Number);
  const stores = (process.env.BENCH_STORES ?? 'sqlite,postgres').split(',');
  const seal = await sealedSample();
  if (stores.includes('sqlite')) {
    for (const readers of sizes) {
      const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
      await one('SQLite', `sqlite:${join(folder, 'bench.db')}`, readers, seal);
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (!stores.includes('postgres')) return;
  const server = await startPostgres();
  if (server.kind === 'skipped') return say(server.why);
  for (const readers of sizes) await one('PostgreSQL', await freshSchema(server.url), readers, seal);
  await server.stop();
}

async function one(store: string, url: string, readers: number, seal: Awaited<ReturnType<typeof sealedSample>>): Promise<void> {
  const { freezeMs } = await preparedMailing(url, seal, readers);
  say(`${store}, ${readers} readers: frozen in ${(freezeMs / 1000).toFixed(2)} s (${load()})`);
  if (process.env.BENCH_FREEZE_ONLY) return;
  const took = await runSender(url, 'null', '10');
  say(
    `${store}, ${readers} readers: ${Math.round((took.attempted / took.ms) * 1000)} messages/s, ${(took.cpuMs / took.attempted).toFixed(3)} ms CPU and ` +
      `${(took.ms / took.attempted).toFixed(3)} ms each, at most ${Math.round(took.peakMb)} MB (${load()})`,
  );
}
