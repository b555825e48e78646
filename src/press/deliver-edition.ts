import { CompiledEdition } from '../composition/compiled-edition.ts';
import { CourantError } from '../courant-error.ts';
import { isFinished } from '../delivery/accounting.ts';
import type { Accounting } from '../delivery/delivery-state.ts';
import type { Newsletter } from './newsletter.ts';
import { subscribersOf } from './pages.ts';
import type { ContentRead, DigestRecord, EditionRecord } from './ports.ts';
import type { Press } from './press.ts';
import { profileKey } from './reader-profile.ts';
import { frozenReaders, type SealedPlan, sealEdition } from './seal-edition.ts';
import { submitDue } from './submit-due.ts';

const assignmentsAtOnce = 5_000;

export type DeliveryReport = {
  readonly newsletter: string;
  readonly slot: Date;
  readonly number: number;
  readonly subject: string | null;
  /**
   * `already-delivered`: this slot's edition was finished before this call, nothing was done. `waiting`: some readers are
   * left for a later try (deferred, or not named by `only`). `paused`: the server refuses us.
   */
  readonly result: 'delivered' | 'already-delivered' | 'waiting' | 'paused';
  readonly reason: string | null;
  readonly attempted: number;
  /** Deliveries a dead process left between intent and outcome, now `unknown`. */
  readonly abandoned: number;
  readonly accounting: Accounting;
  readonly sealed: SealedPlan | null;
  readonly digests: number;
  readonly transport: string;
};

/**
 * Does what is left to do for one slot of a newsletter, from wherever a process before stopped: opens the edition, freezes
 * the audience, composes and seals, submits, closes the books. Safe to call any number of times and from any number of
 * processes: UNIQUE(newsletter, slot) and UNIQUE(edition, subscriber) hold each step to once.
 * @param only addresses to write to now; everyone else stays frozen and queued. `null`: all
 * @throws CourantError `not-subscribed` naming addresses of `only` that are not readers of the edition
 */
export async function deliverEdition(
  press: Press,
  newsletter: Newsletter,
  slot: Date,
  content: () => Promise<ContentRead>,
  only: readonly string[] | null = null,
): Promise<DeliveryReport> {
  if (only) await mustBeReaders(press, newsletter, only);
  const { edition } = await press.store.openEdition(newsletter.id, slot, press.now());
  if (edition.state === 'finished')
    return await report(press, edition, { result: 'already-delivered', abandoned: 0, attempted: 0, reason: null });
  const abandoned = await settleAbandoned(press, edition);
  if (edition.state === 'open') {
    await press.store.freeze(edition.id, newsletter.id, press.now());
    await sealEdition(press, newsletter, edition, await content());
  }
  const sealed = await sealedEdition(press, edition);
  await assignDigests(press, newsletter, edition, sealed.plan);
  await press.store.setEditionState(edition.id, 'sending', press.now());
  const mail = { compiled: sealed.compiled, layouts: new Map(sealed.digests.map(({ fingerprint, layout }) => [fingerprint, layout])) };
  const recipients = only ? new Set(only.map((address) => address.toLowerCase())) : null;
  const { attempted, paused } = await submitDue(press, newsletter, edition, mail, recipients);
  const finished = isFinished(await press.store.accounting(edition.id));
  if (finished) await press.store.setEditionState(edition.id, 'finished', press.now());
  return await report(press, edition, {
    result: paused ? 'paused' : finished ? 'delivered' : 'waiting',
    abandoned,
    attempted,
    reason: paused,
  });
}

async function settleAbandoned(press: Press, edition: EditionRecord): Promise<number> {
  const workers = await press.store.submittingWorkers(edition.id);
  const dead = workers.filter((worker) => !press.isAlive(worker));
  return dead.length === 0 ? 0 : await press.store.abandonSubmitting(edition.id, dead, press.now());
}

async function sealedEdition(press: Press, edition: EditionRecord) {
  const sealed = await press.store.sealedEdition(edition.id);
  if (!sealed) throw new Error(`edition ${edition.id} should be sealed and is not`);
  return {
    compiled: CompiledEdition.parse(JSON.parse(sealed.compiled)),
    plan: JSON.parse(sealed.plan) as SealedPlan,
    digests: sealed.digests,
  };
}

/** Gives each frozen reader the digest of their profile, as sealed; a reader there is nothing new for is `skipped`. */
async function assignDigests(press: Press, newsletter: Newsletter, edition: EditionRecord, plan: SealedPlan): Promise<void> {
  let batch: { deliveryId: number; digest: string | null }[] = [];
  const flush = async () => {
    await press.store.assignDigests(edition.id, batch, press.now());
    batch = [];
  };
  for await (const reader of frozenReaders(press, newsletter, edition)) {
    batch.push({ deliveryId: reader.deliveryId, digest: plan.profiles[profileKey(reader)] ?? null });
    if (batch.length >= assignmentsAtOnce) await flush();
  }
  if (batch.length > 0) await flush();
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
  const digests: readonly DigestRecord[] = sealed?.digests ?? [];
  return {
    newsletter: edition.newsletter,
    slot: edition.slot,
    number: edition.number,
    subject: edition.subject,
    accounting: await press.store.accounting(edition.id),
    sealed: sealed ? (JSON.parse(sealed.plan) as SealedPlan) : null,
    digests: digests.length,
    transport: press.transport.name,
    ...done,
  };
}
