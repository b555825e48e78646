import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import { isFinished } from '../../delivery/ledger/accounting.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { type DeliveryRange, everyDelivery } from '../ports/queue.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { SealedPlan } from '../sealing/seal-edition.ts';
import { withRetries } from './durable/with-retries.ts';
import { settleAbandoned } from './liveness.ts';
import type { SealedMail } from './message-maker.ts';
import { type Submitted, submitDue } from './submit-due.ts';

const closingPatienceMs = 60_000;
const othersPatienceMs = 5_000;
const lookAgainMs = 50;

export type MailingSent = Submitted & { readonly finished: boolean };

/**
 * Sends what is due of a sealed edition whose readers have their digests, and closes the books when nothing is left: what a
 * chunk of a queue and a whole edition in one process have in common.
 * @param only addresses to write to now; `null`: all
 */
export async function sendMailing(
  press: Press,
  newsletter: Newsletter,
  edition: EditionRecord,
  only: readonly string[] | null,
  range: DeliveryRange = everyDelivery,
): Promise<MailingSent> {
  const abandoned = await settleAbandoned(press, edition.id);
  if (press.transport.reach === 'outbox') await press.store.markOutbox(edition.id);
  const { speaker, mail } = await sealedMail(press, edition.id);
  const recipients = only ? new Set(only.map((address) => address.toLowerCase())) : null;
  const submitted = await submitDue(press, { ...newsletter, ...speaker }, edition, mail, recipients, range);
  const close = () =>
    submitted.ending === 'cancelled' ? calledOff(press, edition.id, submitted.reason ?? '') : closeBooks(press, edition.id);
  const closed = await withRetries(close, closingPatienceMs, press.wait);
  const shared = !closed && submitted.ending === 'through' && only === null && range === everyDelivery;
  const finished = closed || (shared && (await withRetries(() => finishedByOthers(press, edition.id), closingPatienceMs, press.wait)));
  return { ...submitted, abandoned: abandoned + submitted.abandoned, finished };
}

/**
 * Other processes may have the last messages of the same edition on their way: they are waited for a while, so that whoever asked hears that
 * it is finished, and not that something is left. Returns whether it is.
 */
async function finishedByOthers(press: Press, editionId: number): Promise<boolean> {
  for (let waited = 0; waited < othersPatienceMs; waited += lookAgainMs) {
    if ((await press.store.submittingWorkers(editionId)).length === 0) break;
    await press.wait(lookAgainMs);
  }
  return await closeBooks(press, editionId);
}

/** What a cancelled edition still had to do will not be done. Returns whether it is finished. */
export async function calledOff(press: Press, editionId: number, reason: string): Promise<boolean> {
  await press.store.cancelRest(editionId, `cancelled: ${reason}`, press.now());
  return await closeBooks(press, editionId);
}

/** Returns whether the edition is finished. Throws CourantError `accounting-breach` when its books do not balance. */
export async function closeBooks(press: Press, editionId: number): Promise<boolean> {
  // Asked after every chunk: counting millions of deliveries is for when the answer may be yes.
  if (await press.store.anyUnfinished(editionId)) return false;
  if (!isFinished(await press.store.accounting(editionId))) return false;
  await press.store.setEditionState(editionId, 'finished', press.now());
  return true;
}

/** What is sent, and who speaks in it: the sender is sealed with the edition, whatever the config says by now. */
async function sealedMail(press: Press, editionId: number): Promise<{ readonly mail: SealedMail } & Pick<SealedPlan, 'speaker'>> {
  const sealed = await press.store.sealedEdition(editionId);
  if (!sealed) throw new Error(`edition ${editionId} should be sealed and is not`);
  const { speaker } = JSON.parse(sealed.plan) as SealedPlan;
  const mail = { compiled: CompiledEdition.parse(JSON.parse(sealed.compiled)), layouts: layoutCodec(layoutTable(sealed.told)) };
  return { mail, ...(speaker ? { speaker } : {}) };
}
