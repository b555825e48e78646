import { type BouncedRecipient, type Refusal, recipientLimit } from '../judging/classification.ts';
import { judgeRefusal } from '../judging/judge-refusal.ts';
import type { ParsedInbound } from './inbound-mail.ts';
import { looksLikeBounce } from './looks-like-bounce.ts';
import { enclosedReader, failedRecipients, sameAddress } from './named-addresses.ts';
import type { ReportWords } from './report-words.ts';
import { isDelayNotice } from './text-report.ts';

const replyCap = 8000;

/** A report whose words name its recipients, as its family of mailers writes them. */
export function familyText(mail: ParsedInbound, words: ReportWords): readonly BouncedRecipient[] {
  if (!isReport(mail, words)) return [];
  const listed = failedRecipients(mail);
  const told = listed.length === 0 ? words.recipients : listed.map((address) => toldOf(address, words));
  return told.slice(0, recipientLimit).map(judgeRefusal);
}

/** A report that names nobody: all its words are about the reader of the mail it returns. */
export function wordsAlone(mail: ParsedInbound, words: ReportWords): readonly BouncedRecipient[] {
  return isReport(mail, words) ? [judgeRefusal(allWords(words, enclosedReader(mail, words.report, words.quoted)))] : [];
}

const isReport = (mail: ParsedInbound, words: ReportWords): boolean =>
  mail.deliveryStatus.length > 0 || looksLikeBounce(mail, words.report);

const toldOf = (address: string, words: ReportWords): Refusal =>
  words.recipients.find((one) => sameAddress(one.address, address)) ?? { ...(words.recipients[0] ?? allWords(words, address)), address };

const allWords = (words: ReportWords, address: string | null): Refusal => ({
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
