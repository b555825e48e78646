import { type RawBuilder, sql } from 'kysely';
import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import { isFinal } from '../../../delivery/ledger/state-machine.ts';

/** The condition of `deliveries_unfinished`, word for word: SQLite uses a partial index for nothing less. */
export const unfinished = sql<boolean>`deliveries.state in ('queued', 'submitting', 'deferred')`;

/** The condition of `deliveries_submitting`. */
export const submitting = sql<boolean>`deliveries.state = 'submitting'`;

/** The condition of the partial index that holds this state, or none where only a walk through the edition helps. */
export function indexed(state: DeliveryState): RawBuilder<boolean> {
  if (!isFinal(state)) return unfinished;
  return state === 'failed' || state === 'unknown' ? sql<boolean>`deliveries.state in ('failed', 'unknown')` : sql<boolean>`1 = 1`;
}
