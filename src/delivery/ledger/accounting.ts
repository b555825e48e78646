import { type Accounting, type DeliveryState, deliveryStates, isFinal } from './state-machine.ts';

/** The books of one mailing: `frozen` as written down when the audience was frozen, counts as the ledger holds them now. */
export function accountingOf(frozen: number, counts: Readonly<Partial<Record<DeliveryState, number>>>): Accounting {
  const zero = { queued: 0, submitting: 0, accepted: 0, deferred: 0, failed: 0, suppressed: 0, skipped: 0, unknown: 0 };
  return { ...zero, ...counts, frozen };
}

/** `frozen = accepted + failed + suppressed + skipped + unknown`, and nothing is on its way. */
export const isFinished = (books: Accounting): boolean =>
  breach(books) === null && deliveryStates.every((state) => isFinal(state) || books[state] === 0);

/** What does not balance, in words for an operator, or `null`. A breach means rows were lost or added: an alarm, always. */
export function breach(books: Accounting): string | null {
  const total = deliveryStates.reduce((sum, state) => sum + books[state], 0);
  if (total === books.frozen) return null;
  const found = deliveryStates.map((state) => `${books[state]} ${state}`).join(', ');
  return `the books do not balance: ${books.frozen} readers were frozen, but the ledger holds ${total} deliveries (${found})`;
}
