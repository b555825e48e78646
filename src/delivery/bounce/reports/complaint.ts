import { bouncedAddress } from '../judging/bounced-address.ts';
import type { BouncedRecipient, BounceKind } from '../judging/classification.ts';
import { oneLine } from '../judging/judge-refusal.ts';
import { fieldValue, fieldValues, type InboundField, type ParsedInbound } from './inbound-mail.ts';

/** Fields by which feedback loops name the reader who complained, in the report or in the enclosed mail. */
const reporterFields = ['original-rcpt-to', 'removal-recipient', 'x-original-rcpt-to'];
const enclosedFields = ['x-hmxmroriginalrecipient', 'x-original-to', 'delivered-to', 'envelope-to', 'original-recipient', 'to'];

/**
 * Complaints: ARF reports (RFC 5965), Hotmail's junk reports, and the mails clients send for List-Unsubscribe by mailto.
 * `null` when the mail is none. A redacted reader gives `address: null`; the references of the mail lead to the delivery.
 */
export function complaintOf(mail: ParsedInbound): readonly BouncedRecipient[] | null {
  if (mail.feedback !== null) return feedbackReport(mail, mail.feedback);
  const junk = mail.enclosed.flatMap((one) => (one.kind === 'mail' ? fieldValues(one.headers, 'x-hmxmroriginalrecipient') : []));
  if (junk.length > 0) return told(junk, 'complaint', 'junk report', 'enclosed mail with X-HmXmrOriginalRecipient');
  if (/^complaint about message from /iu.test(mail.subject))
    return told(enclosedRecipients(mail), 'complaint', mail.subject, 'complaint subject');
  if (isUnsubscribe(mail)) return told([fieldValue(mail.headers, 'from')], 'complaint', mail.subject, 'unsubscribe mail of a mail client');
  return null;
}

function feedbackReport(mail: ParsedInbound, feedback: readonly InboundField[]): readonly BouncedRecipient[] {
  const type = fieldValue(feedback, 'feedback-type').trim().toLowerCase();
  const named = reporterFields.flatMap((name) => fieldValues(feedback, name));
  const addresses = named.some((value) => bouncedAddress(value) !== null) ? named : enclosedRecipients(mail);
  return told(addresses, kindOf(type), `Feedback-Type: ${type || 'not told'}`, 'feedback report (RFC 5965)');
}

function kindOf(type: string): BounceKind {
  // RFC 6591: our authentication failed somewhere; no reader complained.
  if (type === 'auth-failure' || type === 'dmarc' || type === 'dkim') return 'sender';
  // RFC 6430: a reader says that the mail is wanted.
  return type === 'not-spam' ? 'none' : 'complaint';
}

function enclosedRecipients(mail: ParsedInbound): readonly string[] {
  for (const one of mail.enclosed) {
    if (one.kind !== 'mail') continue;
    for (const name of enclosedFields) {
      const values = fieldValues(one.headers, name).flatMap((value) => value.split(','));
      if (values.some((value) => bouncedAddress(value) !== null)) return values;
    }
  }
  return [];
}

const isUnsubscribe = (mail: ParsedInbound) =>
  /^(?:re: ?)?(?:unsubscribe|list-unsubscribe)\b/iu.test(mail.subject.trim()) ||
  /^\s*(?:Apple Mail|.{3,30}) sent this (?:e-?mail|message) to unsubscribe from/iu.test(mail.text);

function told(written: readonly string[], kind: BounceKind, words: string, rule: string): readonly BouncedRecipient[] {
  const addresses = [...new Set(written.map(bouncedAddress).filter((one) => one !== null && !isRedacted(one)))];
  const found = addresses.length === 0 ? [null] : addresses;
  return found.map((address) => ({ address, status: null, kind, diagnostic: oneLine(words), evidence: [rule] }));
}

const isRedacted = (address: string) => /redacted|^x{3,}@|^\*+@|^undisclosed/iu.test(address);
