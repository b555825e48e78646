import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { topics, writeCorpus } from './corpus/synthetic-corpus.ts';
import { benchNewsletter, countedIn, courant, inBenchNewsroom } from './engine/bench-newsroom.ts';
import { clicksFollowed } from './engine/readers/clicks.ts';
import { preview } from './engine/readers/editors.ts';
import { addressOf, cpuMs, inFolder, leaving, quantile, serve, writeReaders } from './engine/readers/one-click.ts';
import { readerLists } from './engine/readers/reader-lists.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'reader: one-click unsubscribes (RFC 8058) by HTTP POST on a running `courant serve`, each of another reader';

const seconds = Number(process.env.BENCH_SECONDS ?? '10');
const perSecond = 200;

/**
 * `--lists`: readers on the desk's lists instead; `--clicks`: links of a mail that counts. `BENCH_SECONDS` (10) sets the length. The bars: 95 of 100 answered within 50 ms, and editors who ask for previews slow a reader down
 * by no more than 2 x.
 */
export async function run(options: readonly string[] = []): Promise<void> {
  if (options.includes('--lists')) return await readerLists();
  if (options.includes('--clicks')) return await clicksFollowed(seconds);
  await inBenchNewsroom(async (folder) => {
    importReaders(folder, 20_000);
    const server = serve(folder);
    try {
      await alone(server.pid ?? 0, await addressOf(server), folder);
    } finally {
      server.kill('SIGTERM');
    }
  });
  await inBenchNewsroom(besideEditors);
}

function importReaders(folder: string, count: number): void {
  writeReaders(folder, count);
  execFileSync(process.execPath, [courant, 'subscribers', 'import', 'weekly', 'readers.csv', '--all-active'], inFolder(folder));
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

async function alone(pid: number, origin: string, folder: string): Promise<void> {
  const calls = perSecond * seconds;
  // What is loaded with the first call is not the server's pace.
  await leaving(origin, 1, perSecond, calls);
  const before = cpuMs(pid);
  const times = await leaving(origin, calls, perSecond);
  const cpu = (cpuMs(pid) - before) / calls;
  const at = (share: number) => ms(quantile(times, share));
  const gone = countedIn(folder, "select count(*) as n from subscriptions where state = 'unsubscribed'");
  say(
    `${times.length} of ${calls} answered 200, ${gone} readers gone (one of them before): p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, worst ${at(1)}, ${cpu.toFixed(2)} ms CPU each (${load()})`,
  );
}

const articles = 500;
const editors = 8;
const besidePerSecond = 50;
const rounds = 3;

/** Quiet and busy by turns, so that what else the machine does falls on both. */
async function besideEditors(folder: string): Promise<void> {
  writeCorpus(join(folder, 'articles'), articles);
  writeFileSync(
    join(folder, 'courant.config.js'),
    `export default ${JSON.stringify({ content: ['articles'], newsletters: [newsletter] })}`,
  );
  importReaders(folder, besidePerSecond * seconds * rounds * 2 + 100);
  const server = serve(folder);
  try {
    const origin = await addressOf(server);
    await preview(origin, 0);
    let from = await warm(origin);
    const took = { quiet: [] as number[], busy: [] as number[] };
    const cpu = { quiet: 0, busy: 0 };
    let shown = 0;
    for (let round = 0; round < rounds; round++)
      for (const kind of ['quiet', 'busy'] as const) {
        const editing = kind === 'busy' ? editorsAtWork(origin) : null;
        const before = cpuMs(server.pid ?? 0);
        took[kind].push(...(await leaving(origin, besidePerSecond * seconds, besidePerSecond, from)));
        cpu[kind] += cpuMs(server.pid ?? 0) - before;
        from += besidePerSecond * seconds;
        shown += (await editing?.stop()) ?? 0;
      }
    const share = (kind: 'quiet' | 'busy') => `${((100 * cpu[kind]) / (1_000 * seconds * rounds)).toFixed(0)} %`;
    say(
      `beside ${editors} editors, the process that answers readers is at work ${share('quiet')} of the time when quiet, ${share('busy')} when busy`,
    );
    for (const share of [0.5, 0.95]) {
      const [quiet, busy] = [quantile(took.quiet, share), quantile(took.busy, share)];
      say(
        `beside ${editors} editors, p${share * 100}: quiet ${ms(quiet)}, busy ${ms(busy)}, ${(busy / quiet).toFixed(1)} x; ${(shown / seconds / rounds).toFixed(1)} previews a second (${load()})`,
      );
    }
  } finally {
    server.kill('SIGTERM');
  }
}

async function warm(origin: string): Promise<number> {
  await leaving(origin, 50, besidePerSecond);
  return 50;
}

const newsletter = {
  ...benchNewsletter,
  topics,
};

/** Their browsers are a process of their own, as they are machines of their own: what they take is not to be counted as waiting. */
function editorsAtWork(origin: string): { stop(): Promise<number> } {
  const script = fileURLToPath(new URL('./engine/readers/editors.ts', import.meta.url));
  const child = spawn(process.execPath, [script, origin, String(editors)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = (async () => {
    let said = '';
    for await (const chunk of child.stdout) said += chunk;
    return Number(said);
  })();
  return {
    stop() {
      child.stdin.end();
      return ended;
    },
  };
}
