import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders } from '../../crash/crash-newsroom.ts';
import { type SmtpSink, startSmtpSink } from '../../io/mail/smtp-sink.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function newsroom(readers: number, sink: SmtpSink, delivery: object = hardenedDelivery): Promise<CrashNewsroom> {
  const room = await crashNewsroom({ readers: manyReaders(readers), smtpUrl: sink.url, delivery });
  open.push(sink.close, room.close);
  return room;
}

const until = async (met: () => boolean) => {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const slow = () => startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: 60 }) });

describe('an edition that is being sent', () => {
  it('stops within seconds when a person pauses it, goes on when resumed, and what is cancelled never goes out', async () => {
    const sink = await slow();
    const room = await newsroom(900, sink);
    const sender = room.startSender();
    await Promise.race([sender.ended, until(() => sink.accepted.length >= 10)]);
    expect((await room.run('pause', 'weekly:1', '--reason', 'wrong lead')).code).toBe(0);
    expect(JSON.parse((await sender.ended).out)).toMatchObject({ result: 'paused', reason: expect.stringContaining('wrong lead') });
    const paused = sink.accepted.length;
    expect(paused).toBeLessThan(900);
    expect((await room.run('editions')).out).toContain('courant resume weekly:1');
    expect((await room.run('resume', 'weekly:1')).code).toBe(0);
    const again = room.startSender();
    await Promise.race([again.ended, until(() => sink.accepted.length >= paused + 10)]);
    const cancelled = JSON.parse((await room.run('cancel', 'weekly:1', '--json')).out);
    expect(cancelled).toMatchObject({ result: 'cancelled' });
    await again.ended;
    await room.run('send', 'weekly', '--at', '2026-11-21T08:00:00Z');
    const books = await room.books();
    expect(books).toMatchObject({ frozen: 900, queued: 0, submitting: 0, accepted: sink.accepted.length });
    expect(books?.suppressed).toBeGreaterThan(0);
  }, 180_000);

  it('asked to stop by SIGTERM finishes what is under way and starts nothing new: nothing is unknown', async () => {
    const sink = await slow();
    const room = await newsroom(600, sink);
    const sender = room.startSender();
    await Promise.race([sender.ended, until(() => sink.accepted.length >= 15)]);
    sender.process.kill('SIGTERM');
    const { out } = await sender.ended;
    expect(JSON.parse(out)).toMatchObject({ result: 'stopped', accounting: { submitting: 0, unknown: 0, accepted: sink.accepted.length } });
    expect(sink.accepted.length).toBeLessThan(300);
  }, 120_000);

  it('keeps to its rate', async () => {
    const sink = await startSmtpSink({ keepBytes: false });
    const room = await newsroom(45, sink, { ...hardenedDelivery, perSecond: 15 });
    const sender = room.startSender();
    await until(() => sink.accepted.length >= 1);
    const began = performance.now();
    await sender.ended;
    expect(sink.accepted).toHaveLength(45);
    expect(performance.now() - began).toBeGreaterThan(1_500);
  }, 120_000);
});

describe('deliveries nobody knows the end of', () => {
  it('are settled by the relay’s log or a person’s word, kept with the evidence, or sent again by a person’s order', async () => {
    const sink = await startSmtpSink({ conduct: () => ({ do: 'drop-after-dot', kept: true }) });
    const room = await newsroom(6, sink);
    await room.send();
    expect(await room.books()).toMatchObject({ unknown: 6 });
    const [first, second] = (await room.run('deliveries', 'weekly:1', '--state', 'unknown', '--json')).out.trim().split('\n');
    const { messageId } = JSON.parse(first ?? '');
    const log = join(room.folder.path, 'mail.log');
    writeFileSync(log, 'not a log\n');
    expect(await room.run('reconcile', 'weekly:1', '--log', log)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no message in'),
    });
    const queued = 'Nov 21 08:00:01 mx postfix/qmgr[4]: 4FzABC1234: from=<b@news.example>, size=90210, nrcpt=1 (queue active)';
    writeFileSync(log, `Nov 21 08:00:01 mx postfix/cleanup[2]: 4FzABC1234: message-id=${messageId}\n${queued}\n`);
    expect(readFileSync(log, 'utf8')).toContain(messageId);
    expect(JSON.parse((await room.run('reconcile', 'weekly:1', '--log', log, '--json')).out)).toMatchObject({ accepted: 1, failed: 0 });
    const { address } = JSON.parse(second ?? '');
    const byHand = ['reconcile', 'weekly:1', '--failed', address, '--evidence', 'she told us', '--json'];
    expect(JSON.parse((await room.run(...byHand)).out)).toMatchObject({ accepted: 0, failed: 1 });
    expect((await room.rows()).find((row) => row.address === address)).toMatchObject({
      state: 'failed',
      response: expect.stringContaining('she told us'),
    });
    expect((await room.run('resend', 'weekly:1', '--state', 'unknown')).code).toBe(2);
    const before = new Map((await room.rows()).map((row) => [row.address, row.messageId]));
    expect(JSON.parse((await room.run('resend', 'weekly:1', '--state', 'unknown', '--yes', '--json')).out)).toMatchObject({ queued: 4 });
    await room.send();
    // The same Message-ID again, so that the reader's side can tell a second copy.
    expect(sink.duplicates()).toHaveLength(4);
    expect(new Map((await room.rows()).map((row) => [row.address, row.messageId]))).toEqual(before);
    expect(await room.books()).toMatchObject({ frozen: 6, accepted: 1, failed: 1, unknown: 4 });
  }, 180_000);
});
