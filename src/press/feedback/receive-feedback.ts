import { createHash } from 'node:crypto';
import { parseEmailAddress } from '../../audience/email-address.ts';
import { classifyInbound } from '../../delivery/bounce/classify-inbound.ts';
import type { BouncedRecipient, BounceKind } from '../../delivery/bounce/judging/classification.ts';
import type { InboundMail } from '../../delivery/bounce/reports/inbound-mail.ts';
import { readReturnPath } from '../../delivery/message/return-path.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { BouncedDelivery } from '../ports/store/feedback.ts';
import { secretsIn } from '../readers/reader-keys.ts';
import type { FeedbackEvent } from './feedback-event.ts';
import { aboutPruned, judgeComplaints, judgeFeedback } from './feedback-policy.ts';
import { addressedTo, leaveByMail, noteUnproven, type UnsubscribeDecision } from './unsubscribe-mail.ts';

export type ParseInbound = (bytes: Uint8Array) => Promise<InboundMail>;

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets'>;

/** What one inbound event led to. `unparsable`: kept for a person to look at. */
export type BounceReport = {
  readonly source: string;
  readonly result: 'heard' | 'duplicate' | 'unparsable';
  readonly decisions: readonly {
    readonly address: string | null;
    readonly kind: BounceKind;
    readonly status: string | null;
    readonly decision: string;
  }[];
};

export type InboundBytes = { readonly bytes: Uint8Array; readonly source: string; readonly envelopeTo: readonly string[] };

/** Reads one inbound mail and does what it asks for, once; what cannot be read is kept. */
export async function receiveMail(
  press: Tools,
  newsletters: readonly Newsletter[],
  parse: ParseInbound,
  mail: InboundBytes,
): Promise<BounceReport> {
  const { source } = mail;
  const digest = createHash('sha256').update(mail.bytes).digest('hex');
  const parsed = await parse(mail.bytes);
  const written =
    parsed.kind === 'mail' ? { mail: parsed, source, digest, writtenTo: addressedTo(parsed, mail.envelopeTo).slice(0, 50) } : null;
  const left = written && (await leaveByMail(press, written));
  if (left) return unsubscribeReport(source, left);
  const read = classifyInbound(parsed);
  if (read.unparsable !== null) {
    const kept = await press.store.keepUnparsed({ source, digest, reason: read.unparsable, bytes: mail.bytes, now: press.now() });
    return { source, result: kept ? 'unparsable' : 'duplicate', decisions: [] };
  }
  const { delivery, pruned } = await deliveryMeant(
    press,
    [...mail.envelopeTo, ...read.references.envelopeRecipients, ...read.references.returnPaths],
    read.references.messageIds,
  );
  const unproven = written && delivery === null ? await noteUnproven(press, newsletters, written) : null;
  if (unproven) return unsubscribeReport(source, unproven);
  const recipients = delivery === null ? read.recipients : aboutDelivery(read.recipients, delivery);
  const decisions: BounceReport['decisions'][number][] = [];
  let fresh = recipients.length === 0;
  for (const [index, recipient] of recipients.entries()) {
    const address = delivery?.address ?? recipient.address;
    const { status, kind, diagnostic } = recipient;
    const evidence = pruned ? [...recipient.evidence, aboutPruned] : recipient.evidence;
    const heard: FeedbackEvent = {
      source,
      eventKey: `${digest}.${index}`,
      kind,
      address,
      status,
      diagnostic,
      evidence,
      delivery,
      proven: delivery !== null,
    };
    const decision = await receiveEvent(press, newsletters, heard);
    if (decision === null) continue;
    fresh = true;
    decisions.push({ address, kind, status, decision });
  }
  return { source, result: fresh ? 'heard' : 'duplicate', decisions };
}

function unsubscribeReport(source: string, decided: readonly UnsubscribeDecision[]): BounceReport {
  const fresh = decided.filter((one) => one !== null);
  const decisions = fresh.map((one) => ({ ...one, kind: 'none' as const, status: null }));
  return { source, result: fresh.length > 0 ? 'heard' : 'duplicate', decisions };
}

/** Acts on one event and keeps it with its evidence. `null`: it was heard before. */
export async function receiveEvent(press: Tools, newsletters: readonly Newsletter[], heard: FeedbackEvent): Promise<string | null> {
  const { store } = press;
  if (await store.isRecorded(heard.source, heard.eventKey)) return null;
  const newsletter = newsletters.find(({ id }) => id === heard.delivery?.newsletter);
  const { kind, decision } = await judgeFeedback(press, newsletter, heard);
  const parsed = heard.address === null ? null : parseEmailAddress(heard.address);
  const account = heard.delivery === null && parsed?.kind === 'valid' ? await store.accountOf(parsed.address) : null;
  await store.recordInbound({
    at: press.now(),
    source: heard.source,
    eventKey: heard.eventKey,
    kind,
    newsletter: heard.delivery?.newsletter ?? null,
    editionId: heard.delivery?.editionId ?? null,
    deliveryId: heard.delivery?.deliveryId ?? null,
    subscriberId: heard.delivery?.subscriberId ?? account?.subscriberId ?? null,
    domain: parsed?.kind === 'valid' ? parsed.domain : null,
    status: heard.status,
    diagnostic: heard.diagnostic,
    evidence: heard.evidence,
    decision,
  });
  if (kind === 'complaint' && heard.proven && heard.delivery !== null) await judgeComplaints(press, newsletter, heard.delivery);
  return decision;
}

/** The delivery that a return path (its MAC) or a Message-ID (as stored, its MAC in it) proves. */
async function deliveryMeant(press: Tools, paths: readonly string[], messageIds: readonly string[]) {
  let pruned = false;
  for (const path of paths.slice(0, 50)) {
    for (const secret of secretsIn(press)) {
      const id = readReturnPath(secret, path.replace(/^[\s<]+|[\s>]+$/gu, ''));
      const delivery = id === null ? null : await press.store.deliveryNamed(id);
      if (delivery) return { delivery, pruned: false };
      pruned ||= id !== null;
    }
  }
  for (const messageId of messageIds.slice(0, 50)) {
    const delivery = await deliveryOfMessage(press, messageId);
    if (delivery) return { delivery, pruned: false };
  }
  return { delivery: null, pruned };
}

/** By a Message-ID of ours, with or without brackets; another one that merely looks like it is none. */
export async function deliveryOfMessage({ store }: Pick<Press, 'store'>, messageId: string): Promise<BouncedDelivery | null> {
  const bare = messageId.trim().replace(/^<|>$/gu, '').toLowerCase();
  const id = Number.parseInt(/^[0-9a-z]{1,11}\.([0-9a-z]{1,11})\.[0-9a-f]{24}@/.exec(bare)?.[1] ?? '', 36);
  const found = Number.isSafeInteger(id) ? await store.deliveryNamed(id) : null;
  return found?.messageId?.toLowerCase() === `<${bare}>` ? found : null;
}

const gravity: Readonly<Record<BounceKind, number>> = { complaint: 6, hard: 5, sender: 4, soft: 3, delayed: 2, 'auto-reply': 1, none: 0 };

/** A delivery goes to one reader: of several addresses in the report theirs counts, or else the gravest. */
function aboutDelivery(recipients: readonly BouncedRecipient[], delivery: BouncedDelivery): readonly BouncedRecipient[] {
  const theirs = recipients.find(({ address }) => address?.toLowerCase() === delivery.address.toLowerCase());
  const gravest = recipients.toSorted((a, b) => gravity[b.kind] - gravity[a.kind])[0];
  const meant = theirs ?? gravest;
  return meant === undefined ? [] : [meant];
}
