import type { Outcome } from './ledger/outcome.ts';
import { nextAttempt, type RetryPolicy } from './pacing/retry.ts';
import { consequenceOf, enhancedCode } from './replies/smtp-reply.ts';

/** What of a delivery decides how it goes on. `attempts`: those made before this one. */
export type Tried = { readonly attempts: number; readonly frozenAt: Date };

/** What the ledger keeps of an outcome. `nextAttemptAt`: of one that is deferred, else `null`. */
export type OutcomeEntry = {
  readonly state: Outcome['kind'];
  readonly response: string;
  readonly nextAttemptAt: Date | null;
};

/** What else has to be done, with the words it is kept under. */
export type Consequence =
  | { readonly kind: 'none' }
  | { readonly kind: 'suppress-recipient'; readonly reason: string }
  | { readonly kind: 'pause-mailing'; readonly reason: string };

/** All that follows from one outcome. `random`: 0 <= r < 1, spreads retries. */
export function afterOutcome(
  tried: Tried,
  outcome: Outcome,
  policy: RetryPolicy,
  now: Date,
  random: number,
): { readonly entry: OutcomeEntry; readonly consequence: Consequence } {
  return { entry: entryOf(tried, outcome, policy, now, random), consequence: consequence(outcome) };
}

function entryOf(tried: Tried, outcome: Outcome, policy: RetryPolicy, now: Date, random: number): OutcomeEntry {
  const { kind: state, response } = outcome;
  if (state !== 'deferred') return { state, response, nextAttemptAt: null };
  const attempts = tried.attempts + 1;
  const next = nextAttempt({ attempts, since: tried.frozenAt, now, random }, policy);
  if (next.kind === 'retry') return { state, response, nextAttemptAt: next.at };
  return { state: 'failed', response: `gave up after ${attempts} attempts: ${response}`, nextAttemptAt: null };
}

function consequence(outcome: Outcome): Consequence {
  const kind = consequenceOf(outcome);
  switch (kind) {
    case 'none':
      return { kind };
    case 'suppress-recipient':
      return { kind, reason: `hard bounce ${enhancedCode(outcome.response) ?? ''}`.trim() };
    case 'pause-mailing':
      return { kind, reason: `the mail server refuses us, not a reader: ${outcome.response}` };
  }
}
