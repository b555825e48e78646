import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { slot, topics, writeCorpus } from '../../corpus/synthetic-corpus.ts';
import { benchNewsletter, countedIn, courant, inBenchNewsroom } from '../bench-newsroom.ts';
import { load, say } from '../run-sender.ts';
import { addressOf, cpuMs, inFolder, quantile, serve } from './one-click.ts';

const perSecond = 500;
const articles = 800;

const newsletter = {
  ...benchNewsletter,
  topics,
  insight: { clicks: true },
};

/** Links of a sent edition followed, 500 a second, each from another place; the bar: 95 of 100 led on within 20 ms. */
export async function clicksFollowed(seconds: number): Promise<void> {
  await inBenchNewsroom(async (folder) => {
    const links = sentLinks(folder);
    const server = serve(folder, { TRUST_PROXY: 'yes' });
    try {
      const origin = await addressOf(server);
      await following(origin, links, perSecond, perSecond * seconds);
      const before = cpuMs(server.pid ?? 0);
      const calls = perSecond * seconds;
      const times = await following(origin, links, calls);
      const cpu = (cpuMs(server.pid ?? 0) - before) / calls;
      const at = (share: number) => `${quantile(times, share).toFixed(1)} ms`;
      say(
        `${times.length} of ${calls} led on, ${perSecond} a second, ${links.length} links: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, worst ${at(1)}, ${cpu.toFixed(2)} ms CPU each (${load()})`,
      );
    } finally {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
    }
    say(`counted: ${countedIn(folder, 'select coalesce(sum(clicks), 0) as n from edition_clicks')} of ${perSecond * (seconds + 1)}`);
  });
}

/** Sends an edition to the outbox, and takes the links out of a mail. */
function sentLinks(folder: string): readonly string[] {
  writeCorpus(join(folder, 'articles'), articles);
  writeFileSync(
    join(folder, 'courant.config.js'),
    `export default ${JSON.stringify({ content: ['articles'], newsletters: [newsletter] })}`,
  );
  const at = inFolder(folder);
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, [courant, ...args], { ...at, env: { ...at.env, OUTBOX: 'yes' }, stdio: 'ignore' });
  run('subscribers', 'add', 'weekly', 'reader@courant.example');
  run('send', 'weekly', '--at', slot.toISOString(), '--late');
  const [file = ''] = readdirSync(join(folder, '.courant/outbox')).filter((name) => name.endsWith('.eml'));
  const mail = readFileSync(join(folder, '.courant/outbox', file), 'latin1')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [...new Set([...mail.matchAll(/\/g\/weekly\/[\w.-]+/g)].map(([path]) => path))];
}

/** Each from a place of its own, numbered on from `from`. */
async function following(origin: string, links: readonly string[], calls: number, from = 0): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const start = performance.now();
  for (let index = 0; index < calls; index++) {
    const early = start + (index * 1000) / perSecond - performance.now();
    if (early > 1) await pause(early);
    // Some stories are followed much more than others: all alike would be taken for machines, and left out.
    const link = links[Math.floor(links.length * ((Math.imul(index, 2_654_435_761) >>> 0) / 2 ** 32) ** 3)] ?? '';
    under.push(one(`${origin}${link}`, from + index, agent).then((ms) => void (ms !== null && times.push(ms))));
  }
  await Promise.all(under);
  agent.destroy();
  return times;
}

function one(url: string, reader: number, agent: Agent): Promise<number | null> {
  const start = performance.now();
  const headers = {
    'user-agent': `Mozilla/5.0 bench ${reader % 40}`,
    'x-forwarded-for': `10.${reader >> 16}.${(reader >> 8) & 255}.${reader & 255}`,
  };
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode === 302 ? performance.now() - start : null));
    }).once('error', reject);
  });
}
