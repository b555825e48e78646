import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Kernel start time of a process on Linux: tells a process from a later one that was given the same number. */
function startedAt(pid: number | 'self'): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in brackets and may hold blanks; the start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

/** This process in the ledger: `host/pid/start`, unique over machines and restarts. */
export const workerName = (): string => `${hostname()}/${process.pid}/${startedAt('self')}`;

/** Whether the worker still runs; one on another machine cannot be seen from here. */
export function whereaboutsOf(worker: string): 'alive' | 'dead' | 'elsewhere' {
  const [host, pid, start] = worker.split('/');
  if (host !== hostname()) return 'elsewhere';
  const number = Number(pid);
  if (!Number.isInteger(number) || number < 1) return 'dead';
  try {
    process.kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : 'dead';
  }
  return start === '0' || startedAt(number) === start ? 'alive' : 'dead';
}
