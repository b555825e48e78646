import { type Outcome, readerNamed } from './ledger/outcome.ts';
import { nextAttempt, type RetryPolicy } from './pacing/retry.ts';
import { consequenceOf, enhancedCode } from './replies/smtp-reply.ts';

/**
 * What of a delivery decides how it goes on. `attempts`: those made before this one; `deferrals`: how many of them the reader's
 * side deferred, and since when. What kept us from naming the reader at all (the relay was away, refused us) is none.
 */
export type Tried = { readonly attempts: number; readonly deferrals: number; readonly deferredSince: Date | null };

/** What the ledger keeps of an outcome. */
export type OutcomeEntry = {
  readonly state: Outcome['kind'];
  readonly response: string;
  /** Of one that is deferred, else `null`. */
  readonly nextAttemptAt: Date | null;
  /** Left out: they stay what they were. */
  readonly deferrals?: { readonly count: number; readonly since: Date };
};

/** What else has to be done, with the words it is kept under. */
export type Consequence =
  | { readonly kind: 'none' }
  | { readonly kind: 'weigh-refusal' }
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
  const consequence = consequenceFor(outcome);
  // Held back by the pause alone: due as soon as a person resumes.
  const held = outcome.kind === 'deferred' && consequence.kind === 'pause-mailing';
  const { kind: state, response } = outcome;
  if (held) return { entry: { state, response, nextAttemptAt: now }, consequence };
  return { entry: entryOf(tried, outcome, policy, now, random), consequence };
}

function entryOf(tried: Tried, outcome: Outcome, policy: RetryPolicy, now: Date, random: number): OutcomeEntry {
  const { kind: state, response } = outcome;
  if (outcome.kind !== 'deferred') return { state, response, nextAttemptAt: null };
  const attempts = tried.attempts + 1;
  const counts = readerNamed(outcome.step);
  const deferrals = { count: tried.deferrals + 1, since: tried.deferredSince ?? now };
  const next = nextAttempt({ attempts, deferrals: counts ? deferrals : null, now, random }, policy);
  if (next.kind === 'give-up') return { state: 'failed', response: `gave up after ${attempts} attempts: ${response}`, nextAttemptAt: null };
  return { state, response, nextAttemptAt: next.at, ...(counts ? { deferrals } : {}) };
}

const refusedUs = 'the mail server refuses us, not a reader';
const whatToMend = 'the relay, its login (SMTP_URL) or the domain of the sender';

function consequenceFor(outcome: Outcome): Consequence {
  const kind = consequenceOf(outcome);
  switch (kind) {
    case 'none':
    case 'weigh-refusal':
      return { kind };
    case 'suppress-recipient':
      return { kind, reason: `hard bounce ${enhancedCode(outcome.response) ?? ''}`.trim() };
    case 'pause-mailing':
      return { kind, reason: `${refusedUs}: ${outcome.response}. No reader has failed for it: mend ${whatToMend}` };
  }
}
