import type { Accounting } from '../ledger/state-machine.ts';

/**
 * How many readers go first; the rest waits until what became of them is known. 0: the audience is too small to learn from
 * a part of it. `share` is 0 to 1, `atMost` messages.
 */
export function canarySize(frozen: number, { share, atMost }: { readonly share: number; readonly atMost: number }): number {
  const size = Math.min(atMost, Math.ceil(frozen * share));
  return frozen < 500 || size < 10 ? 0 : size;
}

/** Messages handed over whose fate is known or settled for now. */
export const canaryDone = (books: Accounting): number => books.accepted + books.failed + books.deferred + books.unknown;

/** Why the rest must not follow, in words, or `null`. `halt`: shares of the slice, 0 to 1. */
export function canaryVerdict(books: Accounting, halt: { readonly failed: number; readonly deferred: number }): string | null {
  const done = canaryDone(books);
  if (done === 0) return null;
  if (books.failed / done > halt.failed) return `${books.failed} of the first ${done} messages were refused for good`;
  if (books.deferred / done > halt.deferred) return `${books.deferred} of the first ${done} messages were deferred`;
  return null;
}
