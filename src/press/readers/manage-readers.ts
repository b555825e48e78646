/** What an operator does to one reader, by whatever door: the command line and the desk share these rules. */
import { CourantError } from '../../errors/courant-error.ts';
import type { AccountStore, ReaderRecord } from '../ports/store/accounts.ts';
import type { AudienceStore } from '../ports/store/audience.ts';
import type { LiftedSuppression, Suppression, SuppressionState, SuppressionStore } from '../ports/store/suppressions.ts';

/** An order, by whom and why; both are kept. */
export type Order = { readonly by: string; readonly reason: string; readonly now: Date };

/** All that is kept about the reader of an address; `null`: nobody of that address is known. Throws CourantError `bad-address`. */
export async function readerOf(store: Pick<AccountStore, 'accountOf' | 'record'>, address: string): Promise<ReaderRecord | null> {
  const account = await store.accountOf(address);
  return account && (await store.record(account.subscriberId));
}

/** What is known of an address. */
export type ReaderStanding = {
  readonly address: string;
  readonly suppression: SuppressionState;
  /** They are suppressed because they reported a mail as spam. */
  readonly complained: boolean;
  /** Suppressions a person lifted, oldest first. */
  readonly lifted: readonly LiftedSuppression[];
  /** `null`: no reader has this address. It may be suppressed all the same, as by an import. */
  readonly record: ReaderRecord | null;
};

/** As `readerOf`, and of an address that has no reader, too. Throws CourantError `bad-address`. */
export async function readerStanding(
  store: Pick<AccountStore, 'accountOf' | 'record'> & Pick<SuppressionStore, 'suppressionOf' | 'liftedSuppressions'>,
  address: string,
): Promise<ReaderStanding> {
  const [suppression, lifted, record] = await Promise.all([
    store.suppressionOf(address),
    store.liftedSuppressions(address),
    readerOf(store, address),
  ]);
  const complained = suppression.kind === 'suppressed' && isComplaint(suppression.suppression);
  return { address: record?.account.address ?? address, suppression, complained, lifted, record };
}

/** Never written to again, whatever newsletter. Throws CourantError `bad-address`. */
export const suppressByHand = (store: Pick<AudienceStore, 'suppress'>, address: string, { by, reason, now }: Order): Promise<void> =>
  store.suppress(address, reason, `suppressed by the operator (${by})`, now);

/** Leaves nothing but a keyed hash; whether anything was known. Throws CourantError `bad-address`. */
export const eraseByHand = (store: Pick<AccountStore, 'erase'>, address: string, now: Date): Promise<boolean> => store.erase(address, now);

/** `complained`: they reported the mail as spam; lifted only when the order says that they wish it. `erased`: only they can come back. */
export type Unsuppressed =
  | { readonly result: 'lifted' | 'complained'; readonly suppression: Suppression }
  | { readonly result: 'not-suppressed' | 'erased' };

/**
 * Lifts the suppression of an address: mails go to it again where its subscriptions are active. It is kept, with the order.
 * @throws CourantError `bad-address`, `reason-missing`
 */
export async function unsuppress(
  store: SuppressionStore,
  address: string,
  order: Order & { readonly evenComplaint: boolean },
): Promise<Unsuppressed> {
  if (order.reason.trim() === '')
    throw new CourantError('reason-missing', 'A suppression is lifted for a reason only.', {
      help: 'Say it with --reason, as in --reason "wrote that the mailbox is mended"; it is kept with your name.',
    });
  const found = await store.suppressionOf(address);
  if (found.kind !== 'suppressed') return { result: found.kind === 'erased' ? 'erased' : 'not-suppressed' };
  const { suppression } = found;
  if (isComplaint(suppression) && !order.evenComplaint) return { result: 'complained', suppression };
  const lifted = await store.liftSuppression(address, suppression, order);
  return lifted ? { result: 'lifted', suppression } : { result: 'not-suppressed' };
}

// What other programs' exports call it, in the languages of their words.
const complaintWords =
  /complain|spam|abuse|junk|beschwer|plainte|ind[eé]sirable|queja|denuncia|den[uú]ncia|reclama|苦情|迷惑|شكوى|مزعج|תלונ|ספאם/iu;

/** A reader's own report of spam, heard here or where they were imported from. */
const isComplaint = ({ reason, evidence }: Suppression): boolean =>
  /^complaint\b/i.test(reason) || (reason.startsWith('imported') && complaintWords.test(evidence));

export type EndedByHand =
  | { readonly result: 'unsubscribed' | 'had-ended'; readonly newsletter: string }
  | { readonly result: 'unknown' | 'not-subscribed' };

/**
 * Ends one subscription, as its reader's click would. `newsletter` may be left out where there is one only.
 * @throws CourantError `bad-address`, `newsletter-missing` naming those they follow
 */
export async function unsubscribeByHand(
  store: Pick<AccountStore, 'accountOf'> & Pick<AudienceStore, 'unsubscribe'>,
  address: string,
  newsletter: string | null,
  { by, reason, now }: Order,
): Promise<EndedByHand> {
  const account = await store.accountOf(address);
  if (account === null) return { result: 'unknown' };
  const { subscriptions } = account;
  const running = subscriptions.filter(({ state }) => state !== 'unsubscribed');
  if (newsletter === null && running.length > 1)
    throw new CourantError('newsletter-missing', `${address} is subscribed to ${running.map((one) => one.newsletter).join(', ')}.`, {
      help: 'Name the one to end, or end all at once: courant subscribers suppress.',
    });
  const meant = newsletter === null ? (running[0] ?? subscriptions[0]) : subscriptions.find((one) => one.newsletter === newsletter);
  if (meant === undefined) return { result: 'not-subscribed' };
  const how = `unsubscribed by the operator (${by})${reason === '' ? '' : `: ${reason}`}`;
  const ended = await store.unsubscribe(meant.subscriptionId, now, how);
  return { result: ended ? 'unsubscribed' : 'had-ended', newsletter: meant.newsletter };
}
