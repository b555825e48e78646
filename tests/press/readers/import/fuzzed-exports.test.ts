import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../../../src/io/files/read-csv.ts';
import { openStore } from '../../../../src/io/store/open-store.ts';
import { Newsletter } from '../../../../src/press/newsletter/newsletter.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';
import { importReaders } from '../../../../src/press/readers/import/import-readers.ts';
import { newsletterInput } from '../../../project-folder.ts';
import { type MadeUpExport, madeUpExport } from './made-up-exports.ts';

const folder = mkdtempSync(join(tmpdir(), 'courant-exports-'));
const newsletter = Newsletter.parse(newsletterInput);
let store: Store;
beforeAll(async () => {
  store = await openStore(`sqlite:${join(folder, 'courant.db')}`);
  await store.migrate();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const quiet = { start: () => undefined, step: () => undefined, finish: () => undefined };

async function imported({ file, bytes, allActive, state }: MadeUpExport) {
  const path = join(folder, file);
  writeFileSync(path, bytes);
  const options = { map: new Map(), wordMap: new Map(), state, allActive, dryRun: false };
  return await importReaders(store, newsletter, await readCsv(path), options, { now: () => new Date(), progress: quiet });
}

async function isActive(address: string): Promise<boolean> {
  const account = await store.accountOf(address);
  return account?.suppressed === null && account.subscriptions.some((one) => one.state === 'active');
}

describe('exports of ten programs and of hand-made lists, however they were saved', () => {
  it('make nobody active whose row says that they left, in whatever word, and everybody whose row says that they are there', async () => {
    let made = 0;
    const programs = new Set<string>();
    await fc.assert(
      fc.asyncProperty(madeUpExport, async (make) => {
        const file = make(`r${made++}`);
        programs.add(file.program);
        const report = await imported(file);
        expect(report.faulty).toBe(0);
        expect(report.rows).toBe(file.readers.length);
        for (const { address, expected, said } of file.readers)
          expect(`${report.format}: ${said}: ${(await isActive(address)) ? 'active' : 'not'}`).toBe(
            `${report.format}: ${said}: ${expected}`,
          );
      }),
      { numRuns: 300 },
    );
    expect([...programs].sort()).toEqual(
      [
        'beehiiv',
        'buttondown',
        'courant',
        'csv',
        'emailoctopus',
        'ghost',
        'kit',
        'listmonk',
        'mailchimp',
        'mailerlite',
        'mailman',
        'substack',
      ].sort(),
    );
  });
});
