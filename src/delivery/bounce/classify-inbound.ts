import { autoReplyRule } from './auto-reply.ts';
import { addressKey, bouncedAddress } from './bounced-address.ts';
import type { BouncedRecipient, BounceKind, Classification, Refusal } from './classification.ts';
import { complaintOf } from './complaint.ts';
import { refusalsOfStatus } from './delivery-status.ts';
import { fieldGroups } from './field-lines.ts';
import { fieldValue, fieldValues, type InboundMail, type ParsedInbound } from './inbound-mail.ts';
import { judgeRefusal, oneLine } from './judge-refusal.ts';
import { looksLikeBounce } from './looks-like-bounce.ts';
import { reportFamily } from './report-families.ts';
import { reportOf } from './report-text.ts';
import { sesNotification } from './ses-notification.ts';
import { smtpStage } from './smtp-stage.ts';
import { isDelayNotice, textRefusals } from './text-report.ts';

const recipientCap = 1000;
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
    recipients: onePerAddress(recipientsOf(mail, enclosedDepth)).slice(0, recipientCap),
    references: referencesOf(mail),
    unparsable: null,
  };
}

/** The stricter standards first: what a machine wrote for machines, then words, then automatic answers. */
function recipientsOf(mail: ParsedInbound, depth: number): readonly BouncedRecipient[] {
  const complaint = complaintOf(mail);
  if (complaint !== null) return complaint;
  const notification = sesNotification(mail.text);
  if (notification !== null) return notification;
  const refusals = refusalsOf(mail);
  if (refusals.length > 0) return refusals.map(judgeRefusal);
  const rule = autoReplyRule(mail);
  if (rule !== null) return autoReply(mail, rule);
  return depth === 0 ? [] : mail.enclosed.flatMap((one) => (one.kind === 'mail' ? recipientsOf(one, depth - 1) : []));
}

function refusalsOf(mail: ParsedInbound): readonly Refusal[] {
  const { report, quoted } = reportOf(mail.text.trim() === '' ? mail.htmlText : mail.text);
  const family = reportFamily(mail.headers, report);
  const ours = ownAddresses(mail);
  const inWords = withoutOwn(textRefusals(report, family), ours);
  const status = [
    ...refusalsOfStatus(mail.deliveryStatus, 'delivery status (RFC 3464)'),
    ...(mail.deliveryStatus.length > 0 ? [] : statusInText(report, quoted)),
  ];
  if (status.length > 0) return status.map((refusal) => joined(refusal, inWords, report, mail));
  if (mail.deliveryStatus.length === 0 && !looksLikeBounce(mail, report)) return [];
  return wordsOnly(mail, inWords, report);
}

/** Reports whose MIME structure is lost: their status fields stand in the text, at times behind a quoted header. */
function statusInText(report: string, quoted: string): readonly Refusal[] {
  const own = refusalsOfStatus(fieldGroups(report), 'status fields in the text');
  return own.length > 0 ? own : refusalsOfStatus(fieldGroups(quoted), 'status fields in the text').filter((one) => one.status !== null);
}

/** Adds what the words say to a recipient of the delivery status: the reason when it has none, the stage, the address. */
function joined(refusal: Refusal, inWords: readonly Refusal[], report: string, mail: ParsedInbound): Refusal {
  const named = refusal.address === null ? undefined : inWords.find((one) => sameAddress(one.address, refusal.address));
  const words = named ?? (inWords.length === 1 ? inWords[0] : undefined);
  const noReason = !/\w{3}/u.test(refusal.reply.replace(/\b\d{3}\b/gu, ''));
  return {
    ...outranked(refusal, report, mail),
    address: refusal.address ?? words?.address ?? failedRecipients(mail)[0] ?? null,
    ...(noReason && words !== undefined ? { reply: words.reply } : {}),
    stage: refusal.stage ?? words?.stage ?? (inWords.length <= 1 ? smtpStage(report) : null),
    remote: refusal.remote === '' ? (words?.remote ?? '') : refusal.remote,
    ownDirectory: refusal.ownDirectory || (refusal.remote === '' && (words?.ownDirectory ?? false)),
  };
}

function wordsOnly(mail: ParsedInbound, inWords: readonly Refusal[], report: string): readonly Refusal[] {
  const listed = failedRecipients(mail);
  if (inWords.length > 0 && listed.length === 0) return inWords;
  const family = reportFamily(mail.headers, report);
  const whole = (address: string | null): Refusal => ({
    address,
    action: isDelayNotice(report) ? 'delayed' : null,
    status: null,
    reply: report.trim().slice(0, 8000),
    diagnosticType: '',
    remote: '',
    stage: smtpStage(report),
    ownDirectory: family.ownDirectory ?? false,
    filterGateway: family.filterGateway ?? false,
    source: `words of ${family.name}`,
  });
  if (listed.length === 0) return enclosedReader(mail, report).map(whole);
  return listed.map(
    (address) => inWords.find((one) => sameAddress(one.address, address)) ?? { ...(inWords[0] ?? whole(address)), address },
  );
}

/** Exim and Gmail name the failed addresses in a header. */
const failedRecipients = (mail: ParsedInbound): readonly string[] =>
  fieldValues(mail.headers, 'x-failed-recipients')
    .flatMap((value) => value.split(','))
    .map(bouncedAddress)
    .filter((one) => one !== null);

/** The one reader of the returned mail, when the report names nobody. */
function enclosedReader(mail: ParsedInbound, report: string): readonly (string | null)[] {
  const { quoted } = reportOf(mail.text);
  const enclosed = mail.enclosed.flatMap((one) => (one.kind === 'mail' ? fieldValues(one.headers, 'to') : []));
  const inText = fieldGroups(`${quoted}\n\n${report.replace(/^[ \t]+/gmu, '')}`).flatMap((group) => fieldValues(group, 'to'));
  const readers = [...enclosed, ...inText].map(bouncedAddress).filter((one) => one !== null);
  const others = readers.filter((one) => !ownAddresses(mail).has(addressKey(one)));
  const reader = others[0] ?? readers[0];
  return [reader ?? null];
}

function ownAddresses(mail: ParsedInbound): ReadonlySet<string> {
  const written = [...fieldValues(mail.headers, 'to'), ...mail.envelopeRecipients].flatMap((value) => value.split(','));
  return new Set(written.map(bouncedAddress).flatMap((one) => (one === null ? [] : [addressKey(one)])));
}

/** Reports also name the sender of the mail, which is where they go to; alone it may be a test to oneself. */
function withoutOwn<R extends Refusal>(refusals: readonly R[], own: ReadonlySet<string>): readonly R[] {
  const others = refusals.filter((one) => one.address === null || !own.has(addressKey(one.address)));
  return others.length > 0 ? others : refusals;
}

function autoReply(mail: ParsedInbound, rule: string): readonly BouncedRecipient[] {
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

const sameAddress = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && addressKey(one) === addressKey(other);
