/** What an operator does to one reader, by whatever door: the command line and the desk share these rules. */
import type { AccountStore, ReaderRecord } from '../ports/store/accounts.ts';
import type { AudienceStore } from '../ports/store/audience.ts';

/** All that is kept about the reader of an address; `null`: nobody of that address is known. Throws CourantError `bad-address`. */
export async function readerOf(store: Pick<AccountStore, 'accountOf' | 'record'>, address: string): Promise<ReaderRecord | null> {
  const account = await store.accountOf(address);
  return account && (await store.record(account.subscriberId));
}

/** Never written to again, whatever newsletter. Throws CourantError `bad-address`. */
export const suppressByHand = (store: Pick<AudienceStore, 'suppress'>, address: string, reason: string, now: Date): Promise<void> =>
  store.suppress(address, reason, 'suppressed by the operator', now);

/** Leaves nothing but a keyed hash; whether anything was known. Throws CourantError `bad-address`. */
export const eraseByHand = (store: Pick<AccountStore, 'erase'>, address: string, now: Date): Promise<boolean> => store.erase(address, now);
