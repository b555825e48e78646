import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { courant, inBenchNewsroom } from './engine/bench-newsroom.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'import: readers from a CSV file by the command line into SQLite, first new, then all of them again';

// The only way to a child's own account of itself without a package.
const account = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write('\\n' + JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 })); })`;

/** `BENCH_ROWS`, as in `200000,1000000`, sets the sizes. The bar: a million in 60 s and 300 MB. */
export async function run(): Promise<void> {
  for (const rows of (process.env.BENCH_ROWS ?? '100000,1000000').split(',').map(Number))
    await inBenchNewsroom((folder) => measure(folder, rows));
}

async function measure(folder: string, rows: number): Promise<void> {
  await writeReaders(join(folder, 'readers.csv'), rows);
  for (const which of ['new', 'again']) {
    const took = await importInto(folder);
    say(
      `${rows} rows, ${which}: ${(took.ms / 1000).toFixed(1)} s, ${Math.round((rows / took.ms) * 1000)} rows/s, ${(took.cpuMs / 1000).toFixed(1)} s CPU, at most ${Math.round(took.peakMb)} MB (${load()})`,
    );
  }
}

/** Addresses in no order, as real lists have them; quoted names, several topics, a day of consent. */
async function writeReaders(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('email,name,topics,status,created_at\n');
  for (let at = 0; at < rows; at++) {
    const line = `reader${(at * 7919) % rows}.${at}@domain${at % 977}.example,"Reader, no. ${at}",${at % 3 ? 'Space;Health' : 'Climate'},enabled,2021-03-0${(at % 9) + 1}T10:00:00Z\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  await new Promise<void>((done) => file.end(() => done()));
}

function importInto(folder: string): Promise<{ readonly ms: number; readonly cpuMs: number; readonly peakMb: number }> {
  const args = [
    '--import',
    `data:text/javascript,${encodeURIComponent(account)}`,
    courant,
    'subscribers',
    'import',
    'weekly',
    'readers.csv',
  ];
  const start = performance.now();
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH } }, (error, _, err) => {
      if (error) return reject(new Error(err || error.message));
      resolve({ ms: performance.now() - start, ...(JSON.parse(err.trim().split('\n').at(-1) ?? '') as { cpuMs: number; peakMb: number }) });
    });
  });
}
