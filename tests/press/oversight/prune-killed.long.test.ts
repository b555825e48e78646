import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { freshSchema, startPostgres } from '../../io/store/database/postgres-server.ts';
import { newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';
import { asked, oldEditions } from '../sealing/old-editions.ts';

const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));
const readers = 9_000;
const server = await startPostgres();
const folders: ProjectFolder[] = [];
afterAll(async () => {
  for (const folder of folders) folder.remove();
  if (server.kind === 'running') await server.stop();
});

type Newsroom = { readonly folder: ProjectFolder; readonly url: string; readonly env: Readonly<Record<string, string>> };

async function newsroom(databaseUrl: string | null): Promise<Newsroom> {
  const folder = projectFolder({ newsletters: [newsletterInput] });
  folders.push(folder);
  folder.write('.courant/made', '');
  const url = databaseUrl ?? `sqlite:${folder.path}/.courant/courant.db`;
  await oldEditions(url, { count: 12, readers });
  return { folder, url, env: databaseUrl === null ? {} : { DATABASE_URL: databaseUrl } };
}

const prune = ['editions', 'prune', '--older-than', '200d', '--yes'];

/** Killed without warning as soon as it has removed so many; returns how many it had told of. */
function killedAfter({ folder, env }: Newsroom, deliveries: number): Promise<number> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [bin, '--progress', 'json', ...prune], { cwd: folder.path, env: { PATH, HOME, ...env } });
  let told = 0;
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
    for (const [, done] of err.matchAll(/"progress":"pruning","done":(\d+)/g)) told = Number(done);
    if (told >= deliveries) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (_, signal) =>
      signal === 'SIGKILL' ? resolve(told) : reject(new Error(`it ended before it could be killed: ${err}`)),
    );
  });
}

const left = async ({ url }: Newsroom) => Number((await asked<{ n: number }>(url, 'select count(*) as n from deliveries'))[0]?.n);

async function books({ url }: Newsroom) {
  const store = await openStore(url);
  try {
    return (await store.editions('weekly', 20)).map(({ number, accounting }) => [number, accounting]);
  } finally {
    await store.close();
  }
}

/** Everything the pruning may touch, but for its times. */
const state = async ({ url }: Newsroom) => [
  await asked(url, 'select id, state, frozen, books, pruned_at is not null as pruned from editions order by id'),
  await asked(
    url,
    'select edition_id, state, count(*) as n, min(subscriber_id) as first, max(id) as last from deliveries group by edition_id, state order by edition_id, state',
  ),
  await asked(url, 'select delivery_id, act from delivery_acts order by id'),
  await asked(url, 'select id, edition_id, fingerprint from digests order by id'),
  await asked(url, 'select count(*) as n from subscriptions'),
];

async function showIt(make: () => Promise<Newsroom>): Promise<void> {
  const [killed, whole] = [await make(), await make()];
  const before = await books(killed);
  for (const after of [2_000, 6_000]) {
    const had = await left(killed);
    const told = await killedAfter(killed, after);
    const removed = had - (await left(killed));
    expect(removed).toBeGreaterThanOrEqual(told);
    expect(removed).toBeLessThan(2 * readers);
    // In the middle of it the books are what they were.
    expect(await books(killed)).toEqual(before);
  }
  for (const one of [killed, whole]) expect(await one.folder.run(prune, one.env)).toMatchObject({ code: 0 });
  expect(await state(killed)).toEqual(await state(whole));
  expect(await left(killed)).toBe(10 * readers);
}

describe('a pruning that is killed half-way', () => {
  it('and run again ends as one that was not, on SQLite', async () => {
    await showIt(() => newsroom(null));
  }, 90_000);

  it.skipIf(server.kind !== 'running')(
    `and on PostgreSQL${server.kind === 'running' ? '' : `: ${server.why}`}`,
    async () => {
      if (server.kind === 'running') await showIt(async () => newsroom(await freshSchema(server.url)));
    },
    90_000,
  );
});
