import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readContentFoldersCached } from '../../src/io/content-cache.ts';
import { readContentFolders } from '../../src/io/content-folder.ts';
import { sampleFile } from '../content/sample-file.ts';

const base = mkdtempSync(join(tmpdir(), 'courant-cache-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let folder = '';
let cache = '';
let count = 0;
beforeEach(() => {
  folder = join(base, `articles-${++count}`);
  cache = join(base, `cache-${count}`, 'articles.db');
  mkdirSync(folder);
});
const write = (name: string, fields: Readonly<Record<string, string | null>> = {}) =>
  writeFileSync(join(folder, name), sampleFile({ originalUrl: null, webUrl: `"https://harbour.example/${name}"`, ...fields }));
const cached = () => readContentFoldersCached([folder], cache);

/** Puts a mark into every stored reading: what is read with it came from the cache. */
function markStored(): void {
  const database = new DatabaseSync(cache);
  database.exec(`update files set read = replace(read, '"category":"', '"category":"cached ')`);
  database.close();
}

describe('a cached content folder', () => {
  it('gives exactly what the folder gives, dates and faults included, filled and used', async () => {
    write('a.md');
    write('b.md', { publishedDateTime: '"no date"' });
    writeFileSync(join(folder, 'c.md'), 'no front matter');
    const plain = await readContentFolders([folder]);
    expect(await cached()).toEqual(plain);
    expect(await cached()).toEqual(plain);
    expect(plain.faults.length).toBeGreaterThan(0);
  });

  it('reads a file again when it changed, and only that one', async () => {
    write('a.md');
    write('b.md');
    await cached();
    markStored();
    write('a.md', { title: '"Another title altogether"' });
    const { articles } = await cached();
    expect(articles.map(({ title }) => title)[0]).toBe('Another title altogether');
    expect(articles.map(({ category }) => category.startsWith('cached'))).toEqual([false, true]);
  });

  it('notices a change that keeps the size', async () => {
    write('a.md', { title: '"Title one"' });
    await cached();
    write('a.md', { title: '"Title two"' });
    utimesSync(join(folder, 'a.md'), new Date(), new Date(Date.now() + 5));
    expect((await cached()).articles[0]?.title).toBe('Title two');
  });

  it('forgets files that are gone', async () => {
    write('a.md');
    write('b.md');
    await cached();
    rmSync(join(folder, 'a.md'));
    expect((await cached()).files).toBe(1);
    const database = new DatabaseSync(cache);
    expect(database.prepare('select count(*) as files from files').get()).toEqual({ files: 1 });
    database.close();
  });

  it.each([
    ['garbage', () => writeFileSync(cache, 'this is no database')],
    ['an empty file', () => writeFileSync(cache, '')],
    [
      'broken readings',
      () => {
        const database = new DatabaseSync(cache);
        database.exec(`update files set read = '{"article":'`);
        database.close();
      },
    ],
    [
      'the cache of another version',
      () => {
        const database = new DatabaseSync(cache);
        database.exec(`update made_by set code = 'another'; update files set read = '{"article":null,"faults":[]}'`);
        database.close();
      },
    ],
  ])('that is damaged (%s) is made anew, and the answer is right', async (_what, damage) => {
    write('a.md');
    const before = await cached();
    for (const suffix of ['-wal', '-shm']) rmSync(`${cache}${suffix}`, { force: true });
    damage();
    expect(await cached()).toEqual(before);
    expect(await cached()).toEqual(before);
  });

  it('that cannot be written anywhere is done without', async () => {
    write('a.md');
    writeFileSync(join(base, `file-${count}`), '');
    const { articles } = await readContentFoldersCached([folder], join(base, `file-${count}`, 'articles.db'));
    expect(articles).toHaveLength(1);
  });
});
