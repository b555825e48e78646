import { CourantError } from '../../errors/courant-error.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { closeBooks } from '../sending/send-mailing.ts';

export type HoldOrder = 'pause' | 'resume' | 'cancel';
export type HoldResult = {
  readonly edition: EditionRecord;
  /** `unchanged`: there was nothing to resume. */
  readonly result: 'paused' | 'resumed' | 'cancelled' | 'unchanged';
  /** Deliveries that will not go out any more. */
  readonly cancelled: number;
};

/**
 * A person stops an edition, lets it go on, or calls off what has not gone out. Every worker obeys within a second or two; what
 * is on its way arrives. A hold set after an edition was finished (complaints came) can be lifted, too: it holds nothing up but the
 * pruning. Throws CourantError `edition-finished`.
 */
export async function orderHold(press: Press, edition: EditionRecord, order: HoldOrder, reason: string): Promise<HoldResult> {
  if (edition.state === 'finished' && !(order === 'resume' && (await press.store.hold(edition.id))?.kind === 'paused')) {
    throw new CourantError(
      'edition-finished',
      `${edition.newsletter} No. ${edition.number} is finished; there is nothing left to ${order}.`,
      { help: 'Look at how it stands now: courant editions.' },
    );
  }
  if (order === 'resume') {
    const resumed = await press.store.resume(edition.id, press.now());
    return { edition, result: resumed ? 'resumed' : 'unchanged', cancelled: 0 };
  }
  const kind = order === 'pause' ? 'paused' : 'cancelled';
  await press.store.putOnHold(edition.id, { kind, reason, by: 'person', at: press.now() });
  if (kind === 'paused') return { edition, result: kind, cancelled: 0 };
  const cancelled = await press.store.cancelRest(edition.id, `cancelled: ${reason}`, press.now());
  await closeBooks(press, edition.id);
  return { edition, result: kind, cancelled };
}
