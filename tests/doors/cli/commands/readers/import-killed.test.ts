import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder } from '../../../../project-folder.ts';

const bin = fileURLToPath(new URL('../../../../../bin/courant.js', import.meta.url));
const rows = 30_000;
const addressOf = (index: number) => `reader${(index * 7919) % rows}@domain${index % 97}.example`;

let folder: ProjectFolder;
beforeAll(async () => {
  folder = projectFolder();
  folder.write('left.csv', `email,status\n${addressOf(10)},unsubscribed\n${addressOf(rows - 10)},unsubscribed\n`);
  await folder.run(['subscribers', 'import', 'weekly', 'left.csv']);
  await folder.run(['subscribers', 'suppress', addressOf(20)]);
  const lines = Array.from({ length: rows }, (_, index) => `${addressOf(index)},Space,active\n`);
  // Some stand twice, spelt otherwise; one leaves on a later line than the one that adds them.
  for (let index = 0; index < rows; index += 100) lines.push(`${addressOf(index).toUpperCase()},Space,active\n`);
  lines.push(`${addressOf(30)},,unsubscribed\n`);
  folder.write('list.csv', `email,topics,status\n${lines.join('')}`);
});
afterAll(() => folder.remove());

function asked<Row>(sql: string): readonly Row[] {
  const file = join(folder.path, '.courant/courant.db');
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}
const subscribed = () => asked<{ n: number }>('select count(*) as n from subscriptions')[0]?.n ?? 0;

/** Whether it was killed before its end. */
async function importUntil(count: number): Promise<boolean> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [bin, 'subscribers', 'import', 'weekly', 'list.csv'], {
    cwd: folder.path,
    env: { PATH, HOME, NO_COLOR: '1' },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && subscribed() < count) await pause(2);
  const killed = child.kill('SIGKILL');
  await ended;
  return killed;
}

describe('an import that is killed half-way', () => {
  it('and run again leaves everybody in once, and nobody who had left', async () => {
    const killed = [await importUntil(3_000), await importUntil(14_000)];
    expect(killed).toEqual([true, true]);
    expect(subscribed()).toBeGreaterThanOrEqual(14_000);
    expect(subscribed()).toBeLessThan(rows);
    expect((await folder.run(['subscribers', 'import', 'weekly', 'list.csv'])).code).toBe(0);

    const states = asked<{ state: string; n: number }>('select state, count(*) as n from subscriptions group by state order by state');
    expect(states).toMatchObject([
      { state: 'active', n: rows - 4 },
      { state: 'unsubscribed', n: 3 },
    ]);
    const gone = asked<{ address: string }>(
      `select address from subscribers join subscriptions on subscriber_id = subscribers.id where state = 'unsubscribed'`,
    );
    expect(gone.map(({ address }) => address).sort()).toEqual([addressOf(10), addressOf(30), addressOf(rows - 10)].sort());
    expect(asked(`select address from subscribers where address_key = '${addressOf(20)}'`)).toEqual([]);
    const consent = asked<{ event: string; n: number; readers: number }>(
      'select event, count(*) as n, count(distinct subscription_id) as readers from consent_events group by event order by event',
    );
    expect(consent).toMatchObject([
      { event: 'subscribed', n: rows - 3, readers: rows - 3 },
      { event: 'unsubscribed', n: 3, readers: 3 },
    ]);
    expect((await folder.run(['subscribers', 'import', 'weekly', 'list.csv', '--json'])).out).toContain('"added": 0');
  });
});
