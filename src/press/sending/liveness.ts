import type { Press } from '../ports/press.ts';

/** A worker that cannot be seen from here and has not been heard of for so long is dead; twenty times the interval of its heartbeats. */
const silenceMs = 5 * 60_000;

/**
 * What dead workers left between intent and outcome becomes `unknown`. In this PID namespace the process itself is looked for;
 * elsewhere its heartbeat tells, by the store's own clock. Returns how many deliveries.
 */
export async function settleAbandoned(press: Press, editionId: number): Promise<number> {
  const workers = (await press.store.submittingWorkers(editionId)).filter((worker) => worker !== press.worker);
  const dead = await deadAmong(press, workers);
  return dead.length === 0 ? 0 : await press.store.abandonSubmitting(editionId, dead, press.now());
}

/** Those that will never finish what they began. */
export async function deadAmong(press: Press, workers: readonly string[]): Promise<readonly string[]> {
  const elsewhere = workers.filter((worker) => press.whereabouts(worker) === 'elsewhere');
  const silent = elsewhere.length === 0 ? [] : await press.store.silentWorkers(elsewhere, silenceMs);
  return [...workers.filter((worker) => press.whereabouts(worker) === 'dead'), ...silent];
}
