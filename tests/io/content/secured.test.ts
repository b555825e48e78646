import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { canary, leakyFiles } from '../../content/front-matter/secured-leaks.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';

let room: DeskNewsroomUnderTest | null = null;
afterEach(async () => {
  await room?.close();
});

it('`secured` stands in nothing that check, plan, build, the desk or a cache says of a folder full of stumbling files', async () => {
  room = await openNewsroom();
  const { folder, server } = room;
  for (const [at, file] of leakyFiles.entries()) folder.write(`articles/leaky-${at}.md`, file);
  const slot = ['--at', '2026-11-21T08:00:00Z'];
  const said: string[] = [];
  for (const args of [
    ['check'],
    ['check', '--json'],
    ['plan', 'weekly', ...slot, '--json'],
    ['build', 'weekly', ...slot, '--out', 'out'],
  ]) {
    const { out, err } = await folder.run(args);
    said.push(out, err);
  }
  expect(said[0]).toContain('leaky-0.md');
  for (const path of ['/content', '/edition', '/']) said.push(await (await fetch(server.url + path)).text());
  for (const where of ['.courant', 'out'])
    for (const name of readdirSync(join(folder.path, where), { recursive: true, withFileTypes: true }))
      if (name.isFile()) said.push(readFileSync(join(name.parentPath, name.name), 'latin1'));
  expect(said.length).toBeGreaterThan(15);
  expect(
    said
      .filter((text) => text.includes(canary.slice(0, 8)))
      .map((text) => text.slice(Math.max(0, text.indexOf(canary.slice(0, 8)) - 200), text.indexOf(canary.slice(0, 8)) + 60)),
  ).toEqual([]);
}, 120_000);
