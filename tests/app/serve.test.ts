import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { type ServingDesk, saveByRename, serveFolder } from '../doors/desk/serving.ts';
import { changeStored } from '../io/caches/stored-readings.ts';
import { newsroomAtItsSlot } from '../press/mailing/newsroom-at-its-slot.ts';
import { articleText, type ProjectFolder } from '../project-folder.ts';

let folder: ProjectFolder;
let serving: ServingDesk | null = null;
afterEach(async () => {
  await serving?.stop();
  folder.remove();
});

const titled = (title: string) => articleText({ title: `"${title}"`, publishedDateTime: new Date(Date.now() - 86_400_000).toISOString() });

it('what a process before has read of an article is not read again, by the tick of a server as little as by its desk, until it is saved anew', async () => {
  folder = await newsroomAtItsSlot();
  folder.write('articles/one.md', titled('Written in the file'));
  expect((await folder.run(['check'])).code).toBe(0);
  const caches = join(folder.path, '.courant/cache');
  const [cache = ''] = readdirSync(caches).filter((name) => /^articles-[0-9a-f]+\.db$/.test(name));
  changeStored(join(caches, cache), ({ read: { article, faults }, ...stored }) => ({
    ...stored,
    read: { faults, article: article && { ...article, title: 'Kept in the cache' } },
  }));
  serving = await serveFolder(folder.path, { ticking: true });
  await vi.waitFor(() => expect(folder.outbox()).toHaveLength(30), { timeout: 60_000, interval: 200 });
  expect(folder.outbox().every((mail) => folder.readOutbox(mail).includes('Kept in the cache'))).toBe(true);
  const shown = async () => await (await fetch(`${serving?.url}/edition`)).text();
  expect((await shown()).includes('Kept in the cache')).toBe(true);
  saveByRename(join(folder.path, 'articles/one.md'), titled('Saved anew'));
  expect((await shown()).includes('Saved anew')).toBe(true);
}, 120_000);
