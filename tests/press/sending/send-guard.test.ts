import { afterEach, describe, expect, it } from 'vitest';
import { lastStandings } from '../../../src/press/oversight/edition-standing.ts';
import type { DeliveryRow } from '../../../src/press/ports/store/ledger.ts';
import { audit, type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders } from '../../crash/crash-newsroom.ts';
import { type SinkConduct, type SmtpSink, startSmtpSink } from '../../io/mail/smtp-sink.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function newsroom(readers: readonly string[], conduct: SinkConduct, delivery: object) {
  const sink = await startSmtpSink({ keepBytes: false, conduct: ({ to }) => (to === '' ? { do: 'accept' } : conduct) });
  const room = await crashNewsroom({ readers, smtpUrl: sink.url, delivery });
  open.push(sink.close, room.close);
  return { sink, room };
}

const asked = (sink: SmtpSink) => sink.commands.filter((line) => line.startsWith('RCPT')).length;
const sent = async (room: CrashNewsroom) => JSON.parse((await room.send()).out);
const resume = (room: CrashNewsroom) => room.run('resume', 'weekly:1');
const refusal: SinkConduct = { do: 'reply', at: 'rcpt', line: '554 5.3.0 no' };

describe('a send that meets with trouble', () => {
  it('stops after its canary when too many of the first were refused; a person who resumes sends on', async () => {
    const canary = { share: 0.05, atMost: 200, haltFailed: 0.1 };
    const { sink, room } = await newsroom(manyReaders(520), refusal, { ...hardenedDelivery, canary });
    expect(await sent(room)).toMatchObject({ result: 'paused', reason: expect.stringMatching(/^canary: .*refused for good/) });
    expect(asked(sink)).toBe(26);
    expect(await room.books()).toMatchObject({ frozen: 520, failed: 26, queued: 494 });
    expect(await sent(room)).toMatchObject({ result: 'paused', attempted: 0 });
    expect((await resume(room)).code).toBe(0);
    expect(await sent(room)).toMatchObject({ result: 'delivered', accounting: { failed: 520, queued: 0 } });
  }, 120_000);

  it('stops when too many of the latest were refused for good', async () => {
    const { sink, room } = await newsroom(manyReaders(120), refusal, { ...hardenedDelivery, breaker: { bounces: 0.2 } });
    expect(await sent(room)).toMatchObject({ result: 'paused', reason: expect.stringContaining('refused for good') });
    // Fifty say enough; those under way then are answered too.
    expect(asked(sink)).toBeGreaterThanOrEqual(50);
    expect(asked(sink)).toBeLessThan(70);
    expect((await room.books())?.queued).toBe(120 - asked(sink));
  }, 120_000);

  it('stops when too many domains at once defer', async () => {
    const readers = Array.from({ length: 120 }, (_, index) => `r@d${index}.example`);
    const later: SinkConduct = { do: 'reply', at: 'rcpt', line: '451 4.7.1 later' };
    const { sink, room } = await newsroom(readers, later, {
      ...hardenedDelivery,
      retry: { firstDelay: '1h', linger: '1s' },
      breaker: { deferrals: 0.3 },
    });
    expect(await sent(room)).toMatchObject({ result: 'paused', reason: expect.stringContaining('deferred') });
    expect(asked(sink)).toBeLessThan(70);
  }, 120_000);

  it('does not go on while readers complain about what went out already', async () => {
    const readers = manyReaders(90);
    const { sink, room } = await newsroom(readers, { do: 'accept' }, { ...hardenedDelivery, breaker: { complaints: 0.01 } });
    const first = readers.slice(0, 60);
    await room.run('send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--to', ...first);
    expect(sink.accepted).toHaveLength(60);
    for (const row of (await room.rows()).filter(({ address }) => first.slice(0, 3).includes(address))) await complained(room, row);
    expect(await sent(room)).toMatchObject({ result: 'paused', attempted: 0, reason: expect.stringContaining('3 complaints') });
    expect((await room.run('editions')).out).toContain('3 complaints about 60 messages');
    await resume(room);
    await sent(room);
    expect(sink.accepted).toHaveLength(90);
    expect(await audit(room, sink)).toMatchObject({ doubled: [], lost: [], breach: null, finished: true });
  }, 120_000);

  it('takes addresses suppressed by hand for nobody’s bounce, however many, and the overview neither', async () => {
    const readers = manyReaders(90);
    const { sink, room } = await newsroom(readers, { do: 'accept' }, { ...hardenedDelivery, breaker: { bounces: 0.02, complaints: 0.01 } });
    const first = readers.slice(0, 60);
    await room.run('send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--to', ...first);
    for (const address of [...first.slice(0, 20), readers[89] ?? ''])
      await room.store.suppress(address, 'by hand', 'a list from the lawyers', new Date());
    expect(await sent(room)).toMatchObject({ result: 'delivered', accounting: { accepted: 89, suppressed: 1 } });
    expect(sink.accepted).toHaveLength(89);
    const [standing] = await lastStandings(room, 5);
    expect(standing).toMatchObject({ bounces: 0, complaints: 0 });
  }, 120_000);
});

/** As a report that names the delivery is kept. */
async function complained({ store }: CrashNewsroom, row: DeliveryRow): Promise<void> {
  const about = { newsletter: 'weekly', editionId: row.editionId, deliveryId: row.id, subscriberId: row.subscriberId };
  const report = { source: 'mail', eventKey: `report ${row.id}`, kind: 'complaint', domain: null, status: null, diagnostic: '' } as const;
  await store.recordInbound({ at: new Date(), ...about, ...report, evidence: ['a report'], decision: 'suppressed' });
  await store.suppress(row.address, 'complaint', 'a report', new Date());
}

describe('a send that is watched by a program', () => {
  it('tells how it goes, a JSON object a line: how far, how fast, and which domain is left alone', async () => {
    const conduct = (to: string): SinkConduct =>
      to.endsWith('@busy.example') ? { do: 'reply', at: 'rcpt', line: '451 4.7.0 too many' } : { do: 'accept', delayMs: 100 };
    const sink = await startSmtpSink({ keepBytes: false, conduct: ({ to }) => conduct(to) });
    const room = await crashNewsroom({
      readers: [...manyReaders(60, 'busy.example'), ...manyReaders(200)],
      smtpUrl: sink.url,
      delivery: { ...hardenedDelivery, retry: { firstDelay: '1h', linger: '1s' } },
    });
    open.push(sink.close, room.close);
    const { err } = await room.run('--progress', 'json', 'send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json');
    const lines = err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const sending = lines.filter(({ progress, newsletter }) => progress === 'sending' && newsletter === 'weekly');
    expect(sending.length).toBeGreaterThan(1);
    const last = sending.at(-1);
    expect(last).toMatchObject({ number: 1, total: 260, underWay: 0 });
    expect(last.attempted).toBeGreaterThanOrEqual(200);
    expect(last.outcomes).toMatchObject({ accepted: last.settled, failed: 0, unknown: 0 });
    expect(last.settled + last.outcomes.deferred).toBe(last.attempted);
    expect(sending.some(({ perSecond, secondsLeft }) => perSecond > 0 && secondsLeft > 0)).toBe(true);
    const troubled = sending.flatMap((line) => line.troubled).find(({ domain }) => domain === 'busy.example');
    expect(troubled).toMatchObject({ lastWord: expect.stringContaining('too many') });
  }, 120_000);
});
