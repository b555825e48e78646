import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./sender.ts', import.meta.url));

export type Took = { readonly attempted: number; readonly ms: number; readonly cpuMs: number; readonly peakMb: number };

export const runSender = (...args: readonly string[]): Promise<Took> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], (error, out, err) => {
      if (error) reject(new Error(err || error.message));
      else resolve(JSON.parse(out) as Took);
    });
  });

export const load = (): string => `load ${loadavg()[0]?.toFixed(1)}`;
export const say = (text: string): void => void process.stdout.write(`  ${text}\n`);
