import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process is one worker, however often it asks for its name. */
const instance = randomBytes(6).toString('hex');

/**
 * This process in the ledger: `host/pid/start/namespace/boot/instance`, unique over machines, containers and restarts. Names of
 * earlier versions end after the start.
 */
export const workerName = (): string => [hostname(), process.pid, statOf('self')?.start ?? '0', pidSpace() ?? '-/-', instance].join('/');

/**
 * Whether the worker still runs. A number says something about a process only within one PID namespace of one boot of one
 * machine: containers of a pod share a host name and not their numbers. All others are `elsewhere`, and their heartbeats tell.
 */
export function whereaboutsOf(worker: string): 'alive' | 'dead' | 'elsewhere' {
  const [host, pid, start, namespace, boot] = worker.split('/');
  const here = pidSpace();
  if (here === null || host !== hostname() || `${namespace}/${boot}` !== here) return 'elsewhere';
  const number = Number(pid);
  if (!Number.isInteger(number) || number < 1) return 'dead';
  try {
    process.kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : 'dead';
  }
  const stat = statOf(number);
  if (stat === null) return 'alive';
  // Killed, and its parent has not looked yet: in a container that may be for good.
  if (stat.state === 'Z' || stat.state === 'X') return 'dead';
  return start === '0' || stat.start === start ? 'alive' : 'dead';
}

/** `namespace/boot`: where process numbers mean the same processes; `null`: it cannot be told, so nobody is judged by a number. */
function pidSpace(): string | null {
  // Elsewhere there are no PID namespaces: the host is the space.
  if (process.platform !== 'linux') return `${process.platform}/-`;
  try {
    // A /proc mounted for another namespace shows other processes under our numbers.
    if (readlinkSync('/proc/self') !== String(process.pid)) return null;
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return namespace === undefined || boot === '' ? null : `${namespace}/${boot}`;
  } catch {
    return null;
  }
}

/** On Linux: a process's state, and its start time, which tells it from a later one that was given the same number. */
function statOf(pid: number | 'self'): { readonly state: string; readonly start: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in brackets and may hold blanks; the state comes next, the start time is the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '0' };
  } catch {
    return null;
  }
}
