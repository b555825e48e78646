import { afterOutcome, type Consequence } from '../../delivery/after-outcome.ts';
import type { Outcome } from '../../delivery/ledger/outcome.ts';
import { messageId } from '../../delivery/message/message-id.ts';
import { returnPath } from '../../delivery/message/return-path.ts';
import type { RetryPolicy } from '../../delivery/pacing/retry.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow, Ledger } from '../ports/store/ledger.ts';
import { groupCommit } from './durable/group-commit.ts';
import { storeMayRecover, withRetries } from './durable/with-retries.ts';
import type { MakeMessage } from './message-maker.ts';

/** How long a running send waits for its store to come back before it gives up. */
export const storePatienceMs = 5 * 60_000;

const rowsPerTransaction = 200;

export type HandOver = {
  readonly press: Press;
  readonly edition: EditionRecord;
  readonly settings: DeliverySettings;
  readonly make: MakeMessage;
  readonly domain: string;
  /** Nothing is waited for any more. */
  readonly overdue: () => boolean;
};

/** What came of one delivery, and what follows from it for the others. */
export type HandedOver = { readonly outcome: Outcome; readonly consequence: Consequence };

/**
 * Submits one delivery: intent durable, message out, outcome durable, then what follows from it. Resolves with `null` when it was
 * not this worker's to send (another one has it, the reader has left). Rejects only when the store stays out of reach.
 */
export function deliverer(mailing: HandOver): (row: DeliveryRow) => Promise<HandedOver | null> {
  const { press, edition, domain } = mailing;
  const intend = groupCommit((intents: readonly Intent[]) => begin(mailing, intents), rowsPerTransaction);
  const conclude = groupCommit((entries: readonly Entry[]) => record(mailing, entries), rowsPerTransaction);
  const policy = retryPolicy(mailing.settings);
  const spare: Uint8Array[] = [];
  return async (row) => {
    const id = messageId(press.secret, { id: row.id, editionId: edition.id }, domain);
    if (!(await intend({ id: row.id, messageId: id }))) return null;
    const outcome = await submit(mailing, row, row.messageId ?? id, spare);
    const { entry, consequence } = afterOutcome(row, outcome, policy, press.now(), press.random());
    await conclude({ id: row.id, ...entry });
    await applyConsequence(mailing, row, outcome, consequence);
    return { outcome, consequence };
  };
}

type Intent = Parameters<Ledger['beginSubmitting']>[0][number];
type Entry = Parameters<Ledger['recordOutcomes']>[0][number];

/** After an intent that ended without an answer, the store is asked which are ours: those were never handed over, so they may be. */
async function begin({ press, overdue }: HandOver, intents: readonly Intent[]): Promise<readonly boolean[]> {
  const { store, worker } = press;
  const attempt = async (): Promise<readonly number[]> => {
    try {
      return await store.beginSubmitting(intents, worker, press.now());
    } catch (error) {
      if (!storeMayRecover(error)) throw error;
    }
    return await withRetries(
      async () => {
        const ours = new Set(
          await store.ownSubmitting(
            worker,
            intents.map(({ id }) => id),
          ),
        );
        const rest = intents.filter(({ id }) => !ours.has(id));
        return [...ours, ...(rest.length === 0 ? [] : await store.beginSubmitting(rest, worker, press.now()))];
      },
      storePatienceMs,
      press.wait,
      overdue,
    );
  };
  const begun = new Set(await attempt());
  return intents.map(({ id }) => begun.has(id));
}

async function record({ press, overdue }: HandOver, entries: readonly Entry[]): Promise<readonly null[]> {
  await withRetries(() => press.store.recordOutcomes(entries, press.now(), press.worker), storePatienceMs, press.wait, overdue);
  return entries.map(() => null);
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
