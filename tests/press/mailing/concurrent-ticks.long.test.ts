import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProjectFolder } from '../../project-folder.ts';
import { newsroomAtItsSlot } from './newsroom-at-its-slot.ts';

const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));
const folders: ProjectFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function serving(folder: ProjectFolder) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, NO_COLOR: '1', DESK_PORT: '0' };
  return spawn(process.execPath, [bin, 'serve'], { cwd: folder.path, env, stdio: 'ignore' });
}

describe('when the slot comes', () => {
  it('ten ticks and three servers on one store make one edition, and each reader gets it once', async () => {
    const folder = await newsroomAtItsSlot();
    folders.push(folder);
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
