import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { contentMemory } from '../../../src/io/caches/content-memory.ts';
import { usualReaders } from '../../../src/io/caches/readers.ts';
import { readContentFolders } from '../../../src/io/content/content-folder.ts';
import { sampleFile } from '../../content/sample-file.ts';
import { changeStored } from './stored-readings.ts';

const base = mkdtempSync(join(tmpdir(), 'courant-threads-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(base, `articles-${++count}`);
  mkdirSync(join(folder, 'below'), { recursive: true });
  for (let at = 0; at < 30; at++) write(`${at % 3 === 0 ? 'below/' : ''}${at}.md`, { title: `"Käse, 東京 🧀 ${at}"`, quality: `${at}` });
  write('twin.md', { webUrl: '"https://harbour.example/4.md"' });
  write('dated.md', { publishedDateTime: '"no date"' });
  writeFileSync(join(folder, 'none.md'), 'no front matter');
});
const write = (name: string, fields: Readonly<Record<string, string | null>> = {}) =>
  writeFileSync(join(folder, name), sampleFile({ originalUrl: null, webUrl: `"https://harbour.example/${name}"`, ...fields }));

const cacheOf = (threads: number) => join(base, `cache-${count}-${threads}`, 'articles.db');
/** As a process of its own with so many threads, which all have something to do however few the files. */
const readBy = (threads: number, over: Partial<typeof usualReaders> = {}) =>
  contentMemory(() => cacheOf(threads), { ...usualReaders, threads, worthStamping: 1, worthReading: 1, filesAtOnce: 4, ...over })([folder]);
/** As text: the order of the fields counts, since seals are made of articles as they stand. */
const plain = async () => JSON.stringify(await readContentFolders([folder]));

describe('content read by several threads', () => {
  it.each([1, 2, 3, 5])(
    'is what one reads, to the letter, new, known, and changed in part (%i)',
    async (threads) => {
      for (const change of [
        () => {},
        () => {},
        () => write('7.md', { title: '"Changed"' }),
        () => write('new.md'),
        () => rmSync(join(folder, '8.md')),
        () => {
          for (let at = 0; at < 30; at++) write(`${at}.md`, { title: `"All anew ${at}"` });
        },
      ]) {
        change();
        const expected = await plain();
        expect(JSON.stringify(await readBy(threads))).toBe(expected);
      }
    },
    60_000,
  );

  it('is kept, and read from there the next time', async () => {
    await readBy(2);
    changeStored(cacheOf(2), ({ read, ...stored }) => ({
      ...stored,
      read: { ...read, article: read.article && { ...read.article, category: 'from the cache' } },
    }));
    const { articles } = await readBy(2);
    expect(articles.length).toBeGreaterThan(30);
    expect(new Set(articles.map(({ category }) => category))).toEqual(new Set(['from the cache']));
    write('7.md');
    expect((await readBy(2)).articles.filter(({ category }) => category !== 'from the cache').map(({ file }) => file)).toEqual([
      join(folder, '7.md'),
    ]);
  }, 60_000);

  it('is read by one thread where the others fail', async () => {
    const entry = new URL('./no-such-thread.ts', import.meta.url);
    for (let turn = 0; turn < 2; turn++) expect(JSON.stringify(await readBy(3, { entry }))).toBe(await plain());
  }, 60_000);

  it('knows a name with a line end in it', async () => {
    write('two\nlines.md');
    for (let turn = 0; turn < 2; turn++) expect(JSON.stringify(await readBy(2))).toBe(await plain());
  }, 60_000);
});
