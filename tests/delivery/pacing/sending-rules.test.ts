import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountingOf } from '../../../src/delivery/ledger/accounting.ts';
import type { Outcome } from '../../../src/delivery/ledger/outcome.ts';
import { audienceDrift, driftsTooFar } from '../../../src/delivery/pacing/audience-drift.ts';
import { type RecentOutcomes, tripped, trippedByEchoes, withOutcome } from '../../../src/delivery/pacing/breaker.ts';
import { canarySize, canaryVerdict } from '../../../src/delivery/pacing/canary.ts';
import { backoffAfter, noBackoff, onTrial } from '../../../src/delivery/pacing/domain-backoff.ts';
import { mailDomain } from '../../../src/delivery/pacing/mail-domain.ts';
import { type DomainRefusals, suspicion } from '../../../src/delivery/pacing/sender-refusals.ts';
import { relayLogReader } from '../../../src/delivery/replies/relay-log.ts';

const deferred: Outcome = { kind: 'deferred', code: 451, response: '451 4.7.0 slow down' };
const accepted: Outcome = { kind: 'accepted', code: 250, response: '250 ok' };
const limits = { bounces: 0.1, deferrals: 0.6, complaints: 0.003 };

describe('a mail domain that defers', () => {
  it('is left alone after five in a row, each time twice as long, and is well again after one acceptance', () => {
    let temper = noBackoff;
    for (let times = 0; times < 4; times++) temper = backoffAfter(temper, deferred, 1_000);
    expect(temper.coolUntil).toBe(0);
    temper = backoffAfter(temper, deferred, 1_000);
    expect(temper.coolUntil).toBe(2_000);
    // Those that were under way when the rest began do not prolong it.
    temper = backoffAfter(temper, deferred, 1_500);
    expect(temper.coolUntil).toBe(2_000);
    temper = backoffAfter(temper, deferred, 2_000);
    expect(temper.coolUntil).toBe(4_000);
    expect(onTrial(temper)).toBe(true);
    expect(backoffAfter(temper, accepted, 4_000)).toEqual(noBackoff);
  });

  it('is left alone, too, while it refuses our sender, but not while it knows no such reader', () => {
    const failed = (response: string): Outcome => ({ kind: 'failed', code: 550, response, step: 'rcpt' });
    const fiveTimes = (outcome: Outcome) =>
      Array.from({ length: 5 }).reduce<typeof noBackoff>((known) => backoffAfter(known, outcome, 1_000), noBackoff);
    expect(onTrial(fiveTimes(failed('550 5.7.1 not from you')))).toBe(true);
    expect(onTrial(fiveTimes(failed('550 5.1.1 nobody here')))).toBe(false);
  });

  it('is one domain under all of its names', () => {
    expect(mailDomain('Ada@GoogleMail.com')).toBe('gmail.com');
    expect(mailDomain('"a@b"@Reader.example')).toBe('reader.example');
  });
});

describe('the breaker', () => {
  const recent = (kinds: readonly Outcome['kind'][]) => kinds.reduce<RecentOutcomes>(withOutcome, []);

  it('opens on too many refusals or deferrals among the latest messages, and not on a few at the start', () => {
    expect(tripped(recent(Array(49).fill('failed')), limits)).toBeNull();
    expect(tripped(recent([...Array(90).fill('accepted'), ...Array(20).fill('failed')]), limits)).toContain('refused for good');
    expect(tripped(recent([...Array(30).fill('accepted'), ...Array(70).fill('deferred')]), limits)).toContain('deferred');
    expect(tripped(recent([...Array(200).fill('failed'), ...Array(200).fill('accepted')]), limits)).toBeNull();
  });

  it('opens on complaints and late bounces, but not for one angry reader', () => {
    expect(trippedByEchoes({ accepted: 100, bounces: 0, complaints: 1 }, limits)).toBeNull();
    expect(trippedByEchoes({ accepted: 900, bounces: 0, complaints: 3 }, limits)).toContain('3 complaints');
    expect(trippedByEchoes({ accepted: 100, bounces: 20, complaints: 0 }, limits)).toContain('20 of 100');
  });
});

describe('refusals of the sender', () => {
  const domain = (name: string, refused: number, taken = 0): DomainRefusals => ({
    domain: name,
    refused,
    taken,
    words: `550 5.7.1 ${name}`,
  });
  const share = (shares: Readonly<Record<string, number>>) => (name: string) => shares[name] ?? 0;

  it('by one domain with few readers never make us suspect ourselves, however many of its readers it refuses', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 0, max: 1_000 }), (refused, others) => {
        expect(suspicion([domain('one.example', refused)], refused + others, share({ 'one.example': 0.1 }), 0.1)).toBeNull();
      }),
    );
  });

  it('by a domain that takes nothing and has many readers do, after five; not while it takes others', () => {
    const big = share({ 'big.example': 0.6 });
    expect(suspicion([domain('big.example', 4)], 9, big, 0.1)).toBeNull();
    expect(suspicion([domain('big.example', 5)], 500, big, 0.1)).toContain('big.example, where 60 % of the readers are');
    expect(suspicion([domain('big.example', 5, 200)], 500, big, 0.1)).toBeNull();
  });

  it('by several domains do when they are many of the messages, not when a few companies among thousands have a rule', () => {
    const few = ['a', 'b', 'c'].map((name) => domain(name, 2));
    expect(suspicion(few, 20, share({}), 0.1)).toContain(
      '6 of 20 messages were refused because of their sender, by 3 mail domains: 550 5.7.1 c',
    );
    expect(suspicion(few, 60, share({}), 0.1)).toBeNull();
    expect(suspicion(few.slice(1), 20, share({}), 0.1)).toBeNull();
  });
});

describe('the canary', () => {
  it('is a small first slice of a large audience, and none of a small one', () => {
    expect(canarySize(499, { share: 0.01, atMost: 200 })).toBe(0);
    expect(canarySize(5_000, { share: 0.01, atMost: 200 })).toBe(50);
    expect(canarySize(1_000_000, { share: 0.01, atMost: 200 })).toBe(200);
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.double({ min: 0, max: 1, noNaN: true }), (frozen, share) => {
        expect(canarySize(frozen, { share, atMost: 200 })).toBeLessThanOrEqual(Math.min(200, frozen));
      }),
    );
  });

  it('holds the rest back when too many of it were refused', () => {
    const books = accountingOf(1_000, { accepted: 8, failed: 2, queued: 990 });
    expect(canaryVerdict(books, { failed: 0.1, deferred: 0.5 })).toContain('2 of the first 10');
    expect(canaryVerdict(books, { failed: 0.3, deferred: 0.5 })).toBeNull();
  });
});

describe('an audience', () => {
  it('that halves or doubles is too different, one of a handful is not', () => {
    expect(driftsTooFar(audienceDrift(100, 40), 0.5)).toBe(true);
    expect(driftsTooFar(audienceDrift(100, 60), 0.5)).toBe(false);
    expect(driftsTooFar(audienceDrift(3, 9), 0.5)).toBe(false);
    expect(audienceDrift(null, 9)).toBeNull();
  });
});

describe("a relay's log", () => {
  it('of Postfix tells what it took in and what it bounced, joined by the queue id', () => {
    const reader = relayLogReader();
    for (const line of [
      'Nov 21 08:00:01 mx postfix/smtpd[1]: 4FzABC1234: client=app[10.0.0.1]',
      'Nov 21 08:00:01 mx postfix/cleanup[2]: 4FzABC1234: message-id=<1.a@news.example>',
      'Nov 21 08:00:02 mx postfix/smtp[3]: 4FzABC1234: to=<a@b.example>, relay=b.example[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)',
      'Nov 21 08:00:01 mx postfix/cleanup[2]: 5FzABC1234: message-id=<1.b@news.example>',
      'Nov 21 08:00:02 mx postfix/smtp[3]: 5FzABC1234: to=<x@b.example>, dsn=5.1.1, status=bounced (host said: 550 no such user)',
      'Nov 21 08:00:02 mx postfix/smtp[3]: 6FzABC1234: to=<x@b.example>, dsn=2.0.0, status=sent (250 ok)',
      'Nov 21 08:00:01 mx postfix/cleanup[2]: 7FzABC1234: message-id=<1.c@news.example>',
      'Nov 21 08:00:01 mx postfix/qmgr[4]: 7FzABC1234: from=<b+3@news.example>, size=90210, nrcpt=1 (queue active)',
    ])
      reader.line(line);
    expect(reader.verdicts().map(({ messageId, verdict }) => [messageId, verdict])).toEqual([
      ['<1.a@news.example>', 'accepted'],
      ['<1.b@news.example>', 'failed'],
      ['<1.c@news.example>', 'accepted'],
    ]);
  });

  it('of Postfix proves nothing by a header that went by: the message was cut off, or refused, before it was queued', () => {
    const reader = relayLogReader();
    for (const line of [
      'Nov 21 08:00:01 mx postfix/cleanup[2]: 4FzABC1234: message-id=<1.a@news.example>',
      'Nov 21 08:00:01 mx postfix/smtpd[1]: lost connection after DATA (4096 bytes) from app[10.0.0.1]',
      'Nov 21 08:00:01 mx postfix/cleanup[2]: 5FzABC1234: message-id=<1.b@news.example>',
      'Nov 21 08:00:01 mx postfix/cleanup[2]: 5FzABC1234: milter-reject: END-OF-MESSAGE from app[10.0.0.1]: 5.7.1 Blocked; from=<b+2@news.example> to=<a@b.example>',
    ])
      reader.line(line);
    expect(reader.verdicts()).toEqual([]);
    expect(reader.messages()).toBe(2);
  });

  it('of Exim tells the same', () => {
    const reader = relayLogReader();
    for (const line of [
      '2026-11-21 08:00:01 1rABCD-0001XY-2a <= b+1@news.example H=app [10.0.0.1] P=esmtp S=9000 id=1.a@news.example',
      '2026-11-21 08:00:02 1rABCD-0001XY-2a => a@b.example R=dnslookup T=remote_smtp C="250 ok"',
      '2026-11-21 08:00:01 1rABCD-0002XY-2a <= b+2@news.example H=app [10.0.0.1] P=esmtp S=9000 id=1.b@news.example',
      '2026-11-21 08:00:02 1rABCD-0002XY-2a ** x@b.example R=dnslookup T=remote_smtp: 550 no such user',
    ])
      reader.line(line);
    expect(reader.verdicts().map(({ messageId, verdict }) => [messageId, verdict])).toEqual([
      ['<1.a@news.example>', 'accepted'],
      ['<1.b@news.example>', 'failed'],
    ]);
  });

  it('never breaks on whatever a log may hold', () => {
    fc.assert(fc.property(fc.string(), (line) => void expect(() => relayLogReader().line(line)).not.toThrow()));
  });
});
