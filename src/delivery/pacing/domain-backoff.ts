import type { Outcome } from '../ledger/outcome.ts';

/**
 * What one mail domain, or the relay itself, last did. After some deferrals in a row it is left alone for a while, each time
 * twice as long, and then tried with one message: a storm of 4xx must cost neither its own readers their attempts nor the
 * others their turn. Times are milliseconds since 1970.
 */
export type Temper = {
  /** Deferrals since the last message that was not deferred. */
  readonly inARow: number;
  /** Nothing is started before this; 0 when it is calm. */
  readonly coolUntil: number;
  /** How long the last rest was. */
  readonly restMs: number;
  readonly lastWord: string | null;
};

export const calm: Temper = { inARow: 0, coolUntil: 0, restMs: 0, lastWord: null };

const patience = 5;
const firstRest = 1_000;
const longestRest = 5 * 60_000;

/** One deferral more or less; of several that were under way together only the first prolongs the rest. */
export function afterOutcome(temper: Temper, outcome: Outcome, now: number): Temper {
  if (outcome.kind !== 'deferred') return calm;
  const inARow = temper.inARow + 1;
  const lastWord = outcome.response;
  if (inARow < patience || now < temper.coolUntil) return { ...temper, inARow, lastWord };
  const restMs = temper.restMs === 0 ? firstRest : Math.min(longestRest, 2 * temper.restMs);
  return { inARow, coolUntil: now + restMs, restMs, lastWord };
}

/** Whether the next message is a trial: one at a time until one is not deferred. */
export const onTrial = (temper: Temper): boolean => temper.coolUntil !== 0;
