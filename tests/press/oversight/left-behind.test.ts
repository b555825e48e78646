import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { newsletterInput, type ProjectFolder, seededFolder } from '../../project-folder.ts';
import { slippingTheme } from '../../slipping-theme.ts';

let folder: ProjectFolder;
afterEach(() => folder?.remove());

const day = 86_400_000;
const slot = '2026-11-21T08:00:00.000Z';
/** Once a year, half a year from now, whatever day it is. */
const farOff = `0 8 1 ${((new Date().getUTCMonth() + 6) % 12) + 1} *`;

/** A newsletter whose slots are far off, with an edition that was begun and held, and made older than it is. */
async function heldEdition(agedDays: number): Promise<void> {
  folder = seededFolder({
    newsletters: [{ ...newsletterInput, schedule: { cron: farOff, zone: 'UTC' }, selection: { perTopic: 2 }, theme: 'ours.mjml' }],
  });
  // The gate does not let it pass: the edition is opened and goes no further.
  folder.write('ours.mjml', slippingTheme);
  await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
  expect((await folder.run(['send', 'weekly', '--at', slot])).err).toContain('leftover-values');
  const database = new DatabaseSync(join(folder.path, '.courant/courant.db'), { timeout: 5_000 });
  database.prepare('update editions set opened_at = ?').run(Date.now() - agedDays * day);
  database.close();
}

const ticked = async () => {
  const { code, out } = await folder.run(['tick', '--json']);
  return { code, results: JSON.parse(out).newsletters.map(({ result }: { result: string }) => result) };
};

describe('an edition begun and never finished', () => {
  it('is taken up by every tick for two days', async () => {
    await heldEdition(1);
    expect((await ticked()).results).not.toContain('left');
  });

  it('is named by every tick after that, with what to do, until somebody calls it off', async () => {
    await heldEdition(3);
    expect(await ticked()).toMatchObject({ code: 5, results: ['left', 'nothing'] });
    const { out } = await folder.run(['tick']);
    expect(out).toContain('weekly No. 1: begun on');
    expect(out).toContain(`courant send weekly --at ${slot}`);
    expect((await folder.run(['cancel', 'weekly:1', '--reason', 'too late'])).code).toBe(0);
    expect(await ticked()).toMatchObject({ code: 0, results: ['nothing'] });
  });
});
