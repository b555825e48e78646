/** Durations are milliseconds. */
export type RetryPolicy = {
  /** Wait after the first deferral, before jitter. */
  readonly firstDelayMs: number;
  /** Each further wait is this many times the one before. */
  readonly factor: number;
  readonly longestDelayMs: number;
  /** A delivery still deferred this long after it was frozen has failed. */
  readonly deadlineMs: number;
};

/** News is old after a day: 1, 2, 4 ... minutes up to 2 hours apart, for 24 hours. */
export const defaultRetryPolicy: RetryPolicy = {
  firstDelayMs: 60_000,
  factor: 2,
  longestDelayMs: 2 * 3_600_000,
  deadlineMs: 24 * 3_600_000,
};

export type RetryDecision = { readonly kind: 'retry'; readonly at: Date } | { readonly kind: 'give-up' };

/**
 * When a deferred delivery is tried next. `attempts` counts those made, 1 or more; `random` is 0 <= r < 1 and spreads the
 * readers of one deferral over the second half of the wait. The last attempt is at the deadline itself, never later.
 */
export function nextAttempt(
  deferred: { readonly attempts: number; readonly since: Date; readonly now: Date; readonly random: number },
  policy: RetryPolicy,
): RetryDecision {
  const deadline = deferred.since.getTime() + policy.deadlineMs;
  const now = deferred.now.getTime();
  if (now >= deadline) return { kind: 'give-up' };
  const full = Math.min(policy.longestDelayMs, policy.firstDelayMs * policy.factor ** (deferred.attempts - 1));
  const wait = full * (0.5 + deferred.random / 2);
  return { kind: 'retry', at: new Date(Math.min(Math.ceil(now + wait), deadline)) };
}
