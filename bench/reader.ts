import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { linkKeyring, signToken } from '../src/audience/link-token.ts';
import { courant, inBenchNewsroom } from './engine/bench-newsroom.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'reader: one-click unsubscribes (RFC 8058) by HTTP POST on a running `courant serve`, each of another reader';

const secret = 'a secret for this bench and nothing else';
const perSecond = 200;

/** `BENCH_SECONDS` (10) sets the length. The bar: 95 of 100 answered within 50 ms. */
export async function run(): Promise<void> {
  const calls = perSecond * Number(process.env.BENCH_SECONDS ?? '10');
  await inBenchNewsroom(async (folder) => {
    const cwd = { cwd: folder, env: { PATH: process.env.PATH, COURANT_SECRET: secret, DESK_PORT: '0', NO_COLOR: '1' } };
    const lines = Array.from({ length: 20_000 }, (_, at) => `reader${at}@domain${at % 97}.example\n`);
    writeFileSync(join(folder, 'readers.csv'), `email\n${lines.join('')}`);
    execFileSync(process.execPath, [courant, 'subscribers', 'import', 'weekly', 'readers.csv', '--all-active'], cwd);
    const server = spawn(process.execPath, [courant, 'serve', '--no-tick'], cwd);
    try {
      await measure(server, folder, calls);
    } finally {
      server.kill('SIGTERM');
    }
  });
}

async function measure(server: ChildProcess, folder: string, calls: number): Promise<void> {
  const origin = await addressOf(server);
  // What is loaded with the first call is not the server's pace.
  await leaving(origin, 1, calls);
  const before = cpuMs(server.pid ?? 0);
  const times = await leaving(origin, calls);
  const cpu = (cpuMs(server.pid ?? 0) - before) / calls;
  const gone = left(folder);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)} ms`;
  say(
    `${times.length} of ${calls} answered 200, ${gone} readers gone (one of them before): p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, worst ${at(1)}, ${cpu.toFixed(2)} ms CPU each (${load()})`,
  );
}

/** Of another process, from Linux's account of it; elsewhere 0. */
function cpuMs(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const [user = 0, system = 0] = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}

async function addressOf(server: ChildProcess): Promise<string> {
  let out = '';
  for await (const chunk of server.stdout ?? []) {
    out += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
    if (found) return found;
  }
  throw new Error(`courant serve ended: ${out}`);
}

/** Milliseconds of every call answered 200. They start on time, whether those before have been answered or not. */
async function leaving(origin: string, calls: number, from = 0): Promise<readonly number[]> {
  const keys = linkKeyring([Buffer.from(secret)]);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const start = performance.now();
  for (let index = 0; index < calls; index++) {
    const due = start + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    under.push(
      one(`${origin}/u/${signToken(keys, 'unsubscribe', from + index + 1, 0)}`, agent).then((ms) => void (ms !== null && times.push(ms))),
    );
  }
  await Promise.all(under);
  agent.destroy();
  return times;
}

const body = 'List-Unsubscribe=One-Click';

function one(url: string, agent: Agent): Promise<number | null> {
  const start = performance.now();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode === 200 ? performance.now() - start : null));
    });
    call.once('error', reject);
    call.end(body);
  });
}

function left(folder: string): number {
  const database = new DatabaseSync(join(folder, '.courant/courant.db'), { readOnly: true });
  const { n } = database.prepare("select count(*) as n from subscriptions where state = 'unsubscribed'").get() as { n: number };
  database.close();
  return n;
}
