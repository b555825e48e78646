import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));
const folders: ProjectFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** A newsletter whose daily slot has just come, known to the store since yesterday. */
async function newsroomAtItsSlot(): Promise<ProjectFolder> {
  const slot = new Date(Date.now() - 20_000);
  const schedule = { cron: `${slot.getUTCMinutes()} ${slot.getUTCHours()} * * *`, zone: 'UTC' };
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 }, schedule };
  const folder = projectFolder({ newsletters: [newsletter] });
  folders.push(folder);
  folder.write('articles/one.md', articleText({ publishedDateTime: new Date(Date.now() - 86_400_000).toISOString() }));
  await folder.run(['subscribers', 'add', 'weekly', ...Array.from({ length: 30 }, (_, index) => `r${index}@reader.example`)]);
  const database = new DatabaseSync(join(folder.path, '.courant/courant.db'), { timeout: 5_000 });
  const yesterday = Date.now() - 12 * 3_600_000;
  database.exec(
    `insert into newsletters (id, first_seen, last_number) values ('weekly', ${yesterday}, 0) on conflict (id) do update set first_seen = ${yesterday}`,
  );
  database.close();
  return folder;
}

function serving(folder: ProjectFolder) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, NO_COLOR: '1', DESK_PORT: '0' };
  return spawn(process.execPath, [bin, 'serve'], { cwd: folder.path, env, stdio: 'ignore' });
}

describe('when the slot comes', () => {
  it('ten ticks and three servers on one store make one edition, and each reader gets it once', async () => {
    const folder = await newsroomAtItsSlot();
    const servers = [serving(folder), serving(folder), serving(folder)];
    const ticks = await Promise.all(Array.from({ length: 10 }, () => folder.run(['tick', '--json'])));
    expect(ticks.map(({ err }) => err)).toEqual(ticks.map(() => ''));
    let edition: { state?: string; accounting?: object } = {};
    for (let tries = 0; tries < 40 && edition.state !== 'finished'; tries++) {
      const { editions } = JSON.parse((await folder.run(['editions', '--json'])).out);
      expect(editions).toHaveLength(1);
      edition = editions[0];
    }
    for (const server of servers) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    expect(edition).toMatchObject({ number: 1, state: 'finished', accounting: { frozen: 30, accepted: 30, unknown: 0 } });
    expect(folder.outbox()).toHaveLength(30);
  }, 240_000);
});
