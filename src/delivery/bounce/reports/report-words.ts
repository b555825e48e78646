import { addressKey, bouncedAddress } from '../judging/bounced-address.ts';
import type { Refusal, SmtpStage } from '../judging/classification.ts';
import { type RefusalReason, refusalReason } from '../judging/refusal-words.ts';
import { smtpStage } from '../judging/smtp-stage.ts';
import { fieldValue, type ParsedInbound } from './inbound-mail.ts';
import { ownAddresses } from './named-addresses.ts';
import { type ReportFamily, reportFamily } from './report-families.ts';
import { reportOf } from './report-text.ts';
import { textRefusals } from './text-report.ts';

/** What the words of a report say, worked out once for all its recipients. */
export type ReportWords = {
  readonly report: string;
  readonly quoted: string;
  readonly family: ReportFamily;
  readonly stage: SmtpStage | null;
  readonly reason: RefusalReason | null;
  readonly recipients: readonly Refusal[];
};

/** The words of the plain text; of the HTML when the plain text names nobody. */
export function reportWords(mail: ParsedInbound): ReportWords {
  const plain = wordsIn(mail, mail.text);
  if (plain.recipients.length > 0 || mail.htmlText === '' || mail.htmlText === mail.text) return plain;
  const html = wordsIn(mail, mail.htmlText);
  return html.recipients.length > 0 ? html : plain;
}

function wordsIn(mail: ParsedInbound, text: string): ReportWords {
  const { report, quoted } = reportOf(text);
  const family = reportFamily(mail.headers, report);
  const reporters = reporterDomains(mail);
  const isOwnMailbox = (address: string) => reporters.some((domain) => sameHouse(domain, address.slice(address.lastIndexOf('@') + 1)));
  const recipients = withoutOwn(textRefusals(report, family, isOwnMailbox), ownAddresses(mail));
  return { report, quoted, family, stage: smtpStage(report), reason: refusalReason(report), recipients };
}

/** Reports also name the sender of the mail, which is where they go to; alone it may be a test to oneself. */
function withoutOwn(refusals: readonly Refusal[], own: ReadonlySet<string>): readonly Refusal[] {
  const others = refusals.filter((one) => one.address === null || !own.has(addressKey(one.address)));
  return others.length > 0 ? others : refusals;
}

/** Where the report comes from: of its sender, and of the host that calls itself the reporter. */
function reporterDomains(mail: ParsedInbound): readonly string[] {
  const from = bouncedAddress(fieldValue(mail.headers, 'from'))?.split('@').at(-1);
  const host = /^\s*(?:[\w-]{1,20}\s*;\s*)?([\w-]+(?:\.[\w-]+)+)/u.exec(fieldValue(mail.deliveryStatus[0] ?? [], 'reporting-mta'))?.[1];
  return [from, host?.toLowerCase()].filter((domain) => domain !== undefined);
}

/** One domain, or a host within it. */
const sameHouse = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
