import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderMapping } from '../../../src/content/foreign/mapping.ts';
import { contentMemory } from '../../../src/io/caches/content-memory.ts';
import { sampleFile } from '../../content/sample-file.ts';
import { changeStored } from './stored-readings.ts';

const base = mkdtempSync(join(tmpdir(), 'courant-memory-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

it('a process that reads the same folder over and over reads each article once, and one that was saved once more', async () => {
  const cache = join(base, 'cache.db');
  const folder = join(base, 'articles');
  mkdirSync(folder);
  const write = (name: string, category: string) =>
    writeFileSync(join(folder, name), sampleFile({ originalUrl: null, webUrl: `"https://harbour.example/${name}"`, category }));
  write('a.md', 'news');
  write('b.md', 'news');
  await contentMemory(() => cache)([folder]);
  changeStored(cache, ({ read: { article, faults }, ...stored }) => ({
    ...stored,
    read: { faults, article: article && { ...article, category: 'from the cache' } },
  }));
  const read = contentMemory(() => cache);
  const categories = async () => (await read([folder])).articles.map(({ category }) => category);
  const first = read([folder]);
  expect(await categories()).toEqual(['from the cache', 'from the cache']);
  rmSync(cache);
  expect(await read([folder])).toBe(await first);
  write('b.md', 'sport');
  expect(await categories()).toEqual(['from the cache', 'sport']);
  rmSync(join(folder, 'a.md'));
  expect(await categories()).toEqual(['sport']);
});

it('a process reads the same files in another way from the moment the config says so, and as before when it says that again', async () => {
  const folder = join(base, 'mapped');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'a.md'),
    '---\ntitle: Their title\nheadline: Their headline\ndate: 2026-11-19\nurl: https://blog.example/a\n---\n\nWords.\n',
  );
  const reading = (title: string) => {
    const fields = { title: [title] };
    const outlet = { name: 'The Blog', domain: 'blog.example' };
    return folderMapping({ preset: null, baseUrl: 'https://blog.example', permalink: null, outlet, quality: 60, topics: [], fields });
  };
  let mapping = reading('title');
  const read = contentMemory(
    () => join(base, `mapped-${mapping.fields.title[0]}.db`),
    undefined,
    () => ({ [folder]: mapping }),
  );
  const titles = async () => (await read([folder])).articles.map(({ title }) => title);
  expect(await titles()).toEqual(['Their title']);
  mapping = reading('headline');
  expect(await titles()).toEqual(['Their headline']);
  mapping = reading('title');
  expect(await titles()).toEqual(['Their title']);
});
