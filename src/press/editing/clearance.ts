import { CourantError } from '../../errors/courant-error.ts';
import { slotDate } from '../planning/slot-meant.ts';
import type { Press } from '../ports/press.ts';
import type { SlotHold } from '../ports/store/approvals.ts';
import { judgeApproval } from './approval.ts';
import type { EditionDraft } from './draft-edition.ts';

/** Who holds a slot the gate stopped: the gate, on what it saw. Another content is another holder, so it is looked at anew. */
export const holderOf = (fingerprint: string): string => `the gate (content ${fingerprint})`;

export const isGateHold = ({ by }: SlotHold): boolean => /^the gate \(content [0-9a-f]+\)$/.test(by);

/**
 * Refuses to go on with a slot an editor holds, and, where the newsletter asks for an approval, without a valid one.
 * @throws CourantError `edition-held`, `not-approved`, `approval-void` telling what changed
 */
export async function assertCleared(press: Pick<Press, 'store'>, draft: EditionDraft): Promise<void> {
  const { newsletter, slot } = draft;
  const hold = await press.store.slotHold(newsletter.id, slot);
  if (hold) {
    const why = hold.reason === '' ? '' : `: ${hold.reason}`;
    const help = isGateHold(hold)
      ? 'It goes on by itself once that is mended, or let pass by name: lint: { waive: [...] } in the newsletter.'
      : `Release it on the desk. On the command line: courant release ${newsletter.id} --at ${slot.toISOString()}`;
    throw new CourantError(
      'edition-held',
      `${newsletter.name}, ${slotDate(newsletter, slot)}: held by ${hold.by}${why}. Nothing was sent.`,
      {
        help,
      },
    );
  }
  if (newsletter.approval !== 'required') return;
  const state = await judgeApproval(press, draft);
  if (state.kind === 'approved') return;
  const edition = `${newsletter.name}, ${slotDate(newsletter, slot)}`;
  if (state.kind === 'none')
    throw new CourantError('not-approved', `${edition}: not approved, so nothing was sent.`, { help: 'Approve it on the desk.' });
  throw new CourantError(
    'approval-void',
    `${edition}: changed since ${state.by} approved it, so nothing was sent: ${state.changes.join('; ')}.`,
    {
      help: 'Look at it on the desk and approve it again.',
    },
  );
}
