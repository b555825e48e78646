import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountingOf, breach, isFinished } from '../../../src/delivery/ledger/accounting.ts';
import { deliveryStates, isFinal, transition } from '../../../src/delivery/ledger/state-machine.ts';

const counts = fc.record(Object.fromEntries(deliveryStates.map((state) => [state, fc.nat(1000)])));

describe('the books of a mailing', () => {
  it('of nobody are finished', () => {
    expect(accountingOf(0, {})).toEqual({
      frozen: 0,
      queued: 0,
      submitting: 0,
      accepted: 0,
      deferred: 0,
      failed: 0,
      suppressed: 0,
      skipped: 0,
      unknown: 0,
    });
    expect(isFinished(accountingOf(0, {}))).toBe(true);
  });

  it('are finished exactly when everybody frozen is accepted, failed, suppressed, skipped or unknown', () => {
    fc.assert(
      fc.property(counts, (counted) => {
        const frozen = Object.values(counted).reduce((sum, count) => sum + count, 0);
        const books = accountingOf(frozen, counted);
        expect(breach(books)).toBeNull();
        const { accepted, failed, suppressed, skipped, unknown } = books;
        expect(isFinished(books)).toBe(frozen === accepted + failed + suppressed + skipped + unknown);
      }),
    );
  });

  it('that miss or gain a reader are a breach, in words, and never finished', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: -3, max: 3 }).filter(Boolean), (counted, off) => {
        const total = Object.values(counted).reduce((sum, count) => sum + count, 0);
        const books = accountingOf(total + off, counted);
        expect(breach(books)).toContain(`${total + off} readers were frozen, but the ledger holds ${total} deliveries`);
        expect(isFinished(books)).toBe(false);
      }),
    );
  });

  it('stay balanced whatever happens to the deliveries', () => {
    const events = fc.array(
      fc.tuple(
        fc.nat(4),
        fc.constantFrom('begin', 'accepted', 'deferred', 'failed', 'unknown', 'worker-lost', 'give-up', 'suppress', 'skip', 'resend'),
      ),
    );
    fc.assert(
      fc.property(events, (happenings) => {
        const states = Array.from({ length: 5 }, (): (typeof deliveryStates)[number] => 'queued');
        for (const [reader, event] of happenings) {
          const state = states[reader] ?? 'queued';
          states[reader] = transition(state, event) ?? state;
        }
        const books = accountingOf(
          5,
          Object.fromEntries(deliveryStates.map((state) => [state, states.filter((one) => one === state).length])),
        );
        expect(breach(books)).toBeNull();
        expect(isFinished(books)).toBe(states.every(isFinal));
      }),
    );
  });
});
