import type { Accounting } from '../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { assertCleared } from '../editing/clearance.ts';
import { draftEdition, type EditionDraft } from '../editing/draft-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { mustRemember } from '../oversight/prune.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { untraced } from '../ports/watch/tracing.ts';
import { subscribersOf } from '../readers/subscribers.ts';
import { giveDigests } from '../sealing/give-digests.ts';
import type { JustSealed, SealedPlan } from '../sealing/seal-edition.ts';
import { sendMailing } from '../sending/send-mailing.ts';
import { sentByWorkers } from '../sending/work-chunks.ts';
import { holdStrangeAudience } from './audience-check.ts';
import { liftMendedHold, sealOrHold } from './gate-hold.ts';
import { assertMayLeave } from './may-leave.ts';

export type DeliveryReport = {
  readonly newsletter: string;
  readonly slot: Date;
  readonly number: number;
  readonly subject: string | null;
  /**
   * `already-delivered`: this slot's edition was finished before this call, nothing was done. `waiting`: some readers are
   * left for a later try (deferred, not named by `only`, on their way in another process). `paused`: on hold until a person
   * resumes it. `cancelled`: what had not gone out will not. `stopped`: this process was asked to end.
   */
  readonly result: 'delivered' | 'already-delivered' | 'waiting' | 'paused' | 'cancelled' | 'stopped';
  readonly reason: string | null;
  readonly attempted: number;
  /** Deliveries a dead process left between intent and outcome, now `unknown`. */
  readonly abandoned: number;
  readonly accounting: Accounting;
  readonly sealed: SealedPlan | null;
  readonly digests: number;
  readonly transport: string;
  /** Messages went into the outbox, so nobody has them: *accepted* means written there. */
  readonly outbox: boolean;
};

/**
 * Does what is left to do for one slot of a newsletter, from wherever a process before stopped: opens the edition, freezes
 * the audience, composes and seals, submits, closes the books. Safe to call any number of times and from any number of
 * processes: UNIQUE(newsletter, slot) and UNIQUE(edition, subscriber) hold each step to once.
 * @param only addresses to write to now; everyone else stays frozen and queued. `null`: all
 * @param confirmed a person has said that it goes out though the audience differs much from the edition before, or links lead nowhere
 * @throws CourantError `not-subscribed` naming addresses of `only` that are not readers of the edition; `outbox-refused`, `links-unreachable`; `edition-held`; `lint-blocked`, and the slot
 *   is held from then on until what the edition is made from changes; `not-approved` or `approval-void` where the newsletter asks
 *   for an approval; `history-pruned` for a slot so long past that nobody knows any more what its readers were told
 */
export async function deliverEdition(
  press: Press,
  newsletter: Newsletter,
  slot: Date,
  content: () => Promise<ContentRead>,
  only: readonly string[] | null = null,
  confirmed = false,
): Promise<DeliveryReport> {
  if (only) await mustBeReaders(press, newsletter, only);
  const begun = await press.store.findEdition(newsletter.id, slot);
  if (begun?.state !== 'finished') await assertMayLeave(press, newsletter, confirmed);
  const { run, note } = press.tracing ?? untraced;
  const of = { newsletter: newsletter.id, slot: slot.toISOString() };
  const { edition, just } = await run('edition.seal', of, () => openSealed(press, draftEdition(press, newsletter, slot, content)));
  if (edition.state === 'finished')
    return await report(press, edition, { result: 'already-delivered', abandoned: 0, attempted: 0, reason: null });
  await run('edition.digests', of, () => giveDigests(press, newsletter, edition, just));
  if (just !== null) press.tidyMemory?.();
  if (edition.state !== 'sending' && !confirmed) await holdStrangeAudience(press, newsletter, edition);
  await press.store.setEditionState(edition.id, 'sending', press.now());
  const { ending, reason, attempted, abandoned, finished } = await run('edition.send', { ...of, number: edition.number }, async () => {
    const byWorkers = only ? null : await sentByWorkers(press, newsletter, edition);
    const sent = byWorkers ?? (await sendMailing(press, newsletter, edition, only));
    note({ attempted: sent.attempted, ending: sent.ending });
    return sent;
  });
  const result = ending === 'cancelled' ? 'cancelled' : finished ? 'delivered' : ending === 'through' ? 'waiting' : ending;
  return await report(press, edition, { result, abandoned, attempted, reason });
}

/** The slot's edition, opened and sealed if it was not. What was cleared is what is sealed; the articles are not needed from then on. */
async function openSealed(
  press: Press,
  draft: EditionDraft,
): Promise<{ readonly edition: EditionRecord; readonly just: JustSealed | null }> {
  const { newsletter, slot } = draft;
  if (await notSealed(press, newsletter, slot)) {
    await liftMendedHold(press, draft);
    await assertCleared(press, draft);
    await mustRemember(press, newsletter, slot);
  }
  const { edition } = await press.store.openEdition(newsletter.id, slot, press.now());
  if (edition.state !== 'open') return { edition, just: null };
  await press.store.freeze(edition.id, newsletter.id, press.now());
  const just = await sealOrHold(press, edition, draft);
  const after = just === null ? await press.store.findEdition(newsletter.id, slot) : edition;
  // Composing takes a while. An editor held the slot or took the approval back meanwhile: that is told, or it is made anew.
  if (just === null && after?.state === 'open') return await openSealed(press, draftEdition(press, newsletter, slot, draft.content));
  // Another process has sealed it; or a person has called it off, and it has ended unsealed.
  return { edition: after ?? edition, just };
}

/** What is sealed is approved, or was never asked to be. */
async function notSealed(press: Press, newsletter: Newsletter, slot: Date): Promise<boolean> {
  const edition = await press.store.findEdition(newsletter.id, slot);
  return edition === null || edition.state === 'open';
}

async function mustBeReaders(press: Press, newsletter: Newsletter, only: readonly string[]): Promise<void> {
  const missing = new Set(only.map((address) => address.toLowerCase()));
  for await (const row of subscribersOf(press.store, newsletter.id)) {
    if (row.state === 'active') missing.delete(row.address.toLowerCase());
    if (missing.size === 0) return;
  }
  throw new CourantError('not-subscribed', `Not subscribed to ${newsletter.id}: ${[...missing].join(', ')}.`, {
    help: `Add a reader with: courant subscribers add ${newsletter.id} <address> --topics "..."`,
  });
}

async function report(
  press: Press,
  before: EditionRecord,
  done: Pick<DeliveryReport, 'result' | 'reason' | 'abandoned' | 'attempted'>,
): Promise<DeliveryReport> {
  const edition = (await press.store.findEdition(before.newsletter, before.slot)) ?? before;
  const sealed = await press.store.sealedEdition(edition.id);
  return {
    newsletter: edition.newsletter,
    slot: edition.slot,
    number: edition.number,
    subject: edition.subject,
    accounting: await press.store.accounting(edition.id),
    sealed: sealed ? (JSON.parse(sealed.plan) as SealedPlan) : null,
    digests: sealed ? await press.store.countDigests(edition.id) : 0,
    transport: press.transport.name,
    outbox: edition.outbox === true,
    ...done,
  };
}
