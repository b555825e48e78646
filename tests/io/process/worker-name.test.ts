import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { whereaboutsOf, workerName } from '../../../src/io/process/worker-name.ts';

const [host = '', , , namespace = '', boot = ''] = workerName().split('/');
const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[19] ?? '';
const named = (pid: number, start: string, where: Partial<Record<'host' | 'namespace' | 'boot', string>> = {}) =>
  [where.host ?? host, pid, start, where.namespace ?? namespace, where.boot ?? boot, 'abc'].join('/');

describe.skipIf(process.platform !== 'linux')('the name of a worker (skipped where there is no /proc)', () => {
  it('is one for the life of a process, and is seen to live', () => {
    expect(workerName()).toBe(workerName());
    expect(host).toBe(hostname());
    expect(whereaboutsOf(workerName())).toBe('alive');
  });

  it('tells a process that ended, and one that was given its number later', async () => {
    const child = spawn('sleep', ['60']);
    const pid = child.pid ?? 0;
    const name = named(pid, startOf(pid));
    expect(whereaboutsOf(name)).toBe('alive');
    expect(whereaboutsOf(named(pid, '1'))).toBe('dead');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(whereaboutsOf(name)).toBe('dead');
  });

  it('says nothing by numbers of another namespace, boot or host, nor of names written before those were in them', () => {
    for (const other of [{ namespace: '1' }, { boot: 'another' }, { host: 'another' }])
      expect(whereaboutsOf(named(2 ** 22, '1', other))).toBe('elsewhere');
    expect(whereaboutsOf(`${host}/${2 ** 22}/1`)).toBe('elsewhere');
    expect(whereaboutsOf('anything')).toBe('elsewhere');
  });

  it('takes one that was killed for dead though its parent never looked', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60']);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const name = named(pid, startOf(pid));
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.[0]).toBe('Z');
    expect(whereaboutsOf(name)).toBe('dead');
    parent.kill('SIGKILL');
  });
});
