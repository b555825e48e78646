import type { EngineStore } from '../ports/store/sending.ts';

/** Tokens are leased for about so long at once: few enough calls to the store, little enough lost with a worker. */
const sliceSeconds = 0.2;
const waitWhenEmptyMs = 50;

/**
 * Rates shared by all workers: tokens of a bucket in the store, taken in slices. `take` answers at once, from the slice; when
 * it says no, a new slice is on its way and `changed` is called when it is there.
 */
export function sharedRate(store: Pick<EngineStore, 'leaseTokens'>, wait: (ms: number) => Promise<void>, changed: () => void) {
  const stock = new Map<string, { tokens: number; leasing: boolean }>();
  const lease = async (key: string, perSecond: number, slice: { tokens: number; leasing: boolean }) => {
    try {
      slice.tokens += await store.leaseTokens(key, Math.max(1, Math.ceil(perSecond * sliceSeconds)), perSecond);
      if (slice.tokens === 0) await wait(Math.min(1_000, Math.max(waitWhenEmptyMs, 1_000 / perSecond)));
    } catch {
      // The store is out of reach: whoever writes the ledger meets the same and tells.
      await wait(1_000);
    }
    slice.leasing = false;
    changed();
  };
  const has = (key: string, perSecond: number): boolean => {
    const slice = stock.get(key) ?? { tokens: 0, leasing: false };
    stock.set(key, slice);
    if (slice.tokens > 0) return true;
    if (!slice.leasing) {
      slice.leasing = true;
      void lease(key, perSecond, slice);
    }
    return false;
  };
  return {
    has,
    /** Takes one of those `has` spoke of. */
    take(key: string): void {
      const slice = stock.get(key);
      if (slice) slice.tokens -= 1;
    },
  };
}
