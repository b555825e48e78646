import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendingLog } from '../../../src/io/files/sending-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'courant-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const slot = new Date('2026-11-21T08:00:00Z');
const intents = (...ids: readonly number[]) => ids.map((id) => ({ id, editionId: 7, attempts: 1 }));
const collected = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const openOnes = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)].filter((path) => path.startsWith(folder));
    } catch {
      return [];
    }
  });

describe('the log beside the store', () => {
  it.skipIf(process.platform !== 'linux')(
    'keeps few files open, however many editions a server meets (skipped where there is no /proc)',
    async () => {
      const log = sendingLog(folder, () => 'store');
      for (let edition = 1; edition <= 60; edition++) {
        log.know({ id: edition, newsletter: 'weekly', slot });
        log.append([{ id: edition, editionId: edition, attempts: 1 }]);
      }
      await expect.poll(() => openOnes().length).toBeLessThanOrEqual(8);
      log.append([{ id: 1, editionId: 1, attempts: 2 }]);
      const first = (await collected(log.all())).find(({ editionId }) => editionId === 1);
      expect(first).toMatchObject({ newsletter: 'weekly', logged: [{ id: 1, attempts: 2 }] });
      await log.setAside(new Date());
      await expect.poll(openOnes).toEqual([]);
    },
  );

  it('has every hand-over of every process, with its edition, for its owner alone', async () => {
    const [one, other] = [sendingLog(folder, () => 'store'), sendingLog(folder, () => 'store')];
    for (const log of [one, other]) log.know({ id: 7, newsletter: 'weekly', slot });
    one.append(intents(1, 2));
    other.append(intents(3));
    one.append([{ id: 1, editionId: 7, attempts: 2 }]);
    const logged = [
      { id: 1, attempts: 2 },
      { id: 2, attempts: 1 },
      { id: 3, attempts: 1 },
    ];
    expect(await collected(other.all())).toEqual([{ editionId: 7, newsletter: 'weekly', slot, logged }]);
    expect(await other.latest()).toEqual([{ editionId: 7, newsletter: 'weekly', slot, logged }]);
    expect(statSync(join(folder, 'store/7.log')).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, 'store/7.log'), 'utf8').split('\n')[0]).toBe('weekly 2026-11-21T08:00:00.000Z');
  });

  it('is of one store, and knows who left', async () => {
    const log = sendingLog(folder, () => 'store');
    log.leave({ kind: 'subscription', id: 4, at: slot });
    log.leave({ kind: 'reader', id: 5, at: slot });
    expect(await log.left()).toEqual([
      { kind: 'subscription', id: 4, at: slot },
      { kind: 'reader', id: 5, at: slot },
    ]);
    expect(await sendingLog(folder, () => 'another').left()).toEqual([]);
    expect(await sendingLog(folder, () => null).latest()).toEqual([]);
  });

  it('begins anew once it has been heeded, and the old one is kept', async () => {
    const log = sendingLog(folder, () => 'store');
    log.append(intents(1));
    await log.setAside(slot);
    expect(await log.latest()).toEqual([]);
    log.append(intents(2));
    expect((await collected(log.all())).flatMap(({ logged }) => logged)).toEqual([{ id: 2, attempts: 1 }]);
    expect(readdirSync(folder).sort()).toEqual(['store', 'store.before-2026-11-21T08-00-00.000Z']);
  });

  it('is read though a line of it was cut short', async () => {
    const log = sendingLog(folder, () => 'store');
    log.append(intents(1, 2));
    writeFileSync(join(folder, 'store/7.log'), '12.1 13', { flag: 'a' });
    expect((await collected(log.all())).flatMap(({ logged }) => logged.map(({ id }) => id))).toEqual([1, 2, 12]);
  });

  it('stops no message where it cannot be written', () => {
    writeFileSync(join(folder, 'no-folder'), '');
    const log = sendingLog(join(folder, 'no-folder'), () => 'store');
    expect(() => log.append(intents(1))).not.toThrow();
  });
});
