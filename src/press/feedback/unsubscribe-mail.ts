import { parseEmailAddress } from '../../audience/email-address.ts';
import { readToken } from '../../audience/link-token.ts';
import { bouncedAddress } from '../../delivery/bounce/judging/bounced-address.ts';
import { oneLine } from '../../delivery/bounce/judging/judge-refusal.ts';
import { isMachineAnswer } from '../../delivery/bounce/machine-answer.ts';
import { fieldValue, fieldValues, type ParsedInbound } from '../../delivery/bounce/reports/inbound-mail.ts';
import { isWrittenTo, tokensIn } from '../../delivery/message/unsubscribe-address.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { readerKeys } from '../readers/reader-keys.ts';

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets'>;

/** A mail somebody wrote, and where it went. */
export type WrittenMail = {
  readonly mail: ParsedInbound;
  readonly source: string;
  /** SHA-256 of its bytes: the same mail again is known by it. */
  readonly digest: string;
  readonly writtenTo: readonly string[];
};

/** What was decided for an address; `null` where the mail was heard before. */
export type UnsubscribeDecision = { readonly address: string | null; readonly decision: string } | null;

/** Every place where a mail says whom it is for. */
export const addressedTo = (mail: ParsedInbound, envelopeTo: readonly string[]): readonly string[] => [
  ...envelopeTo,
  ...mail.envelopeRecipients,
  // The only ones that keep the case of a token when a server on the way folded that of the envelope.
  ...fieldValues(mail.headers, 'to'),
  ...fieldValues(mail.headers, 'cc'),
];

/**
 * Ends the subscriptions whose signed tokens stand in the addresses the mail was written to, whatever it says. `null`: it is no such
 * mail, for no address holds a token of ours, or it is a report or an absence note.
 */
export async function leaveByMail(press: Tools, written: WrittenMail): Promise<readonly UnsubscribeDecision[] | null> {
  const subscriptions = tokensIn(written.writtenTo)
    .map((token) => readToken(readerKeys(press), 'unsubscribe', token)?.a)
    .filter((id) => id !== undefined);
  if (subscriptions.length === 0 || isMachineAnswer(written.mail)) return null;
  const decisions: UnsubscribeDecision[] = [];
  for (const id of new Set(subscriptions)) decisions.push(await leave(press, written, id));
  return decisions;
}

async function leave(press: Tools, written: WrittenMail, subscriptionId: number): Promise<UnsubscribeDecision> {
  const { store } = press;
  const eventKey = `${written.digest}.leave-${subscriptionId}`;
  // Whoever subscribed again since is not taken out by the mail of that time.
  if (await store.isRecorded(written.source, eventKey)) return null;
  const ended = await store.unsubscribe(subscriptionId, press.now(), 'by mail');
  const reader = await store.subscription(subscriptionId);
  const decision = ended ? 'unsubscribed: they wrote to the address in their mail' : 'nothing to do: they had left already';
  await keep(press, written, { eventKey, decision, reader });
  return { address: reader?.address ?? null, decision };
}

/** Keeps that a mail to the mailbox of a newsletter named no subscription. `null`: it is no such mail. */
export async function noteUnproven(
  press: Tools,
  newsletters: readonly Newsletter[],
  written: WrittenMail,
): Promise<UnsubscribeDecision[] | null> {
  const mailbox = newsletters.map((one) => one.unsubscribeMailbox).find((one) => one !== null && isWrittenTo(one, written.writtenTo));
  if (!mailbox || isMachineAnswer(written.mail)) return null;
  const address = bouncedAddress(fieldValue(written.mail.headers, 'from'));
  const eventKey = `${written.digest}.leave`;
  if (await press.store.isRecorded(written.source, eventKey)) return [null];
  const decision = `not acted on: it came to ${mailbox}, and no valid link of ours is in the address it was written to`;
  const parsed = address === null ? null : parseEmailAddress(address);
  const account = parsed?.kind === 'valid' ? await press.store.accountOf(parsed.address) : null;
  await keep(press, written, { eventKey, decision, reader: account && { subscriberId: account.subscriberId, newsletter: null, address } });
  return [{ address, decision }];
}

type Kept = {
  readonly eventKey: string;
  readonly decision: string;
  readonly reader: { readonly subscriberId: number; readonly newsletter: string | null; readonly address: string | null } | null;
};

async function keep(press: Tools, { mail, source }: WrittenMail, { eventKey, decision, reader }: Kept): Promise<void> {
  const parsed = reader?.address ? parseEmailAddress(reader.address) : null;
  await press.store.recordInbound({
    at: press.now(),
    source,
    eventKey,
    kind: 'none',
    newsletter: reader?.newsletter ?? null,
    editionId: null,
    deliveryId: null,
    subscriberId: reader?.subscriberId ?? null,
    domain: parsed?.kind === 'valid' ? parsed.domain : null,
    status: null,
    diagnostic: oneLine(mail.subject),
    evidence: ['mail to the unsubscribe address'],
    decision,
  });
}
