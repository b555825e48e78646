import type { Newsletter } from './newsletter.ts';
import type { Press } from './press.ts';
import { planRetention, prune } from './retention.ts';

const everyMs = 24 * 3_600_000;
const editionsAtMost = 5;
const workAtMostMs = 20_000;

export type PrunedByItself = {
  readonly newsletter: string;
  readonly kind: 'pruned';
  readonly editions: number;
  readonly deliveries: number;
  /** There is more: the next tick goes on. */
  readonly more: boolean;
};

/** Once a day, in one process of all, and for some seconds at a time, since the next slot must not wait. `null`: nothing was due. */
export async function pruneWhatIsDue(press: Press, newsletter: Newsletter, olderThanMs: number): Promise<PrunedByItself | null> {
  const { id } = newsletter;
  if (!(await press.store.claimPruning(id, everyMs, press.now()))) return null;
  const plan = await planRetention(press, { newsletters: [newsletter] }, { newsletter: id, olderThanMs, editionsAtMost });
  const end = press.now().getTime() + workAtMostMs;
  const { editions, complete } = await prune(press, plan, () => press.now().getTime() >= end);
  const more = !complete || plan.more;
  if (more) await press.store.releasePruning(id);
  if (editions.length === 0) return null;
  const deliveries = editions.reduce((sum, { removed }) => sum + removed.deliveries, 0);
  return { newsletter: id, kind: 'pruned', editions: editions.length, deliveries, more };
}
