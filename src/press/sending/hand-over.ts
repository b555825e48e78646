import { afterOutcome, type Consequence } from '../../delivery/after-outcome.ts';
import type { Outcome } from '../../delivery/ledger/outcome.ts';
import { messageId } from '../../delivery/message/message-id.ts';
import { returnPath } from '../../delivery/message/return-path.ts';
import type { RetryPolicy } from '../../delivery/pacing/retry.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';
import { type IntentsAhead, intentsAhead } from './durable/intents-ahead.ts';
import { ledgerWriter, storePatienceMs } from './durable/ledger-writer.ts';
import { storeMayRecover, withRetries } from './durable/with-retries.ts';
import type { MakeMessage } from './message-maker.ts';

export type HandOver = {
  readonly press: Press;
  readonly edition: EditionRecord;
  readonly settings: DeliverySettings;
  readonly make: MakeMessage;
  readonly domain: string;
  /** Nothing is waited for any more. */
  readonly overdue: () => boolean;
  /** Told when the ledger cannot be written for minutes, by an outcome nobody waits for. */
  readonly onFatal: (error: unknown) => void;
};

/** What came of one delivery, and what follows from it for the others. */
export type HandedOver = { readonly outcome: Outcome; readonly consequence: Consequence };

export type Deliverer = {
  /**
   * Submits one delivery: intent durable, message out, outcome durable, then what follows from it. Where messages leave fast, nobody
   * waits until an accepted one, from which nothing follows, is durable. Resolves with `null` when it was not this worker's to send (another one has
   * it, the reader has left). Rejects only when the store stays out of reach.
   */
  handOver(row: DeliveryRow): Promise<HandedOver | null>;
  readonly ahead: IntentsAhead;
  /** When the ledger has all of it. */
  settled(): Promise<void>;
};

export function deliverer(mailing: HandOver): Deliverer {
  const { press, edition, domain } = mailing;
  const ledger = ledgerWriter(press, mailing.overdue);
  const idOf = ({ id }: DeliveryRow) => messageId(press.secret, { id, editionId: edition.id }, domain);
  const ahead = intentsAhead({
    intend: (row, early) => ledger.intend({ id: row.id, messageId: row.messageId ?? idOf(row) }, early),
    withdraw: (id) => ledger.withdraw(id),
  });
  const policy = retryPolicy(mailing.settings);
  const spare: Uint8Array[] = [];
  const handOver = async (row: DeliveryRow): Promise<HandedOver | null> => {
    if (!(await ahead.claim(row))) return null;
    const outcome = await submit(mailing, row, row.messageId ?? idOf(row), spare);
    const { entry, consequence } = afterOutcome(row, outcome, policy, press.now(), press.random());
    const follows = outcome.kind !== 'accepted' || consequence.kind !== 'none';
    const waited = follows || !ahead.fast();
    const durable = ledger.conclude({ id: row.id, ...entry }, waited);
    if (waited) await durable;
    else durable.catch(mailing.onFatal);
    await applyConsequence(mailing, row, outcome, consequence);
    return { outcome, consequence };
  };
  return { handOver, ahead, settled: ledger.settled };
}

/**
 * @param spare memory of earlier messages. A hundred kilobytes a message are otherwise left to the garbage collector, which lets
 * them pile up. Only an accepted message gives its memory back: the server had all of it, so nothing reads it any more.
 */
async function submit({ press, make, domain }: HandOver, row: DeliveryRow, id: string, spare: Uint8Array[]): Promise<Outcome> {
  const kept = spare.pop();
  let bytes: Uint8Array;
  try {
    bytes = await make(row, id, kept);
  } catch (error) {
    if (storeMayRecover(error)) return { kind: 'deferred', code: null, response: 'not composed: the store was out of reach' };
    // One message that cannot be made must not keep the others from theirs.
    const why = error instanceof CourantError ? error.message : `unexpected: ${error instanceof Error ? error.message : error}`;
    return { kind: 'failed', code: 554, response: `554 5.6.0 not composed, never sent: ${why}` };
  }
  const outcome = await press.transport.submit({
    envelope: { from: returnPath(press.secret, row.id, domain), to: row.address },
    messageId: id,
    bytes,
  });
  if (outcome.kind === 'accepted') spare.push(kept?.buffer === bytes.buffer ? kept : bytes);
  return outcome;
}

function retryPolicy({ retry }: DeliverySettings): RetryPolicy {
  const { firstDelay, factor, longestDelay, deadline, leastTries } = retry;
  return { firstDelayMs: firstDelay, factor, longestDelayMs: longestDelay, deadlineMs: deadline, leastDeferrals: leastTries };
}

/** Suppresses an address that does not exist; puts the edition on hold when the reply is about us. */
async function applyConsequence(
  { press, edition, overdue }: HandOver,
  row: DeliveryRow,
  outcome: Outcome,
  consequence: Consequence,
): Promise<void> {
  const { store } = press;
  const at = press.now();
  const patiently = (work: () => Promise<unknown>) => withRetries(work, storePatienceMs, press.wait, overdue);
  switch (consequence.kind) {
    case 'none':
    case 'weigh-refusal':
      return;
    case 'suppress-recipient':
      await patiently(() => store.suppress(row.address, consequence.reason, outcome.response, at));
      return;
    case 'pause-mailing':
      await patiently(() => store.putOnHold(edition.id, { kind: 'paused', reason: consequence.reason, by: 'engine', at }));
      return;
  }
}
