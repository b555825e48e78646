/** How an audience compares with the one before it. `change` is a share of the one before: -0.5 is half of it gone. */
export type AudienceDrift = { readonly before: number; readonly now: number; readonly change: number };

/** `null` when there was no edition before, or nobody in it. */
export const audienceDrift = (before: number | null, now: number): AudienceDrift | null =>
  before === null || before === 0 ? null : { before, now, change: (now - before) / before };

/** Audiences of a handful change by half with one reader, so fewer than ten readers more or less are never too many. */
export const driftsTooFar = (drift: AudienceDrift | null, limit: number): boolean =>
  drift !== null && Math.abs(drift.change) > limit && Math.abs(drift.now - drift.before) >= 10;
