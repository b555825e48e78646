/** Durations are milliseconds. */
export type RetryPolicy = {
  /** Wait after the first deferral, before jitter. */
  readonly firstDelayMs: number;
  /** Each further wait is this many times the one before. */
  readonly factor: number;
  readonly longestDelayMs: number;
  /** A delivery still deferred this long after its reader's side first deferred it has failed, ... */
  readonly deadlineMs: number;
  /** ... unless that has deferred it less often than this. */
  readonly leastDeferrals: number;
};

/** News is old after a day: 1, 2, 4 ... minutes up to 2 hours apart, for 24 hours, and never given up before the third no. */
export const defaultRetryPolicy: RetryPolicy = {
  firstDelayMs: 60_000,
  factor: 2,
  longestDelayMs: 2 * 3_600_000,
  deadlineMs: 24 * 3_600_000,
  leastDeferrals: 3,
};

export type RetryDecision = { readonly kind: 'retry'; readonly at: Date } | { readonly kind: 'give-up' };

/**
 * When a deferred delivery is tried next. `attempts` counts those made, 1 or more; `deferrals` how often the reader's side deferred
 * it, this time included, and since when (pauses left out), `null` where it was never asked this time; `random` is 0 <= r < 1 and
 * spreads the readers of one deferral over the second half of the wait. The last attempt is at the deadline itself, never later.
 */
export function nextAttempt(
  deferred: {
    readonly attempts: number;
    readonly deferrals: { readonly count: number; readonly since: Date } | null;
    readonly now: Date;
    readonly random: number;
  },
  policy: RetryPolicy,
): RetryDecision {
  const { attempts, deferrals, random } = deferred;
  const now = deferred.now.getTime();
  const deadline = deferrals === null ? Number.POSITIVE_INFINITY : deferrals.since.getTime() + policy.deadlineMs;
  const late = now >= deadline;
  if (late && deferrals !== null && deferrals.count >= policy.leastDeferrals) return { kind: 'give-up' };
  const full = Math.min(policy.longestDelayMs, policy.firstDelayMs * policy.factor ** (attempts - 1));
  const at = Math.ceil(now + full * (0.5 + random / 2));
  return { kind: 'retry', at: new Date(late ? at : Math.min(at, deadline)) };
}
