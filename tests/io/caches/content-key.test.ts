import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { contentKey } from '../../../src/io/caches/content-key.ts';
import { contentMemory } from '../../../src/io/caches/content-memory.ts';
import { sampleFile } from '../../content/sample-file.ts';

const base = mkdtempSync(join(tmpdir(), 'courant-key-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

it('articles have one key for as long as no file of theirs changes, whoever reads them, and none once a hook has been at them', async () => {
  const folder = join(base, '.');
  const write = (name: string, title: string) => writeFileSync(join(folder, name), sampleFile({ title: `"${title}"` }));
  write('a.md', 'One');
  write('b.md', 'Two');
  const cache = join(base, 'cache', 'articles.db');
  const readAnew = async () => (await contentMemory(() => cache)([folder])).articles;
  const keyNow = async () => contentKey(await readAnew());
  const first = await keyNow();
  expect(first).not.toBeNull();
  expect(await keyNow()).toBe(first);
  write('b.md', 'New');
  const second = await keyNow();
  expect(second).not.toBe(first);
  rmSync(join(folder, 'a.md'));
  expect([first, second]).not.toContain(await keyNow());
  expect(contentKey([...(await readAnew())])).toBeNull();
});
