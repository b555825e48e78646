import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { courant } from './engine/bench-newsroom.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'start-up: whole processes, warm, medians';

const seeds = fileURLToPath(new URL('../seeds/', import.meta.url));

/** `BENCH_RUNS` (15) sets how often. The bars: help within 150 ms, a plan of the samples within 700 ms. */
export function run(): void {
  const runs = Number(process.env.BENCH_RUNS ?? 15);
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    measure('node, nothing', folder, ['-e', '0'], runs);
    measure('courant --help', folder, [courant, '--help'], runs);
    measure('courant plan, on seeds/', folder, [courant, 'plan', '--articles', seeds, '--at', '2026-11-07T08:00:00Z'], runs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(what: string, cwd: string, args: readonly string[], runs: number): void {
  const once = () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, NO_COLOR: '1' } });
    if (status !== 0) throw new Error(`${what}: ${stderr}`);
    return performance.now() - started;
  };
  // What V8 compiled is kept by the first, and read back by those that count.
  for (let warm = 0; warm < 2; warm++) once();
  const before = cpuOfChildren();
  const taken = Array.from({ length: runs }, once).sort((a, b) => a - b);
  const cpu = (cpuOfChildren() - before) / runs;
  say(`${what.padEnd(26)} ${Math.round(taken[Math.floor(runs / 2)] ?? 0)} ms, ${Math.round(cpu)} ms of CPU on average (${load()})`);
}

/** Milliseconds of all that have ended, by Linux's account; elsewhere 0. */
function cpuOfChildren(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const [user = 0, system = 0] = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(13, 15)
    .map(Number);
  return (user + system) * 10;
}
