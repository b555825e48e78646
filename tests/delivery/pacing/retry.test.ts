import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy, nextAttempt } from '../../../src/delivery/pacing/retry.ts';

const since = new Date('2024-03-04T08:00:00Z');
const minute = 60_000;
const decide = (attempts: number, afterMs: number, random: number) =>
  nextAttempt({ attempts, deferrals: { count: attempts, since }, now: new Date(since.getTime() + afterMs), random }, defaultRetryPolicy);

describe('a deferred delivery', () => {
  it('is tried again after half a minute to a minute, and each time after about twice as long', () => {
    const waits = [1, 2, 3, 4].map((attempts) => {
      const [soonest, latest] = [0, 1].map((random) => decide(attempts, 0, random));
      if (soonest?.kind !== 'retry' || latest?.kind !== 'retry') throw new Error('it should be tried again');
      return [soonest, latest].map(({ at }) => (at.getTime() - since.getTime()) / minute);
    });
    expect(waits).toEqual([
      [0.5, 1],
      [1, 2],
      [2, 4],
      [4, 8],
    ]);
  });

  it('is tried a last time at the deadline, and given up after it', () => {
    const { deadlineMs } = defaultRetryPolicy;
    expect(decide(30, deadlineMs - minute, 0.99)).toEqual({ kind: 'retry', at: new Date(since.getTime() + deadlineMs) });
    expect(decide(3, deadlineMs, 0)).toEqual({ kind: 'give-up' });
    expect(decide(3, deadlineMs + 1, 0)).toEqual({ kind: 'give-up' });
  });

  it('is not given up, however late it is, before its side has deferred it three times; nor ever for a relay that was away', () => {
    const { deadlineMs } = defaultRetryPolicy;
    const now = new Date(since.getTime() + 3 * deadlineMs);
    for (const count of [1, 2]) {
      const decision = nextAttempt({ attempts: 20, deferrals: { count, since }, now, random: 0 }, defaultRetryPolicy);
      expect(decision).toEqual({ kind: 'retry', at: new Date(now.getTime() + 60 * minute) });
    }
    expect(nextAttempt({ attempts: 40, deferrals: null, now, random: 0 }, defaultRetryPolicy)).toMatchObject({ kind: 'retry' });
  });

  it('always comes to an end, waits never longer than the longest wait, and never tries in the past', () => {
    const policy = fc.record({
      firstDelayMs: fc.integer({ min: 1, max: 10 * minute }),
      factor: fc.double({ min: 1, max: 10, noNaN: true }),
      longestDelayMs: fc.integer({ min: minute, max: 200 * minute }),
      deadlineMs: fc.integer({ min: 0, max: 3000 * minute }),
      leastDeferrals: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(policy, fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (policy, randoms) => {
        let now = since;
        for (let attempts = 1; attempts < 3000; attempts++) {
          const random = randoms.next().value ?? 0;
          const decision = nextAttempt({ attempts, deferrals: { count: attempts, since }, now, random }, policy);
          if (decision.kind === 'give-up') {
            expect(now.getTime() - since.getTime()).toBeGreaterThanOrEqual(policy.deadlineMs);
            expect(attempts).toBeGreaterThanOrEqual(policy.leastDeferrals);
            return;
          }
          const wait = decision.at.getTime() - now.getTime();
          expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(policy.longestDelayMs + 1);
          // Later than the deadline only while it was deferred too seldom.
          if (attempts >= policy.leastDeferrals) expect(decision.at.getTime()).toBeLessThanOrEqual(since.getTime() + policy.deadlineMs);
          now = decision.at;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('hours after many attempts still gets a real date', () => {
    expect(decide(5000, minute, 0.5)).toEqual({ kind: 'retry', at: new Date(since.getTime() + minute + 90 * minute) });
  });
});
