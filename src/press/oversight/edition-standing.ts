import type { Accounting } from '../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';
import type { Hold, ReconcileVerdict } from '../ports/store/sending.ts';
import { orderHold } from './hold-edition.ts';

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

/** `counted`: its books, where they were just counted. */
export async function editionStanding(
  { store }: Pick<Press, 'store'>,
  edition: EditionRecord,
  counted?: Accounting,
): Promise<EditionStanding> {
  const [accounting, hold, echoes, unsubscribes] = await Promise.all([
    counted ?? store.accounting(edition.id),
    store.hold(edition.id),
    store.echoes(edition.id),
    store.unsubscribesAfter(edition.id),
  ]);
  return { edition, accounting, hold, ...echoes, unsubscribes };
}

/** The last editions of all newsletters, newest slot first. */
export async function lastStandings(press: Pick<Press, 'store'>, limit: number): Promise<readonly EditionStanding[]> {
  const editions = await press.store.editions(null, limit);
  return Promise.all(editions.map(({ accounting, ...edition }) => editionStanding(press, edition, accounting)));
}

/** Readers nobody knows whether they got their mail; the first 200. */
export const unknownDeliveries = (press: Pick<Press, 'store'>, editionId: number): Promise<readonly DeliveryRow[]> =>
  press.store.deliveries(editionId, 'unknown', 0, listedUnknowns);

type Word = { readonly by: string; readonly reason: string };

const wordsOf = ({ by, reason }: Word): string => (reason === '' ? `by ${by}` : `by ${by}: ${reason}`);

/** Nothing more of the edition goes out until it is resumed. Throws CourantError `edition-finished`. */
export async function pauseEdition(press: Press, edition: EditionRecord, word: Word): Promise<void> {
  await orderHold(press, edition, 'pause', wordsOf(word));
}

/** What has not gone out yet never will; what is under way is closed by who has it under way. Throws CourantError `edition-finished`. */
export async function cancelEdition(press: Press, edition: EditionRecord, word: Word): Promise<void> {
  await orderHold(press, edition, 'cancel', wordsOf(word));
}

/** Lifts a pause; who sends (the desk, a tick, a worker) goes on. Throws CourantError `not-paused`, `edition-finished`. */
export async function resumeEdition(press: Press, edition: EditionRecord): Promise<void> {
  const { result } = await orderHold(press, edition, 'resume', '');
  if (result === 'resumed') return;
  throw new CourantError('not-paused', 'This edition is not paused.', { help: 'Look at how it stands now.' });
}

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
