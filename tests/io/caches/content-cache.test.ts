import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { contentMemory } from '../../../src/io/caches/content-memory.ts';
import { readContentFolders } from '../../../src/io/content/content-folder.ts';
import { sampleFile } from '../../content/sample-file.ts';
import { changeStored, storedBatches } from './stored-readings.ts';

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
/** Each time as a process of its own: none has anything in memory. */
const cached = () => contentMemory(() => cache)([folder]);

/** Puts a mark into every stored reading: what is read with it came from the cache. */
const markStored = () =>
  changeStored(cache, (stored) => {
    const { article, ...rest } = stored.read;
    return { ...stored, read: { ...rest, article: article && { ...article, category: `cached ${article.category}` } } };
  });

function storedFiles(): string[][] {
  const database = new DatabaseSync(cache);
  const files = storedBatches(database).map(({ readings }) => readings.map(({ file }) => file));
  database.close();
  return files;
}

const damaged = (statement: string) => {
  const database = new DatabaseSync(cache);
  database.exec(statement);
  database.close();
};

const picture = '[{ url: "https://harbour.example/quay.jpg", width: 800, height: 600, title: The quay }]';
const telling = `[{ title: "The quay reopens", excerpt: "After a week.", publishedDateTime: "2026-03-01T08:30:00Z", quality: 7,
    webUrl: "https://coast.example/quay", type: video, provider: { name: Coast, domain: coast.example }, images: ${picture} }]`;

describe('a cached content folder', () => {
  it('gives exactly what the folder gives, dates and faults included, filled and used', async () => {
    write('a.md');
    write('b.md', { publishedDateTime: '"no date"' });
    writeFileSync(join(folder, 'c.md'), 'no front matter');
    write('d.md', { title: '"Käse, Ærø, 東京 🧀"', excerpt: null, quality: '-3.5', heat: null, removed: 'true', readingTime: '"4 min"' });
    write('e.md', { related: telling, images: picture, topics: '[Harbour, Sea]', originalUrl: '"https://harbour.example/e?utm_source=x"' });
    mkdirSync(join(folder, 'below'));
    write('below/f.md', { images: '[{ url: quay.png }]' });
    const plain = await readContentFolders([folder]);
    // As text, since seals are made of articles as they stand: the order of the fields counts.
    for (const _ of ['filled', 'used']) expect(JSON.stringify(await cached())).toBe(JSON.stringify(plain));
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

  it('notices a change that keeps the size and the time', async () => {
    write('a.md', { title: '"Title one"' });
    const then = new Date('2024-05-12T08:00:00Z');
    utimesSync(join(folder, 'a.md'), then, then);
    await cached();
    write('a.md', { title: '"Title two"' });
    utimesSync(join(folder, 'a.md'), then, then);
    expect((await cached()).articles[0]?.title).toBe('Title two');
  });

  it('reads a file that was only touched, moved in or given another name', async () => {
    write('a.md');
    write('b.md');
    await cached();
    markStored();
    renameSync(join(folder, 'b.md'), join(folder, 'c.md'));
    utimesSync(join(folder, 'a.md'), new Date(), new Date(Date.now() + 5));
    const { articles } = await cached();
    expect(articles.map(({ file, category }) => [file, category])).toEqual([
      [join(folder, 'a.md'), 'news'],
      [join(folder, 'c.md'), 'news'],
    ]);
    expect(storedFiles().flat().sort()).toEqual(articles.map(({ file }) => file));
  });

  it('writes again only the batch a change is in', async () => {
    for (let number = 0; number < 4_100; number++) writeFileSync(join(folder, `${number}.md`), 'no front matter');
    await cached();
    const [full, rest] = storedFiles();
    expect([full?.length, rest?.length]).toEqual([4_096, 4]);
    write('new.md');
    await cached();
    expect(storedFiles()).toEqual([full, [...(rest ?? []), join(folder, 'new.md')]]);
    rmSync(full?.[7] ?? '');
    await cached();
    expect(storedFiles().flat().sort()).toEqual([...(full?.toSpliced(7, 1) ?? []), ...(rest ?? []), join(folder, 'new.md')].sort());
    expect(await cached()).toEqual(await readContentFolders([folder]));
  });

  it('forgets files that are gone', async () => {
    write('a.md');
    write('b.md');
    await cached();
    rmSync(join(folder, 'a.md'));
    expect((await cached()).files).toBe(1);
    expect(storedFiles()).toEqual([[join(folder, 'b.md')]]);
  });

  it.each([
    ['garbage', () => writeFileSync(cache, 'this is no database')],
    ['an empty file', () => writeFileSync(cache, '')],
    ['readings cut short', () => damaged('update batches set readings = substr(readings, 1, 40)')],
    ['a letter that is another one', () => damaged("update batches set readings = cast(replace(readings, 'harbour', 'arbour!') as blob)")],
    [
      'the cache of another version',
      () => {
        changeStored(cache, ({ file, stamp }) => ({ file, stamp, read: { article: null, faults: [] } }));
        damaged(`update made_by set code = 'another'`);
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
    const { articles } = await contentMemory(() => join(base, `file-${count}`, 'articles.db'))([folder]);
    expect(articles).toHaveLength(1);
  });
});
