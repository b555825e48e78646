import { describe, expect, it } from 'vitest';
import { afterOutcome } from '../../src/delivery/after-outcome.ts';
import type { DialogueStep } from '../../src/delivery/ledger/outcome.ts';
import { defaultRetryPolicy } from '../../src/delivery/pacing/retry.ts';

const now = new Date('2024-03-04T08:00:00Z');
const earlier = new Date('2024-03-04T02:00:00Z');
const fresh = { attempts: 0, deferrals: 0, deferredSince: null };
const following = (outcome: Parameters<typeof afterOutcome>[1], tried: Parameters<typeof afterOutcome>[0] = fresh) =>
  afterOutcome(tried, outcome, defaultRetryPolicy, now, 0);
const deferred = (step: DialogueStep | null, code: number | null = 451) =>
  ({ kind: 'deferred', code, response: `${code} no`, ...(step === null ? {} : { step }) }) as const;
const soon = new Date(now.getTime() + 30_000);

describe('after one outcome', () => {
  it('a deferral by the reader’s side counts, from the first one on', () => {
    for (const step of ['rcpt', 'data', 'body'] as const)
      expect(following(deferred(step))).toEqual({
        entry: { state: 'deferred', response: '451 no', nextAttemptAt: soon, deferrals: { count: 1, since: now } },
        consequence: { kind: 'none' },
      });
    const second = following(deferred('rcpt'), { attempts: 3, deferrals: 1, deferredSince: earlier });
    expect(second.entry.deferrals).toEqual({ count: 2, since: earlier });
  });

  it('what kept us from naming the reader counts against nobody, however long it lasts', () => {
    const longAgo = new Date(now.getTime() - 9 * defaultRetryPolicy.deadlineMs);
    for (const step of ['connect', 'ehlo', 'auth', 'mail', null] as const)
      for (const code of [null, 421, 451]) {
        const { entry } = following(deferred(step, code), { attempts: 0, deferrals: 9, deferredSince: longAgo });
        expect(entry).toEqual({ state: 'deferred', response: `${code} no`, nextAttemptAt: soon });
      }
  });

  it('a refusal of us leaves the reader due, holds the edition, and says what to mend', () => {
    expect(following({ ...deferred('auth', 535), response: '535 5.7.8 wrong' })).toEqual({
      entry: { state: 'deferred', response: '535 5.7.8 wrong', nextAttemptAt: now },
      consequence: { kind: 'pause-mailing', reason: expect.stringMatching(/refuses us, not a reader: 535 5\.7\.8 wrong\..*SMTP_URL/) },
    });
  });

  it('a mailbox that does not exist is suppressed, a refusal of the sender weighed; both have failed', () => {
    const refused = (response: string) => following({ kind: 'failed', code: 550, response, step: 'rcpt' });
    expect(refused('550 5.1.1 nobody here')).toMatchObject({
      entry: { state: 'failed', nextAttemptAt: null },
      consequence: { kind: 'suppress-recipient', reason: 'hard bounce 5.1.1' },
    });
    expect(refused('550 5.7.1 not from you')).toMatchObject({ entry: { state: 'failed' }, consequence: { kind: 'weigh-refusal' } });
  });
});
