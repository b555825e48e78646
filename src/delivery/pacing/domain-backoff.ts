import type { Outcome } from '../ledger/outcome.ts';
import { consequenceOf } from '../replies/smtp-reply.ts';

/**
 * What one mail domain, or the relay itself, last did. After some deferrals or refusals of our sender in a row it is left alone for
 * a while, each time twice as long, and then tried with one message: a storm of 4xx must cost neither its own readers their
 * attempts nor the others their turn. Times are milliseconds since 1970.
 */
export type Backoff = {
  /** Troubles since the last message without. */
  readonly inARow: number;
  /** Nothing is started before this; 0 when it is not held back. */
  readonly coolUntil: number;
  /** How long the last wait was, ms. */
  readonly delayMs: number;
  readonly lastWord: string | null;
};

export const noBackoff: Backoff = { inARow: 0, coolUntil: 0, delayMs: 0, lastWord: null };

const patience = 5;
const firstRest = 1_000;
const longestRest = 5 * 60_000;

/** One trouble more or less; of several that were under way together only the first prolongs the rest. */
export function backoffAfter(backoff: Backoff, outcome: Outcome, now: number): Backoff {
  if (outcome.kind !== 'deferred' && consequenceOf(outcome) !== 'weigh-refusal') return noBackoff;
  const inARow = backoff.inARow + 1;
  const lastWord = outcome.response;
  if (inARow < patience || now < backoff.coolUntil) return { ...backoff, inARow, lastWord };
  const delayMs = backoff.delayMs === 0 ? firstRest : Math.min(longestRest, 2 * backoff.delayMs);
  return { inARow, coolUntil: now + delayMs, delayMs, lastWord };
}

/** Whether the next message is a trial: one at a time until one is not deferred. */
export const onTrial = (backoff: Backoff): boolean => backoff.coolUntil !== 0;
