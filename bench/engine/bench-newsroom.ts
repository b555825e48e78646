import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

/** The command line as it is installed. */
export const courant = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));

/** What all benches' newsletters have in common. */
export const benchNewsletter = {
  id: 'weekly',
  name: 'The Weekly Bench',
  sender: { name: 'The Weekly Bench', address: 'editors@courant.example' },
  postalAddress: '1 Bench Street, Benchtown',
  schedule: { cron: '0 8 * * 6', zone: 'Europe/London' },
};

/** Runs `work` in a new folder that holds a config with one newsletter, `weekly`, and nothing else; the folder goes with it. */
export async function inBenchNewsroom(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(folder, 'courant.config.js'),
      `export default ${JSON.stringify({ newsletters: [{ ...benchNewsletter, topics: ['Climate', 'Space', 'Health'] }], content: ['.'] })}`,
    );
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The one number that a query of a bench newsroom's store gives. */
export function countedIn(folder: string, query: string): number {
  const database = new DatabaseSync(join(folder, '.courant/courant.db'), { readOnly: true });
  const { n } = database.prepare(query).get() as { n: number };
  database.close();
  return n;
}
