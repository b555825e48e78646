import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { linkKeyring, signToken } from '../../../src/audience/link-token.ts';
import { courant } from '../bench-newsroom.ts';

const secret = 'a secret for this bench and nothing else';

/** The settings of every process of a bench in `folder`. */
export const inFolder = (folder: string) => ({
  cwd: folder,
  env: { PATH: process.env.PATH, COURANT_SECRET: secret, DESK_PORT: '0', NO_COLOR: '1' },
});

/** Writes a list of that many readers for `courant subscribers import`. */
export function writeReaders(folder: string, count: number): void {
  const lines = Array.from({ length: count }, (_, at) => `reader${at}@domain${at % 97}.example\n`);
  writeFileSync(join(folder, 'readers.csv'), `email\n${lines.join('')}`);
}

export function serve(folder: string, settings: Readonly<Record<string, string>> = {}): ChildProcess {
  const { cwd, env } = inFolder(folder);
  return spawn(process.execPath, [courant, 'serve', '--no-tick'], {
    cwd,
    env: { ...env, ...settings },
    // A log nobody reads fills its pipe, and then the server waits.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

export async function addressOf(server: ChildProcess): Promise<string> {
  let out = '';
  for await (const chunk of server.stdout ?? []) {
    out += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
    if (found) return found;
  }
  throw new Error(`courant serve ended: ${out}`);
}

/** Of another process, from Linux's account of it; elsewhere 0. */
export function cpuMs(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const [user = 0, system = 0] = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}

/**
 * Milliseconds of every call answered 200: `calls` readers leave by their links, those with the numbers after `from`. They start on
 * time, whether those before have been answered or not.
 */
export async function leaving(origin: string, calls: number, perSecond: number, from = 0): Promise<readonly number[]> {
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

/** The value below which that share of them lies. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
