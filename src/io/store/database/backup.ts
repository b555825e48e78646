import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { CourantError } from '../../../errors/courant-error.ts';
import { sqliteBusy } from './dialect.ts';

/** In one step, so from one moment, however many processes write meanwhile. */
const allPages = 2_147_483_647;
const lookEveryMs = 200;

export const sizeOf = (path: string): number =>
  [path, `${path}-wal`].reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);

/** Copies an SQLite store as it stands at one moment into a single whole file; nobody waits for it. `step` is told bytes written so far. */
export async function copySqlite(from: string, to: string, step: (bytes: number) => void): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600));
  const source = new DatabaseSync(from, { readOnly: true });
  const watch = setInterval(() => step(sizeOf(to)), lookEveryMs);
  try {
    await backup(source, to, { rate: allPages });
  } finally {
    clearInterval(watch);
    source.close();
  }
  closeSqlite(to);
  const check = new DatabaseSync(to, { readOnly: true });
  try {
    const { quick_check: found } = check.prepare('pragma quick_check(1)').get() as { quick_check: string };
    if (found !== 'ok')
      throw new CourantError('store-damaged', `The copy of the store is damaged: ${found}.`, {
        help: 'Look at the disk before anything else; the store itself may be damaged.',
      });
  } finally {
    check.close();
  }
}

/**
 * Brings all of a store nobody has open into its one file.
 * @throws CourantError `store-in-use` while another process has it open
 */
export function closeSqlite(path: string): void {
  const database = new DatabaseSync(path, { timeout: 200 });
  try {
    database.exec('pragma journal_mode = delete');
  } catch (error) {
    if (!sqliteBusy(error)) throw error;
    throw new CourantError('store-in-use', `Another process has ${path} open.`, {
      help: 'Stop courant serve, send and whatever else uses the store, then run this again.',
      cause: error,
    });
  } finally {
    database.close();
  }
  chmodSync(path, 0o600);
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

export type DumpResult = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string };

/** Schemas of the store and of its queue, as `pg_dump` writes them for `pg_restore`. The password is in nobody's process list. */
export const dumpPostgres = (url: string, schemas: readonly string[], to: string): Promise<DumpResult> =>
  run('pg_dump', url, ['--format=custom', '--no-owner', ...schemas.map((schema) => `--schema=${schema}`), `--file=${to}`]);

export const restorePostgres = (url: string, from: string): Promise<DumpResult> =>
  run('pg_restore', url, ['--no-owner', '--single-transaction', '--exit-on-error', from]);

async function run(program: string, url: string, args: readonly string[]): Promise<DumpResult> {
  const { address, password } = withoutPassword(url);
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  try {
    const target = new URL(address);
    if (password !== '') {
      const passfile = join(folder, 'password');
      writeFileSync(passfile, `*:*:*:*:${password.replaceAll(/[\\:]/g, '\\$&')}\n`, { mode: 0o600 });
      target.searchParams.set('passfile', passfile);
    }
    // libpq knows %20 in a query and no plus sign.
    return await spawned(program, [`--dbname=${target.href.replaceAll('+', '%20')}`, ...args]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spawned(program: string, args: readonly string[]): Promise<DumpResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2_000);
    });
    const failed = (why: string) => resolve({ kind: 'failed', why });
    child.once('error', (error: NodeJS.ErrnoException) =>
      failed(error.code === 'ENOENT' ? `there is no ${program} on this machine` : error.message),
    );
    child.once('close', (code) =>
      code === 0 ? resolve({ kind: 'done' }) : failed(said.trim().split('\n').slice(-2).join(' ') || `${program} ended with ${code}`),
    );
  });
}

/** For a command line: what a person may see of the address. */
export function withoutPassword(url: string): { readonly address: string; readonly password: string } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, password };
}
