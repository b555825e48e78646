/** Who changed an edition, for newsletters that ask somebody else for its approval. */
import { CourantError } from '../../errors/courant-error.ts';
import { describeOverride } from '../../selection/editing/override.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { DeskAccount } from '../ports/people/desk-accounts.ts';
import { mayAct } from '../ports/people/roles.ts';
import type { ApprovalRecord } from '../ports/store/approvals.ts';
import type { Store } from '../ports/store/store.ts';

type HandStore = Pick<Store, 'approvals' | 'overrides' | 'movedSlots' | 'lastSent' | 'deskAccounts'>;

/** `account` `null`: done without one, so that `name` is whatever was said. */
export type Hand = { readonly name: string; readonly account: number | null; readonly did: string };

/** Who approves, by account; `null`: nobody knows who it is. */
export type Approver = { readonly name: string; readonly account: number | null };

export type ApproverStanding = {
  /** Changes since somebody who had made none approved it, oldest first; those taken back since are none. */
  readonly hands: readonly Hand[];
  /** Accounts that may approve it. */
  readonly may: readonly Pick<DeskAccount, 'id' | 'name'>[];
};

/** What of a slot's edition is by whose hand. What articles, themes and the config brought is nobody's. */
export async function approverStanding(store: HandStore, newsletter: string, slot: Date): Promise<ApproverStanding> {
  const [approvals, accounts] = await Promise.all([store.approvals(newsletter, slot), store.deskAccounts()]);
  const hands = await handsSince(store, newsletter, slot, seenByAnother(approvals));
  const may = accounts.filter((one) => !one.disabled && mayAct(one, 'publisher') && !hands.some((hand) => isTheirs(hand, one)));
  return { hands, may: may.map(({ id, name }) => ({ id, name })) };
}

/**
 * @returns whether they had no hand in it, as far as accounts tell
 * @throws CourantError `approval-needs-account`, `approval-own-work` where the newsletter asks for somebody else
 */
export async function judgeApprover(store: HandStore, newsletter: Newsletter, slot: Date, { account }: Approver): Promise<boolean> {
  const { hands, may } = await approverStanding(store, newsletter.id, slot);
  const independent = may.some(({ id }) => id === account);
  if (newsletter.approver !== 'another' || independent) return independent;
  const whom = whoMay(may);
  if (account === null)
    throw new CourantError(
      'approval-needs-account',
      'This newsletter asks for the word of somebody who changed nothing in the edition, and only an account at the desk tells who somebody is; nothing was approved.',
      { help: `${whom} Accounts: docs/people.md.` },
    );
  const own = (await store.deskAccounts()).find(({ id }) => id === account);
  const theirs = hands.filter((hand) => own !== undefined && isTheirs(hand, own)).map(({ did }) => did);
  throw new CourantError(
    'approval-own-work',
    theirs.length === 0
      ? 'This account may not approve it; nothing was approved.'
      : `You changed this edition, so somebody else has to approve it; nothing was approved. By you: ${theirs.join('; ')}.`,
    { help: whom },
  );
}

export const whoMay = (may: ApproverStanding['may']): string =>
  may.length === 0
    ? 'Nobody else with an account may approve: an admin can invite a publisher.'
    : `${may.map(({ name }) => name).join(' or ')} may.`;

/** Whether the newest approval is one the newsletter asks for. */
export const isByAnother = ({ approver }: Pick<Newsletter, 'approver'>, latest: ApprovalRecord | undefined): boolean =>
  approver !== 'another' || latest?.independent === true;

/** When somebody who had changed nothing last said yes to all there was. */
const seenByAnother = ([latest]: readonly ApprovalRecord[]): Date | null =>
  latest && latest.withdrawn === null && latest.independent === true ? latest.at : null;

async function handsSince(store: HandStore, newsletter: string, slot: Date, since: Date | null): Promise<readonly Hand[]> {
  const [{ records }, moved, { sent }] = await Promise.all([
    store.overrides(newsletter, slot),
    store.movedSlots(newsletter),
    store.lastSent(newsletter, slot),
  ]);
  const approvedThen = sent === null ? null : seenByAnother(await store.approvals(newsletter, sent.slot));
  const isNew = (at: Date, floor: Date | null = null) => at.getTime() >= Math.max(since?.getTime() ?? 0, floor?.getTime() ?? 0);
  const edits = records.flatMap((record): Hand[] => {
    // What holds for every edition was in the last one that went out, where that was approved with it.
    const floor = record.slot === null ? approvedThen : null;
    const [asked, undone] = [isNew(record.at, floor), record.undone !== null && isNew(record.undone.at, floor)];
    const words = describeOverride(record);
    if (record.undone === null) return asked ? [{ name: record.author, account: record.account ?? null, did: words }] : [];
    const { by, account = null } = record.undone;
    return undone && !asked ? [{ name: by, account, did: `${by} undid: ${words}` }] : [];
  });
  const moves = moved
    .filter(({ to, at }) => to.getTime() === slot.getTime() && isNew(at))
    .map(({ by, account = null }): Hand => ({ name: by, account, did: `moved to this date by ${by}` }));
  return [...edits, ...moves];
}

const folded = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** Without an account a name is taken at its word: it is whoever is called so, or has that address. */
const isTheirs = ({ name, account }: Hand, { id, name: own, address }: DeskAccount): boolean =>
  account === null ? [folded(own), folded(address)].includes(folded(name)) : account === id;
