import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../io/mail/smtp-sink.ts';
import { startOwnPostgres } from '../io/store/database/postgres-server.ts';
import { audit, type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders, type Sender } from './crash-newsroom.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const sound = { doubled: [], lost: [], unaccounted: [], breach: null, finished: true };

async function newsroom(readers: number, databaseUrl?: string): Promise<{ room: CrashNewsroom; sink: SmtpSink }> {
  const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: 12 }) });
  const room = await crashNewsroom({ readers: manyReaders(readers), smtpUrl: sink.url, ...(databaseUrl ? { databaseUrl } : {}) });
  open.push(room, sink);
  return { room, sink };
}

/** Waits until the sink has taken so many; a sender that ends before that says why. */
async function taken(sink: SmtpSink, count: number, sender: Sender): Promise<void> {
  let over = false;
  void sender.ended.then(() => {
    over = true;
  });
  while (sink.accepted.length < count && !over) await pause(2);
  if (over) throw new Error(`the sender ended too soon: ${JSON.stringify(await sender.ended)}`);
}

describe('trouble with the store in the middle of a send', () => {
  it('another program that holds the database for seconds is waited for', async () => {
    const { room, sink } = await newsroom(120);
    const sender = room.startSender();
    await taken(sink, 20, sender);
    const other = new DatabaseSync(join(room.folder.path, '.courant/courant.db'), { timeout: 5_000 });
    other.exec('begin immediate');
    await pause(2_500);
    const whileHeld = sink.accepted.length;
    other.exec('commit');
    other.close();
    expect(JSON.parse((await sender.ended).out)).toMatchObject({ result: 'delivered', accounting: { accepted: 120, unknown: 0 } });
    expect(whileHeld).toBeLessThan(60);
    expect(await audit(room, sink)).toMatchObject({ ...sound, unknown: 0 });
  }, 120_000);

  const disk = smallDisk();
  it.skipIf(disk === null)(
    `a full disk is waited out, and nothing goes out that could not be written down${disk ? '' : ' (skipped: no right to mount one)'}`,
    async () => {
      if (disk === null) return;
      open.push({ close: async () => disk.remove() });
      const { room, sink } = await newsroom(400, `sqlite:${disk.path}/courant.db`);
      const sender = room.startSender();
      await taken(sink, 20, sender);
      const ballast = join(disk.path, 'ballast');
      for (let block = 0; ; block++) {
        try {
          writeFileSync(`${ballast}-${block}`, Buffer.alloc(16_384));
        } catch {
          break;
        }
      }
      await pause(3_000);
      const whenFull = sink.accepted.length;
      await pause(1_000);
      expect(sink.accepted.length).toBe(whenFull);
      expect(whenFull).toBeLessThan(400);
      execFileSync('sh', ['-c', `rm -f ${ballast}-*`]);
      expect(JSON.parse((await sender.ended).out)).toMatchObject({ result: 'delivered', accounting: { accepted: 400, unknown: 0 } });
      expect(await audit(room, sink)).toMatchObject({ ...sound, unknown: 0 });
    },
    60_000,
  );

  it('a PostgreSQL that restarts is waited for', async (context) => {
    const server = await startOwnPostgres();
    if (server.kind !== 'running' || server.restart === null) return context.skip('skipped: no PostgreSQL of its own to restart');
    open.push({ close: () => server.stop() });
    const { room, sink } = await newsroom(150, server.url);
    const sender = room.startSender();
    await taken(sink, 20, sender);
    await server.restart();
    const { out, err } = await sender.ended;
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ result: 'delivered', accounting: { accepted: 150, unknown: 0 } });
    expect(await audit(room, sink)).toMatchObject({ ...sound, unknown: 0 });
  }, 180_000);
});

describe('a PostgreSQL that restarts while workers send', () => {
  it('is waited for by them and by whoever handed the edition out', async (context) => {
    const server = await startOwnPostgres();
    if (server.kind !== 'running' || server.restart === null) return context.skip('skipped: no PostgreSQL of its own to restart');
    open.push({ close: () => server.stop() });
    const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: 12 }) });
    const delivery = { ...hardenedDelivery, connections: 4, chunk: 50 };
    const room = await crashNewsroom({ readers: manyReaders(300), smtpUrl: sink.url, databaseUrl: server.url, delivery });
    open.push(room, sink);
    const worker = room.start(['worker']);
    open.push({ close: () => ended(worker) });
    while (!worker.err().includes('Waiting for chunks')) await pause(20);
    const sender = room.startSender();
    await taken(sink, 40, sender);
    // Long enough for everyone to ask it in vain.
    await server.restart(3_000);
    const { out, err } = await sender.ended;
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ accounting: { unknown: 0 } });
    for (let tries = 0; tries < 5 && !(await audit(room, sink)).finished; tries++) await room.startSender().ended;
    expect(await audit(room, sink)).toMatchObject({ ...sound, unknown: 0 });
    worker.process.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
  }, 180_000);
});

async function ended(sender: Sender): Promise<void> {
  sender.process.kill('SIGKILL');
  await sender.ended;
}

/** A file system of its own, of 8 MB; only root may have one. */
function smallDisk(): { readonly path: string; remove(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'courant-disk-'));
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('sh', ['-c', `mount -t tmpfs -o size=8m tmpfs ${path}`], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true, force: true });
    return null;
  }
  return {
    path,
    remove() {
      execFileSync('sh', ['-c', `umount -l ${path}`]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
