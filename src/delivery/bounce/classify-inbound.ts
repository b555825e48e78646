import { addressKey, bouncedAddress } from './judging/bounced-address.ts';
import { type BouncedRecipient, type BounceKind, type Classification, recipientLimit } from './judging/classification.ts';
import { oneLine } from './judging/judge-refusal.ts';
import { autoReplyRule } from './reports/auto-reply.ts';
import { complaintOf } from './reports/complaint.ts';
import { fieldGroups } from './reports/field-lines.ts';
import { fieldValue, fieldValues, type InboundMail, type ParsedInbound } from './reports/inbound-mail.ts';
import { reportOf } from './reports/report-text.ts';
import { type ReportWords, reportWords } from './reports/report-words.ts';
import { sesNotification } from './reports/ses-notification.ts';
import { statusInText, statusPart } from './reports/status-report.ts';
import { familyText, wordsAlone } from './reports/words-report.ts';

const enclosedDepth = 3;

/**
 * What an inbound mail says about the addresses we mailed: bounces, complaints, automatic answers. Pure and total: it never
 * throws, whatever the mail holds. An ordinary mail gives no recipients.
 */
export function classifyInbound(mail: InboundMail): Classification {
  if (mail.kind === 'unparsable') {
    return { recipients: [], references: { envelopeRecipients: [], messageIds: [], returnPaths: [] }, unparsable: mail.reason };
  }
  return {
    recipients: onePerAddress(recipientsOf(mail, enclosedDepth)).slice(0, recipientLimit),
    references: referencesOf(mail),
    unparsable: null,
  };
}

type Reader = (mail: ParsedInbound, words: () => ReportWords) => readonly BouncedRecipient[] | null;

/** The stricter standards first: what a machine wrote for machines, then words, then automatic answers. The first that knows the mail decides. */
const readers: readonly Reader[] = [
  complaintOf,
  (mail) => sesNotification(mail.text),
  (mail, words) => unlessEmpty(statusPart(mail, words())),
  (mail, words) => unlessEmpty(statusInText(mail, words())),
  (mail, words) => unlessEmpty(familyText(mail, words())),
  (mail, words) => unlessEmpty(wordsAlone(mail, words())),
  autoReply,
];

/** A mail no reader knows may be a report forwarded: then what it encloses counts. */
function recipientsOf(mail: ParsedInbound, depth: number): readonly BouncedRecipient[] {
  let worked: ReportWords | undefined;
  const words = () => (worked ??= reportWords(mail));
  for (const read of readers) {
    const found = read(mail, words);
    if (found !== null) return found;
  }
  return depth === 0 ? [] : mail.enclosed.flatMap((one) => (one.kind === 'mail' ? recipientsOf(one, depth - 1) : []));
}

const unlessEmpty = (found: readonly BouncedRecipient[]) => (found.length > 0 ? found : null);

function autoReply(mail: ParsedInbound): readonly BouncedRecipient[] | null {
  const rule = autoReplyRule(mail);
  if (rule === null) return null;
  const address = bouncedAddress(fieldValue(mail.headers, 'from'));
  return [{ address, status: null, kind: 'auto-reply', diagnostic: oneLine(mail.subject), evidence: [rule] }];
}

// Two groups on one address: what is final and about the mailbox says more than what is not.
const weight: Readonly<Record<BounceKind, number>> = { complaint: 6, hard: 5, sender: 4, soft: 3, delayed: 2, 'auto-reply': 1, none: 0 };

function onePerAddress(recipients: readonly BouncedRecipient[]): readonly BouncedRecipient[] {
  const kept = new Map<string, BouncedRecipient>();
  for (const one of recipients) {
    const key = one.address === null ? '' : addressKey(one.address);
    const before = kept.get(key);
    if (before === undefined || weight[one.kind] > weight[before.kind]) kept.set(key, one);
  }
  return [...kept.values()];
}

function referencesOf(mail: ParsedInbound): Classification['references'] {
  const enclosed = mail.enclosed.flatMap((one) => (one.kind === 'mail' ? [one.headers] : []));
  const quoted = enclosed.length > 0 ? enclosed : fieldGroups(reportOf(mail.text).quoted).slice(0, 4);
  const ids = [
    ...quoted.flatMap((headers) => fieldValues(headers, 'message-id')),
    ...fieldValues(mail.feedback ?? [], 'message-id'),
    ...mail.deliveryStatus.flatMap((group) => fieldValues(group, 'x-original-message-id')),
  ];
  const paths = [
    ...quoted.flatMap((headers) => fieldValues(headers, 'return-path')),
    ...fieldValues(mail.feedback ?? [], 'original-mail-from'),
  ];
  return {
    envelopeRecipients: mail.envelopeRecipients,
    messageIds: [...new Set(ids.map((id) => id.replace(/[<>\s]/gu, '')).filter((id) => id !== ''))].slice(0, 20),
    returnPaths: [...new Set(paths.map(bouncedAddress).filter((one) => one !== null))].slice(0, 20),
  };
}
