import { CourantError } from '../../../errors/courant-error.ts';

const firstWaitMs = 50;
const longestWaitMs = 2_000;

/** Trouble with the store that may pass by itself: it restarts, its disk is full, another process holds it. */
export const storeMayRecover = (error: unknown): boolean => error instanceof CourantError && error.code === 'store-unavailable';

/**
 * Does `work` again and again while the store is out of reach, up to `patienceMs` in all or until there was `enough` of it; `work`
 * must do no harm when it is done twice. What was learned about messages must not be lost because a database server restarts.
 */
export async function withRetries<Result>(
  work: () => Promise<Result>,
  patienceMs: number,
  wait: (ms: number) => Promise<void>,
  enough: () => boolean = () => false,
): Promise<Result> {
  for (let waited = 0, next = firstWaitMs; ; next = Math.min(longestWaitMs, next * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!storeMayRecover(error) || waited >= patienceMs || enough()) throw error;
      await wait(next);
      waited += next;
    }
  }
}
