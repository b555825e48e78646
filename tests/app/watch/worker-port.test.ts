import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import parsePrometheus from 'parse-prometheus-text-format';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freshSchema, startPostgres } from '../../io/store/database/postgres-server.ts';
import { newsletterInput, ownSettings, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));
const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

let folder: ProjectFolder | null = null;
let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill('SIGKILL');
  folder?.remove();
});

/** A worker that has said all it says at its start, and how it ends. */
async function started(env: Record<string, string>) {
  if (server.kind !== 'running') throw new Error('there is a PostgreSQL');
  folder = projectFolder({ newsletters: [newsletterInput] });
  const settings = { ...ownSettings(), DATABASE_URL: await freshSchema(server.url), BASE_URL: 'https://news.courant.example' };
  const worker = spawn(process.execPath, [bin, 'worker'], { cwd: folder.path, env: { ...settings, ...env } });
  child = worker;
  let err = '';
  worker.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<number | null>((done) => worker.once('close', (code) => done(code)));
  await Promise.race([expect.poll(() => err, { timeout: 60_000 }).toMatch(/Waiting for chunks|taken by/), ended]);
  return { url: /http:\S+/.exec(err)?.[0] ?? null, err: () => err, ended };
}

describe.skipIf(server.kind !== 'running')(`a worker’s own port${server.kind === 'running' ? '' : ` (${server.why})`}`, () => {
  it('tells health to all and figures to who has the token, until the worker ends', async () => {
    const token = 'a-token-of-the-worker-0123';
    const { url, ended } = await started({ WORKER_METRICS_PORT: '0', METRICS_TOKEN: token });
    const asked = async (path: string, init: RequestInit = {}) => await fetch(`${url}${path}`, init);
    expect(await (await asked('/healthz')).text()).toBe('ok\n');
    expect(await (await asked('/readyz')).text()).toBe('ready\n');
    expect((await asked('/metrics')).status).toBe(401);
    const answer = await asked('/metrics', { headers: { authorization: `Bearer ${token}` } });
    const names = parsePrometheus(await answer.text()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['courant_store_up', 'courant_messages_handed_over_total', 'process_cpu_seconds_total']));
    // Nothing else is there.
    expect(await Promise.all(['/', '/subscribe', '/login'].map(async (path) => (await asked(path)).status))).toEqual([404, 404, 404]);
    child?.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(asked('/healthz')).rejects.toThrow();
  }, 120_000);

  it('is not there unless it is asked for; one that is taken is told, with the variable to change', async () => {
    const { url } = await started({});
    expect(url).toBeNull();
    const { createServer } = await import('node:net');
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    child?.kill('SIGKILL');
    folder?.remove();
    const { err, ended } = await started({ WORKER_METRICS_PORT: String(port) });
    expect(await ended).toBe(4);
    expect(err()).toContain(`WORKER_METRICS_PORT=${port + 1}`);
    taken.close();
  }, 120_000);
});
