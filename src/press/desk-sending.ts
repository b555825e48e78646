import { CourantError } from '../courant-error.ts';
import type { Accounting } from '../delivery/delivery-state.ts';
import type { DeliveryRow, EditionRecord } from './ports.ts';
import type { Hold, ReconcileVerdict } from './ports-engine.ts';
import type { Press } from './press.ts';
import { closeBooks } from './send-mailing.ts';

/** How an edition stands in the books, and what became of it so far. */
export type EditionStanding = {
  readonly edition: EditionRecord;
  readonly accounting: Accounting;
  readonly hold: Hold | null;
  readonly bounces: number;
  readonly complaints: number;
  readonly unsubscribes: number;
};

const listedUnknowns = 200;

export async function editionStanding({ store }: Pick<Press, 'store'>, edition: EditionRecord): Promise<EditionStanding> {
  const [accounting, hold, echoes, unsubscribes] = await Promise.all([
    store.accounting(edition.id),
    store.hold(edition.id),
    store.echoes(edition.id),
    store.unsubscribesAfter(edition.id),
  ]);
  return { edition, accounting, hold, ...echoes, unsubscribes };
}

/** The last editions of all newsletters, newest slot first. */
export async function lastStandings(press: Pick<Press, 'store'>, limit: number): Promise<readonly EditionStanding[]> {
  const editions = await press.store.editions(null, limit);
  return Promise.all(editions.map((edition) => editionStanding(press, edition)));
}

/** Readers nobody knows whether they got their mail; the first 200. */
export const unknownDeliveries = (press: Pick<Press, 'store'>, editionId: number): Promise<readonly DeliveryRow[]> =>
  press.store.deliveries(editionId, 'unknown', 0, listedUnknowns);

type Word = { readonly by: string; readonly reason: string };

/** Nothing more of the edition goes out until it is resumed. Throws CourantError `edition-finished`. */
export const pauseEdition = (press: Press, edition: EditionRecord, word: Word): Promise<void> => putOnHold(press, edition, word, 'paused');

/** What has not gone out yet never will. Throws CourantError `edition-finished`. */
export async function cancelEdition(press: Press, edition: EditionRecord, word: Word): Promise<void> {
  await putOnHold(press, edition, word, 'cancelled');
  if (edition.state !== 'sending') return;
  await press.store.cancelRest(edition.id, `cancelled: ${wordsOf(word)}`, press.now());
  // What is under way now is closed by the process that has it under way.
  await closeBooks(press, edition.id);
}

/** Lifts a pause; who sends (the desk, a tick, a worker) goes on. Throws CourantError `not-paused`. */
export async function resumeEdition(press: Press, edition: EditionRecord): Promise<void> {
  if (await press.store.resume(edition.id)) return;
  throw new CourantError('not-paused', 'This edition is not paused.', { help: 'Look at how it stands now.' });
}

async function putOnHold(press: Press, edition: EditionRecord, word: Word, kind: Hold['kind']): Promise<void> {
  if (edition.state === 'finished') {
    throw new CourantError('edition-finished', 'This edition has gone out whole; there is nothing left to stop.', {
      help: 'Look at how it stands now.',
    });
  }
  await press.store.putOnHold(edition.id, { kind, reason: wordsOf(word), by: 'person', at: press.now() });
}

const wordsOf = ({ by, reason }: Word): string => (reason === '' ? `by ${by}` : `by ${by}: ${reason}`);

type Judgement = {
  readonly messageIds: readonly string[];
  readonly verdict: ReconcileVerdict;
  readonly evidence: string;
  readonly by: string;
};

/** A person's word about unknown deliveries; returns how many it settled. Throws CourantError `evidence-missing`. */
export async function settleUnknown(press: Press, edition: EditionRecord, judgement: Judgement): Promise<number> {
  const { messageIds, verdict, by } = judgement;
  const evidence = judgement.evidence.trim();
  if (evidence === '') {
    throw new CourantError('evidence-missing', 'How do you know? Nothing was changed.', {
      help: 'Say where you looked, as in: relay log of 8 May, queued as 4F2.',
    });
  }
  const settled = await press.store.reconcile(
    edition.id,
    messageIds.map((messageId) => ({ messageId, verdict, evidence })),
    by,
    press.now(),
  );
  return settled.length;
}
