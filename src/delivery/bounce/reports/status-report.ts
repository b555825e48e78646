import { type BouncedRecipient, type Refusal, recipientLimit } from '../judging/classification.ts';
import { judgeRefusal } from '../judging/judge-refusal.ts';
import { refusalsOfStatus } from './delivery-status.ts';
import { fieldGroups } from './field-lines.ts';
import type { ParsedInbound } from './inbound-mail.ts';
import { looksLikeBounce } from './looks-like-bounce.ts';
import { failedRecipients, sameAddress } from './named-addresses.ts';
import type { ReportWords } from './report-words.ts';

const replyCap = 8000;

/** A delivery status (RFC 3464), completed by the words beside it. */
export function statusPart(mail: ParsedInbound, words: ReportWords): readonly BouncedRecipient[] {
  return judged(refusalsOfStatus(mail.deliveryStatus, 'delivery status (RFC 3464)'), mail, words);
}

/** Reports whose MIME structure is lost: their status fields stand in the text, at times behind a quoted header. */
export function statusInText(mail: ParsedInbound, words: ReportWords): readonly BouncedRecipient[] {
  if (mail.deliveryStatus.length > 0 || !looksLikeBounce(mail, words.report)) return [];
  const source = 'status fields in the text';
  const own = refusalsOfStatus(fieldGroups(words.report), source);
  const found = own.length > 0 ? own : refusalsOfStatus(fieldGroups(words.quoted), source).filter((one) => one.status !== null);
  return judged(found, mail, words);
}

function judged(refusals: readonly Refusal[], mail: ParsedInbound, words: ReportWords): readonly BouncedRecipient[] {
  const listed = failedRecipients(mail);
  return refusals.slice(0, recipientLimit).map((refusal) => judgeRefusal(completed(refusal, words, listed)));
}

/** Adds what the words say to a recipient of the delivery status: the reason when it has none, the stage, the address. */
function completed(refusal: Refusal, words: ReportWords, listed: readonly string[]): Refusal {
  const alone = words.recipients.length === 1 ? words.recipients[0] : undefined;
  const named = words.recipients.find((one) => sameAddress(one.address, refusal.address)) ?? alone;
  const told = outranked(words) ? words.report.trim().slice(0, replyCap) : refusal.reply;
  const noReason = !/[\p{L}\p{N}_]{3}/u.test(told.replace(/\b\d{3}\b/gu, ''));
  return {
    ...refusal,
    address: refusal.address ?? named?.address ?? listed[0] ?? null,
    reply: noReason && named !== undefined ? named.reply : told,
    stage: refusal.stage ?? named?.stage ?? (words.recipients.length <= 1 ? words.stage : null),
    remote: refusal.remote === '' ? (named?.remote ?? '') : refusal.remote,
    ownDirectory: refusal.ownDirectory || (refusal.remote === '' && (named?.ownDirectory ?? false)),
  };
}

/** A full or disabled mailbox, told to people by a reporter that knows, in place of the rote reply it quotes. */
const outranked = (words: ReportWords): boolean =>
  words.family.wordsOutrank === true && (words.reason === 'mailbox-full' || words.reason === 'mailbox-disabled');
