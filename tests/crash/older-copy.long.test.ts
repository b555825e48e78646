import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { linkKeyring, signToken } from '../../src/audience/link-token.ts';
import { type SmtpSink, startSmtpSink } from '../io/mail/smtp-sink.ts';
import { executeOnPostgres, startPostgres } from '../io/store/database/postgres-server.ts';
import { audit, type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders, type Sender } from './crash-newsroom.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const readers = 240;
const storeFiles = ['courant.db', 'courant.db-wal', 'courant.db-shm'];

describe('an older copy of the store, put back by hand', () => {
  it('sends nothing by itself of an edition of which more went out: what did is unknown, the rest waits for a person', async () => {
    const { room, sink } = await newsroom();
    const sender = room.startSender();
    await taken(sink, 40, sender);
    sender.process.kill('SIGSTOP');
    // What is on its way is answered by the sink, and stays unread.
    await pause(100);
    copyStore(room, '.courant', 'copy');
    sender.process.kill('SIGCONT');
    await taken(sink, 110, sender);
    await killed(sender);
    const wentOut = sink.accepted.length;
    await putBack(room);

    const again = await room.startSender().ended;
    expect(again.code).not.toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ result: 'paused', attempted: 0, reason: expect.stringContaining('older') });
    expect(again.err).toContain('courant reconcile weekly:1');
    expect(again.err).toContain('courant resume weekly:1');
    const tick = await room.start(['tick']).ended;
    expect(tick.code).not.toBe(0);
    expect(sink.accepted.length).toBe(wentOut);

    await room.run('resume', 'weekly:1');
    await room.startSender().ended;
    await room.startSender().ended;
    const found = await audit(room, sink);
    expect(found).toMatchObject({ doubled: [], unaccounted: [], breach: null, finished: true });
    // Whoever the log names is unknown or was known to the copy; nobody is left out.
    const mails = new Set(sink.accepted.map(({ to }) => to));
    const rows = await room.rows();
    expect(rows.filter(({ state, address }) => !mails.has(address) && state !== 'unknown')).toEqual([]);
    expect(rows.filter(({ state }) => state === 'unknown').length).toBeGreaterThanOrEqual(60);
  });

  it('holds a slot that went out after the copy was made, until a person says that it did not', async () => {
    const { room, sink } = await newsroom(20);
    await room.run('subscribers', 'list', 'weekly');
    copyStore(room, '.courant', 'copy');
    expect(JSON.parse((await room.startSender().ended).out)).toMatchObject({ result: 'delivered' });
    await putBack(room);
    const again = await room.startSender().ended;
    expect(again.code).not.toBe(0);
    expect(again.err).toContain('courant release weekly --at 2026-11-21T08:00:00.000Z');
    expect((await room.startSender().ended).code).not.toBe(0);
    expect(sink.accepted.length).toBe(20);
    expect((await room.run('release', 'weekly', '--at', '2026-11-21T08:00:00Z')).code).toBe(0);
    expect((await room.startSender().ended).code).toBe(0);
    expect(sink.accepted.length).toBe(40);
  });

  it('keeps away whoever left after the copy was made', async () => {
    const { room, sink } = await newsroom(20);
    const [unsubscribed, , suppressed, , erased] = manyReaders(20);
    await room.run('subscribers', 'list', 'weekly');
    copyStore(room, '.courant', 'copy');
    const byLetter = await room.run('subscribers', 'suppress', suppressed ?? '', '--reason', 'by letter');
    expect(byLetter.code).toBe(0);
    expect((await room.run('subscribers', 'erase', erased ?? '')).code).toBe(0);
    await clickUnsubscribe(room, unsubscribed ?? '');
    await putBack(room);
    await room.startSender().ended;
    await room.startSender().ended;
    const mails = sink.accepted.map(({ to }) => to);
    expect(mails).toHaveLength(17);
    for (const address of [unsubscribed, suppressed, erased]) expect(mails).not.toContain(address);
  });

  it('a relay’s log settles what went out since a backup was made, where no log lies beside the store', async () => {
    let delayMs = 15;
    const { room, sink } = await newsroom(readers, undefined, () => delayMs);
    const sender = room.startSender();
    await taken(sink, 30, sender);
    // However long the backup takes, the edition takes longer.
    delayMs = 1_500;
    expect((await room.run('backup', 'saved')).code).toBe(0);
    delayMs = 15;
    const atBackup = new Set(sink.accepted.map(({ to }) => to));
    await taken(sink, atBackup.size + 40, sender);
    await killed(sender);
    rmSync(join(room.folder.path, '.courant'), { recursive: true });
    const restored = await room.run('restore', 'saved', '--json');
    await room.reopen();
    expect(JSON.parse(restored.out)).toMatchObject({ held: ['weekly:1'], setAside: null });
    const wentOut = sink.accepted.length;
    expect(JSON.parse((await room.startSender().ended).out)).toMatchObject({ result: 'paused', attempted: 0 });
    const lines = sink.accepted.flatMap(({ messageId, to }, index) => [
      `Nov 21 08:00:01 mx postfix/cleanup[1]: ${(index + 0xa00000).toString(16).toUpperCase()}: message-id=${messageId}`,
      `Nov 21 08:00:02 mx postfix/smtp[2]: ${(index + 0xa00000).toString(16).toUpperCase()}: to=<${to}>, relay=mx[127.0.0.1]:25, delay=1, dsn=2.0.0, status=sent (250 ok)`,
    ]);
    room.folder.write('mail.log', `${lines.join('\n')}\n`);
    const settled = await room.run('reconcile', 'weekly:1', '--log', 'mail.log', '--json');
    expect(JSON.parse(settled.out).accepted).toBeGreaterThanOrEqual(wentOut - atBackup.size - 10);
    await room.run('resume', 'weekly:1');
    await room.startSender().ended;
    expect(await audit(room, sink)).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null, finished: true });
    expect(new Set(sink.accepted.map(({ to }) => to)).size).toBe(readers);
  });

  it('is noticed on PostgreSQL by the machine that sent', async (context) => {
    if (server.kind !== 'running') return context.skip(server.why);
    const database = `courant_copy_${process.pid}`;
    await executeOnPostgres(server.url, `create database ${database}`);
    const { room, sink } = await newsroom(readers, at(server.url, database));
    const first = room.startSender();
    await taken(sink, 40, first);
    await killed(first);
    await room.store.close();
    await executeOnPostgres(server.url, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`);
    await executeOnPostgres(server.url, `create database ${database}_old template ${database}`);
    const second = room.startSender();
    await taken(sink, 110, second);
    await killed(second);
    const wentOut = sink.accepted.length;
    const again = await room.folder.run(room.sending, { SMTP_URL: sink.url, DATABASE_URL: at(server.url, `${database}_old`) });
    expect(again.code).not.toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ result: 'paused', reason: expect.stringContaining('older') });
    expect(sink.accepted.length).toBe(wentOut);
  });
});

async function newsroom(count = readers, databaseUrl?: string, delay = () => 15): Promise<{ room: CrashNewsroom; sink: SmtpSink }> {
  const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: delay() }) });
  const room = await crashNewsroom({
    readers: manyReaders(count),
    smtpUrl: sink.url,
    delivery: { ...hardenedDelivery, connections: 4 },
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  open.push(sink.close, async () => {
    await room.close().catch(() => undefined);
  });
  return { room, sink };
}

const at = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;

function copyStore({ folder }: CrashNewsroom, from: string, to: string): void {
  mkdirSync(join(folder.path, to), { recursive: true });
  for (const name of storeFiles) {
    const target = join(folder.path, to, name);
    rmSync(target, { force: true });
    if (existsSync(join(folder.path, from, name))) cpSync(join(folder.path, from, name), target);
  }
}

/** What a person does with `cp`, whoever reads the books meanwhile. */
async function putBack(room: CrashNewsroom): Promise<void> {
  copyStore(room, 'copy', '.courant');
  await room.reopen();
}

async function taken(sink: SmtpSink, count: number, sender: Sender): Promise<void> {
  let over = false;
  void sender.ended.then(() => {
    over = true;
  });
  while (sink.accepted.length < count && !over) await pause(2);
  if (over) throw new Error(`the sender ended too soon: ${JSON.stringify(await sender.ended)}`);
}

async function killed(sender: Sender): Promise<void> {
  sender.process.kill('SIGKILL');
  await sender.ended;
}

/** Over the reader pages of a process of its own. */
async function clickUnsubscribe(room: CrashNewsroom, address: string): Promise<void> {
  const rows = await room.store.subscribers({ newsletter: 'weekly', afterId: 0, limit: 1_000 });
  const id = rows.find((row) => row.address === address)?.subscriptionId ?? 0;
  const secret = Buffer.from(readFileSync(join(room.folder.path, '.courant/secret'), 'utf8').trim(), 'base64');
  const serving = room.start(['serve', '--no-tick'], undefined, { DESK_PORT: '0' });
  const url = await new Promise<string>((resolve) => {
    serving.process.stdout?.on('data', (chunk) => {
      const found = /http:\/\/[\d.]+:\d+/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
  });
  const answer = await fetch(`${url}/u/${signToken(linkKeyring([secret]), 'unsubscribe', id, 0)}`, {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
  });
  expect(answer.status).toBe(200);
  serving.process.kill('SIGTERM');
  await serving.ended;
}
