import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryEvent, deliveryStates, isFinal, statesBefore, transition } from '../../../src/delivery/ledger/state-machine.ts';

const events: readonly DeliveryEvent[] = [
  'begin',
  'accepted',
  'deferred',
  'failed',
  'unknown',
  'worker-lost',
  'give-up',
  'suppress',
  'skip',
  'reconcile-accepted',
  'reconcile-failed',
  'resend',
];
const byAPerson: readonly DeliveryEvent[] = ['reconcile-accepted', 'reconcile-failed', 'resend'];
const anyEvents = fc.array(fc.constantFrom(...events), { maxLength: 40 });

describe('the life of a delivery', () => {
  it('goes from queued by way of submitting to accepted', () => {
    expect(transition('queued', 'begin')).toBe('submitting');
    expect(transition('submitting', 'accepted')).toBe('accepted');
  });

  it('may wait for a retry, and fails when the deadline has passed', () => {
    expect(transition('submitting', 'deferred')).toBe('deferred');
    expect(transition('deferred', 'begin')).toBe('submitting');
    expect(transition('deferred', 'give-up')).toBe('failed');
  });

  it('is unknown when its worker is lost between intent and outcome', () => {
    expect(transition('submitting', 'worker-lost')).toBe('unknown');
  });

  it('can be taken back only while nothing is under way', () => {
    expect(statesBefore('suppress')).toEqual(['queued', 'deferred']);
    expect(statesBefore('begin')).toEqual(['queued', 'deferred']);
  });

  it('once accepted, suppressed or skipped is over for good', () => {
    for (const state of ['accepted', 'suppressed', 'skipped'] as const) {
      for (const event of events) expect(transition(state, event)).toBeNull();
    }
  });

  it('never leaves a final state by itself: only a person reconciles or resends', () => {
    for (const state of deliveryStates.filter(isFinal)) {
      for (const event of events.filter((event) => !byAPerson.includes(event))) expect(transition(state, event)).toBeNull();
    }
    expect(statesBefore('resend')).toEqual(['failed', 'unknown']);
  });

  it('leaves unknown by what its worker heard all the same, and by nothing else of the engine', () => {
    for (const state of deliveryStates)
      for (const outcome of ['accepted', 'deferred', 'failed', 'unknown'] as const)
        expect(transition(state, `late-${outcome}`)).toBe(state === 'unknown' ? outcome : null);
  });

  it('hands a message over only after the intent, and at most once for each intent', () => {
    fc.assert(
      fc.property(anyEvents, (happenings) => {
        let state: ReturnType<typeof transition> = 'queued';
        let intents = 0;
        let endings = 0;
        for (const event of happenings) {
          const next: ReturnType<typeof transition> = transition(state, event);
          if (next === null) continue;
          if (event === 'begin') intents += 1;
          if (['accepted', 'deferred', 'failed', 'unknown', 'worker-lost'].includes(event)) endings += 1;
          expect(intents - endings).toBe(next === 'submitting' ? 1 : 0);
          state = next;
        }
      }),
    );
  });

  it('without a person, is never submitted again once it was accepted or unknown', () => {
    fc.assert(
      fc.property(anyEvents, (happenings) => {
        let state: NonNullable<ReturnType<typeof transition>> = 'queued';
        let settled = false;
        for (const event of happenings.filter((event) => !byAPerson.includes(event))) {
          state = transition(state, event) ?? state;
          if (settled) expect(state).not.toBe('submitting');
          settled ||= state === 'accepted' || state === 'unknown';
        }
      }),
    );
  });

  it('can always come to an end', () => {
    for (const state of deliveryStates) {
      const reachable = new Set([state]);
      for (const from of reachable) for (const event of events) reachable.add(transition(from, event) ?? from);
      expect([...reachable].some(isFinal)).toBe(true);
    }
  });
});
