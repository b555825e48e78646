import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFeeds } from '../tests/io/feeds/feed-server.ts';
import { say } from './engine/run-sender.ts';

export const name = 'pull: 10,000 items of 200 feeds from loopback, pulled first, again, anew, and planned';

const feeds = 200;
const itemsEach = 50;
const bin = fileURLToPath(new URL('../bin/courant.js', import.meta.url));

/** `BENCH_FEEDS` sets how many feeds there are. Each command runs in a process of its own, as cron's would. */
export async function run(): Promise<void> {
  const count = Number(process.env.BENCH_FEEDS ?? feeds);
  const pages = Object.fromEntries(Array.from({ length: count }, (_, feed) => [`/feed-${feed}.xml`, feedOf(feed)]));
  const server = await serveFeeds(pages);
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    mkdirSync(join(folder, 'content'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const addresses = Object.keys(pages).map((path) => `${server.url}${path}`);
    writeFileSync(join(folder, 'courant.config.js'), `export default ${JSON.stringify(configOf(addresses))}`);
    const courant = (...args: string[]) => measured(folder, args, server.host);
    say(`${count} feeds, ${count * itemsEach} items`);
    await courant('pull');
    await courant('pull');
    await courant('pull', '--anew');
    await courant('plan');
    await courant('plan');
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  }
}

const configOf = (addresses: readonly string[]) => ({
  content: ['content'],
  feeds: addresses.map((url, at) => ({ url, name: `feed ${at}` })),
  newsletters: [
    {
      id: 'weekly',
      name: 'The Weekly Bench',
      sender: { name: 'The Weekly Bench', address: 'bench@courant.example' },
      postalAddress: '1 Bench Street',
      topics: ['Climate', 'Space', 'Cities'],
      schedule: { cron: '0 8 * * 6', zone: 'UTC' },
    },
  ],
});

const nouns = ['tram', 'harbour', 'probe', 'reef', 'budget', 'clinic', 'bridge', 'festival', 'grid', 'orchard', 'satellite', 'library'];
const verbs = [
  'reopens',
  'costs less',
  'is delayed',
  'wins a prize',
  'loses funding',
  'is sold',
  'moves east',
  'turns green',
  'breaks a record',
];

/** Every item another story, in words that come again in others as words do. */
function feedOf(feed: number): string {
  const items = Array.from({ length: itemsEach }, (_, item) => {
    const at = feed * itemsEach + item;
    const title = `${nouns[at % nouns.length]} ${at.toString(36)} of ${nouns[(at * 7) % nouns.length]} ${(at * 31).toString(36)} ${verbs[at % verbs.length]}`;
    const date = new Date(Date.now() - ((at * 7_919) % (7 * 86_400)) * 1000).toUTCString();
    const link = `https://outlet-${feed}.example/${item}/${title.replaceAll(' ', '-')}`;
    return `<item><title>${title}</title><link>${link}</link><guid>${link}</guid><pubDate>${date}</pubDate><category>${['Climate', 'Space', 'Cities'][at % 3]}</category><description>&lt;p&gt;${title}, says the paper of the place, and tells at some length what came of it and what is to come.&lt;/p&gt;</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet ${feed}</title><link>https://outlet-${feed}.example/</link>${items.join('')}</channel></rss>`;
}

/** CPU and the largest memory of the one process, as the system counts them. */
function measured(folder: string, args: readonly string[], host: string): Promise<void> {
  const started = performance.now();
  const probe = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); process.stderr.write('USED ' + [userCPUTime + systemCPUTime, maxRSS].join(' ')); });`;
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(probe)}`, bin, ...args],
      { cwd: folder, env: { ...process.env, FETCH_HOSTS: host, NO_COLOR: '1' }, maxBuffer: 64_000_000 },
      (error, out, err) => {
        const [, cpu, memory] = /USED (\d+) (\d+)/.exec(err) ?? [];
        if (cpu === undefined) return reject(error ?? new Error(err));
        const last = out.trim().split('\n').at(-1) ?? '';
        say(
          `courant ${args.join(' ').padEnd(12)} ${((performance.now() - started) / 1000).toFixed(1)} s, ${(Number(cpu) / 1e6).toFixed(2)} s CPU, ${Math.round(Number(memory) / 1024)} MB: ${last.slice(0, 90)}`,
        );
        resolve();
      },
    );
  });
}
