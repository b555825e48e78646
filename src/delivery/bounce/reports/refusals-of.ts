import { addressKey, bouncedAddress } from '../judging/bounced-address.ts';
import { type Refusal, recipientLimit, type SmtpStage } from '../judging/classification.ts';
import { type RefusalReason, refusalReason } from '../judging/refusal-words.ts';
import { smtpStage } from '../judging/smtp-stage.ts';
import { refusalsOfStatus } from './delivery-status.ts';
import { fieldGroups } from './field-lines.ts';
import { fieldValues, type ParsedInbound } from './inbound-mail.ts';
import { looksLikeBounce } from './looks-like-bounce.ts';
import { type ReportFamily, reportFamily } from './report-families.ts';
import { reportOf } from './report-text.ts';
import { isDelayNotice, textRefusals } from './text-report.ts';

const replyCap = 8000;

/** What the words of a report say, worked out once for all its recipients. */
type Words = {
  readonly report: string;
  readonly quoted: string;
  readonly family: ReportFamily;
  readonly stage: SmtpStage | null;
  readonly reason: RefusalReason | null;
  readonly recipients: readonly Refusal[];
};

/**
 * The refusals a bounce tells: from its delivery status (RFC 3464), completed by its words, or from the words alone. An
 * empty list when the mail is no bounce.
 */
export function refusalsOf(mail: ParsedInbound): readonly Refusal[] {
  const words = wordsOf(mail);
  if (mail.deliveryStatus.length === 0 && !looksLikeBounce(mail, words.report)) return [];
  const inPart = refusalsOfStatus(mail.deliveryStatus, 'delivery status (RFC 3464)');
  const status = mail.deliveryStatus.length > 0 ? inPart : statusInText(words);
  if (status.length === 0) return wordsOnly(mail, words).slice(0, recipientLimit);
  const listed = failedRecipients(mail);
  return status.slice(0, recipientLimit).map((refusal) => completed(refusal, words, listed));
}

/** The words of the plain text; of the HTML when the plain text names nobody. */
function wordsOf(mail: ParsedInbound): Words {
  const plain = wordsIn(mail, mail.text);
  if (plain.recipients.length > 0 || mail.htmlText === '' || mail.htmlText === mail.text) return plain;
  const html = wordsIn(mail, mail.htmlText);
  return html.recipients.length > 0 ? html : plain;
}

function wordsIn(mail: ParsedInbound, text: string): Words {
  const { report, quoted } = reportOf(text);
  const family = reportFamily(mail.headers, report);
  const recipients = withoutOwn(textRefusals(report, family), ownAddresses(mail));
  return { report, quoted, family, stage: smtpStage(report), reason: refusalReason(report), recipients };
}

/** Reports whose MIME structure is lost: their status fields stand in the text, at times behind a quoted header. */
function statusInText({ report, quoted }: Words): readonly Refusal[] {
  const own = refusalsOfStatus(fieldGroups(report), 'status fields in the text');
  return own.length > 0 ? own : refusalsOfStatus(fieldGroups(quoted), 'status fields in the text').filter((one) => one.status !== null);
}

/** Adds what the words say to a recipient of the delivery status: the reason when it has none, the stage, the address. */
function completed(refusal: Refusal, words: Words, listed: readonly string[]): Refusal {
  const alone = words.recipients.length === 1 ? words.recipients[0] : undefined;
  const named = words.recipients.find((one) => sameAddress(one.address, refusal.address)) ?? alone;
  const told = outranked(words) ? words.report.trim().slice(0, replyCap) : refusal.reply;
  const noReason = !/\w{3}/u.test(told.replace(/\b\d{3}\b/gu, ''));
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
const outranked = (words: Words): boolean =>
  words.family.wordsOutrank === true && (words.reason === 'mailbox-full' || words.reason === 'mailbox-disabled');

function wordsOnly(mail: ParsedInbound, words: Words): readonly Refusal[] {
  const listed = failedRecipients(mail);
  if (listed.length > 0) {
    return listed.map(
      (address) =>
        words.recipients.find((one) => sameAddress(one.address, address)) ?? {
          ...(words.recipients[0] ?? allWords(words, address)),
          address,
        },
    );
  }
  return words.recipients.length > 0 ? words.recipients : [allWords(words, enclosedReader(mail, words))];
}

const allWords = (words: Words, address: string | null): Refusal => ({
  address,
  action: isDelayNotice(words.report) ? 'delayed' : null,
  status: null,
  reply: words.report.trim().slice(0, replyCap),
  diagnosticType: '',
  remote: '',
  stage: words.stage,
  ownDirectory: words.family.ownDirectory ?? false,
  filterGateway: words.family.filterGateway ?? false,
  source: `words of ${words.family.name}`,
});

/** Exim and Gmail name the failed addresses in a header. */
const failedRecipients = (mail: ParsedInbound): readonly string[] => addressesIn(fieldValues(mail.headers, 'x-failed-recipients'));

/** The reader of the returned mail, when the report names nobody. */
function enclosedReader(mail: ParsedInbound, { report, quoted }: Words): string | null {
  const enclosed = mail.enclosed.flatMap((one) => (one.kind === 'mail' ? fieldValues(one.headers, 'to') : []));
  const inText = fieldGroups(`${quoted}\n\n${report.replace(/^[ \t]+/gmu, '')}`).flatMap((group) => fieldValues(group, 'to'));
  const readers = addressesIn([...enclosed, ...inText]);
  const own = ownAddresses(mail);
  return readers.find((one) => !own.has(addressKey(one))) ?? readers[0] ?? null;
}

const ownAddresses = (mail: ParsedInbound): ReadonlySet<string> =>
  new Set(addressesIn([...fieldValues(mail.headers, 'to'), ...mail.envelopeRecipients]).map(addressKey));

/** Reports also name the sender of the mail, which is where they go to; alone it may be a test to oneself. */
function withoutOwn<R extends Refusal>(refusals: readonly R[], own: ReadonlySet<string>): readonly R[] {
  const others = refusals.filter((one) => one.address === null || !own.has(addressKey(one.address)));
  return others.length > 0 ? others : refusals;
}

const addressesIn = (values: readonly string[]): readonly string[] => {
  const written = new Set(values.flatMap((value) => value.slice(0, 64 * 1024).split(',')));
  return [...new Set([...written].slice(0, 10 * recipientLimit).map(bouncedAddress))]
    .filter((one) => one !== null)
    .slice(0, recipientLimit);
};

const sameAddress = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && addressKey(one) === addressKey(other);
