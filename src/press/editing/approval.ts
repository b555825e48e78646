import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Selection } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { ApprovalRecord } from '../ports/store/approvals.ts';
import type { ApprovedContent } from './approved-content.ts';
import { approvedContent, changesSince, contentFingerprint } from './approved-content.ts';
import { draftEdition, type EditionDraft } from './draft-edition.ts';
import { isByAnother, judgeApprover } from './hands.ts';

export type ApprovalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'approved'; readonly by: string; readonly at: Date }
  /** Something changed since: `changes` says what, in words. */
  | { readonly kind: 'void'; readonly by: string; readonly at: Date; readonly changes: readonly string[] };

/** How the newest approval stands against the content of now. */
export function approvalState(
  records: readonly ApprovalRecord[],
  content: ApprovedContent,
  newsletter: Pick<Newsletter, 'approver'> = {},
): ApprovalState {
  const [latest] = records;
  if (!latest || latest.withdrawn !== null) return { kind: 'none' };
  const { by, at } = latest;
  const same = latest.fingerprint === contentFingerprint(content);
  if (same && isByAnother(newsletter, latest)) return { kind: 'approved', by, at };
  const changes = same ? ['this newsletter now asks for the word of somebody who changed nothing in it'] : changesIn(latest, content);
  return { kind: 'void', by, at, changes };
}

const changesIn = ({ content: before }: ApprovalRecord, content: ApprovedContent): readonly string[] =>
  changesSince(JSON.parse(before) as ApprovedContent, content);

/** How a slot's approval stands against the edition as it would be made now; without one to judge, nothing is read or made. */
export async function judgeApproval({ store }: Pick<Press, 'store'>, draft: EditionDraft): Promise<ApprovalState> {
  const records = await store.approvals(draft.newsletter.id, draft.slot);
  if (records[0]?.withdrawn !== null) return { kind: 'none' };
  return approvalState(records, (await draft.asApproved()).content, draft.newsletter);
}

/**
 * Approves what the editor saw.
 * @param seen fingerprint of the page that was approved
 * @throws CourantError `approval-outdated` when the content is another by now, `approval-needs-account` or `approval-own-work` where
 *   somebody else is asked for, `lint-blocked` when the gate would stop it; nothing is approved then
 */
export async function approveEdition(
  press: Press,
  approval: {
    readonly newsletter: Newsletter;
    readonly slot: Date;
    readonly seen: string;
    readonly by: string;
    /** Of the desk; left out: who it is is taken at their word. */
    readonly account?: number | null;
  },
  content: ContentRead,
): Promise<void> {
  const { newsletter, slot, seen, by, account = null } = approval;
  // It takes a while to see what is approved: what is changed meanwhile counts as changed after it, and was not approved.
  const at = press.now();
  const changes = async () => (await press.store.overrides(newsletter.id, slot)).version;
  const before = await changes();
  const independent = await judgeApprover(press.store, newsletter, slot, { name: by, account });
  const { content: now, heading, mail } = await draftEdition(press, newsletter, slot, async () => content).asApproved();
  if (contentFingerprint(now) !== seen) throw outdated();
  if (mail) {
    const { lintEdition, mustPass } = await import('../composing/lint-edition.ts');
    mustPass(
      newsletter,
      'not approved',
      await lintEdition(press, { newsletter, heading, compiled: mail.compiled, again: mail.again, lined: mail.lined }, [mail]),
    );
  }
  if ((await changes()) !== before) throw outdated();
  await press.store.approve({
    newsletter: newsletter.id,
    slot,
    fingerprint: seen,
    content: JSON.stringify(now),
    by,
    at,
    independent,
  });
}

const outdated = () =>
  new CourantError('approval-outdated', 'The edition has changed since you opened it; nothing was approved.', {
    help: 'Look at it as it is now, then approve.',
  });

export type ApprovalStanding = {
  readonly state: ApprovalState;
  readonly fingerprint: string;
  /** What the fingerprint is of. */
  readonly content: ApprovedContent;
};

/** How the slot's approval stands against the edition as it would be made now, whatever profile or theme is looked at. */
export async function approvalOf(press: Press, newsletter: Newsletter, selection: Selection): Promise<ApprovalStanding> {
  const [records, content] = await Promise.all([
    press.store.approvals(newsletter.id, selection.window.to),
    approvedContent(press, newsletter, selection),
  ]);
  return { state: approvalState(records, content, newsletter), fingerprint: contentFingerprint(content), content };
}
