import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { at } from './contracts/contract-fixtures.ts';
import { storeContract } from './contracts/store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'courant-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let cases = 0;
const freshUrl = async () => `sqlite:${join(folder, `case-${++cases}`, 'courant.db')}`;
const pathOf = (url: string) => url.slice('sqlite:'.length);
const onFile = <Result>(url: string, work: (database: DatabaseSync) => Result): Result => {
  const database = new DatabaseSync(pathOf(url), { timeout: 2000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
};

storeContract({
  name: 'SQLite',
  freshUrl,
  emptyUrl: freshUrl,
  drop: async (url) => rmSync(dirname(pathOf(url)), { recursive: true }),
  copyOf: async (from) => {
    const url = await freshUrl();
    mkdirSync(dirname(pathOf(url)));
    copyFileSync(pathOf(from), pathOf(url));
    return url;
  },
  rows: async (url) =>
    onFile(url, (database) =>
      database
        .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
        .all()
        .flatMap(({ name }) =>
          database
            .prepare(`select * from "${name}"`)
            .all()
            .map((row) => `${name} ${JSON.stringify(row)}`),
        ),
    ),
  execute: async (url, text) => onFile(url, (database) => database.prepare(text).all()),
});

describe('a SQLite store', () => {
  it('is made with its folder, for the owner only, and keeps what was written after a restart', async () => {
    const url = await freshUrl();
    const first = await openStore(url);
    await first.migrate();
    await first.openEdition('daily', at(0), at(0));
    await first.close();
    expect(statSync(pathOf(url)).mode & 0o077).toBe(0);
    const second = await openStore(url);
    await second.migrate();
    expect(await second.lastEdition('daily')).toMatchObject({ number: 1, slot: at(0) });
    await second.close();
  });

  it('waits for another writer without stopping its own process', async () => {
    const url = await freshUrl();
    const store = await openStore(url);
    await store.migrate();
    const other = new DatabaseSync(pathOf(url));
    other.exec('begin immediate');
    const release = setTimeout(() => other.exec('commit'), 600);
    expect(await store.openEdition('daily', at(0), at(0))).toMatchObject({ opened: true });
    clearTimeout(release);
    other.close();
    await store.close();
  });

  it('is not touched by a Courant older than the one that made it', async () => {
    const url = await freshUrl();
    const store = await openStore(url);
    await store.migrate();
    onFile(url, (database) => database.exec(`insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')`));
    await expect(store.migrate()).rejects.toMatchObject({ code: 'store-migration', help: expect.stringContaining('newer Courant') });
    await store.close();
  });
});

describe('a store that cannot be opened', () => {
  it('says so in words, and never tells a password', async () => {
    await expect(openStore('mysql://user:geheim@host/db')).rejects.toMatchObject({
      code: 'store-url',
      message: expect.not.stringContaining('geheim'),
    });
    await expect(openStore('courant.db')).rejects.toMatchObject({ code: 'store-url' });
    await expect(openStore(`sqlite:${folder}`)).rejects.toMatchObject({ code: 'store-unreachable' });
    await expect(openStore('postgres://user:geheim@127.0.0.1:1/db')).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.not.stringContaining('geheim'),
    });
  });
});
