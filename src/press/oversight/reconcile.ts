import { relayLogReader } from '../../delivery/replies/relay-log.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { foundByAddress } from '../feedback/provider-events.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';
import type { EventAboutUnknown, ReconcileVerdict } from '../ports/store/sending.ts';
import { deliveriesOf } from '../sending/deliveries.ts';
import { closeBooks } from '../sending/send-mailing.ts';
import { mustHaveDeliveries } from './prune.ts';

export type Reconciled = {
  readonly edition: EditionRecord;
  readonly unknownBefore: number;
  readonly accepted: number;
  readonly failed: number;
  /** Those nothing was said about; they stay `unknown`. */
  readonly left: readonly string[];
};

export type Evidence =
  /** Bounces, complaints and providers' notices the store has heard of. */
  | { readonly kind: 'events' }
  | { readonly kind: 'relay-log'; readonly name: string; readonly lines: AsyncIterable<string> }
  | {
      readonly kind: 'by-hand';
      readonly accepted: readonly string[];
      readonly failed: readonly string[];
      readonly evidence: string;
    };

/**
 * Settles deliveries in `unknown` by evidence: a relay's log, what came back, or the word of a person who says why. Nothing is sent, and whatever
 * the evidence does not name stays `unknown`. Throws CourantError `not-unknown` for an address that is not, `log-unreadable`, `edition-pruned`.
 */
export async function reconcile(press: Press, edition: EditionRecord, evidence: Evidence, by: string): Promise<Reconciled> {
  mustHaveDeliveries(edition);
  const unsettled = await collected(deliveriesOf(press.store, edition.id, 'unknown'));
  const waiting = await heldSinceRestore(press, edition);
  const unknown = [...unsettled, ...waiting];
  const verdicts = await verdictsOf(press, edition, unknown, evidence);
  await doubtNamed(press, edition, waiting, verdicts);
  const changed = new Set(verdicts.length === 0 ? [] : await press.store.reconcile(edition.id, verdicts, by, press.now()));
  const settled = (verdict: ReconcileVerdict) => {
    const ids = new Set(verdicts.filter((one) => one.verdict === verdict).map(({ messageId }) => messageId));
    return unknown.filter((row) => changed.has(row.id) && ids.has(row.messageId ?? '')).length;
  };
  await closeBooks(press, edition.id);
  return {
    edition,
    unknownBefore: unsettled.length,
    accepted: settled('accepted'),
    failed: settled('failed'),
    left: unsettled.filter((row) => !changed.has(row.id)).map(({ address }) => address),
  };
}

/**
 * Deliveries a restored store believes to be still to do: while their edition is held, evidence may say that they went out after the
 * copy was made.
 */
async function heldSinceRestore({ store }: Press, edition: EditionRecord): Promise<readonly DeliveryRow[]> {
  const restore = await store.lastRestore();
  if (restore === null || edition.state === 'finished' || edition.openedAt > restore.noticedAt) return [];
  if ((await store.hold(edition.id))?.kind !== 'paused') return [];
  const rows = [];
  for (const state of ['queued', 'deferred', 'submitting'] as const)
    rows.push(...(await collected(deliveriesOf(store, edition.id, state))));
  return rows.filter(({ messageId }) => messageId !== null);
}

/** What the evidence names did leave, whatever the copy knew. */
async function doubtNamed(
  { store, now }: Press,
  edition: EditionRecord,
  waiting: readonly DeliveryRow[],
  verdicts: readonly { readonly messageId: string }[],
): Promise<void> {
  const named = new Set(verdicts.map(({ messageId }) => messageId));
  const left = waiting.filter(({ messageId }) => named.has(messageId ?? ''));
  const logged = left.map(({ id, attempts }) => ({ id, attempts: attempts + 1 }));
  if (logged.length > 0) await store.doubt(edition.id, logged, 'handed over after this copy of the store was made', now());
}

async function verdictsOf(press: Press, edition: EditionRecord, unknown: readonly DeliveryRow[], evidence: Evidence) {
  switch (evidence.kind) {
    case 'events':
      return fromEvents(await press.store.eventsAboutUnknown(edition.id));
    case 'by-hand':
      return byHand(unknown, evidence);
    case 'relay-log':
      return await fromLog(unknown, evidence);
  }
}

/** Whatever comes back about a message proves that it left: it has failed if it bounced, else it was accepted. The latest counts. */
function fromEvents(events: readonly EventAboutUnknown[]) {
  const verdicts = new Map<string, { messageId: string; verdict: ReconcileVerdict; evidence: string }>();
  for (const { messageId, kind, source, diagnostic, evidence } of events) {
    // The provider named a reader and not a message: it may be about the edition before.
    if (evidence.includes(foundByAddress)) continue;
    const verdict = kind === 'hard' || kind === 'soft' || kind === 'sender' ? 'failed' : 'accepted';
    verdicts.set(messageId, { messageId, verdict, evidence: [`${source}: ${kind}`, diagnostic, ...evidence].filter(Boolean).join(' | ') });
  }
  return [...verdicts.values()];
}

async function fromLog(unknown: readonly DeliveryRow[], { name, lines }: Extract<Evidence, { kind: 'relay-log' }>) {
  const reader = relayLogReader();
  for await (const line of lines) reader.line(line);
  if (reader.messages() === 0) {
    throw new CourantError('log-unreadable', `There is no message in ${name}, as Postfix or Exim write their logs. Nothing was changed.`, {
      help: 'Give the log of the relay that took the mail, of the hours it was sent in; for another relay use --accepted and --failed.',
    });
  }
  const wanted = new Set(unknown.map(({ messageId }) => messageId));
  return reader
    .verdicts()
    .filter(({ messageId }) => wanted.has(messageId))
    .map((verdict) => ({ ...verdict, evidence: `${name}: ${verdict.evidence}` }));
}

function byHand(unknown: readonly DeliveryRow[], { accepted, failed, evidence }: Extract<Evidence, { kind: 'by-hand' }>) {
  const rows = new Map(unknown.map((row) => [row.address.toLowerCase(), row]));
  const missing = [...accepted, ...failed].filter((address) => !rows.has(address.toLowerCase()));
  if (missing.length > 0) {
    throw new CourantError('not-unknown', `Not unknown in this edition: ${missing.join(', ')}. Nothing was changed.`, {
      help: 'List them with: courant deliveries <edition> --state unknown',
    });
  }
  const verdict = (addresses: readonly string[], verdict: ReconcileVerdict) =>
    addresses.map((address) => ({ messageId: rows.get(address.toLowerCase())?.messageId ?? '', verdict, evidence }));
  return [...verdict(accepted, 'accepted'), ...verdict(failed, 'failed')];
}

/**
 * Queues deliveries again that a person orders to be sent once more, under the same Message-ID; they go out with the next send
 * or tick. One that was resent three times before stays where it is. Returns how many. Throws CourantError `edition-pruned`.
 */
export async function resend(
  press: Press,
  edition: EditionRecord,
  state: 'unknown' | 'failed',
  addresses: readonly string[] | null,
  by: string,
): Promise<{ readonly edition: EditionRecord; readonly queued: number }> {
  mustHaveDeliveries(edition);
  const wanted = addresses && new Set(addresses.map((address) => address.toLowerCase()));
  const ids =
    wanted && (await collected(deliveriesOf(press.store, edition.id, state))).filter((row) => wanted.has(row.address.toLowerCase()));
  return {
    edition,
    queued: await press.store.resend(edition.id, state, ids?.map(({ id }) => id) ?? null, by, press.now()),
  };
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
