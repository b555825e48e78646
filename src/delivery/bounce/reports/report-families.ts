import type { InboundField } from './inbound-mail.ts';

/** How much a family of mailers knows when it says that a user is unknown. */
export type ReportFamily = {
  readonly name: string;
  /** Of the header named, or of the report's text. */
  readonly header?: { readonly name: string; readonly value: RegExp };
  readonly text?: RegExp;
  /** It delivers to its own mailboxes: its word about a user is its own knowledge. Unset, it is so for addresses of the reporter's domain. */
  readonly ownDirectory?: boolean;
  /** A filter in front of the mailboxes, which repeats replies to the message itself. */
  readonly filterGateway?: boolean;
  /** The reason stands before the address. */
  readonly reasonFirst?: boolean;
  /** Its words to people say more than the reply it quotes: a full or disabled mailbox is answered as unknown user. */
  readonly wordsOutrank?: boolean;
};

const families: readonly ReportFamily[] = [
  { name: 'activehunter', header: { name: 'x-ahmailid', value: /./u }, filterGateway: true },
  { name: 'm-filter', header: { name: 'x-mailer', value: /m-FILTER/iu }, filterGateway: true },
  { name: 'm-filter', text: /^-------server message/mu, filterGateway: true },
  { name: 'mailfoundry', text: /^Delivery failed for the following reason:/imu, filterGateway: true },
  { name: 'domino', header: { name: 'subject', value: /^DELIVERY FAILURE:/u }, ownDirectory: true },
  { name: 'notes', text: /^-{3,} Failure Reasons/mu, ownDirectory: true, reasonFirst: true },
  { name: 'exchange', header: { name: 'x-mailer', value: /Internet Mail Service \(/iu }, ownDirectory: true },
  // The connector of Exchange 4 tells what the remote host said.
  { name: 'exchange connector', header: { name: 'x-mailer', value: /Internet Mail Connector/iu }, ownDirectory: false },
  { name: 'exchange', text: /MSEXCH:IMS|RESOLVER\.ADR/u, ownDirectory: true },
  { name: 'imail', header: { name: 'x-mailer', value: /<(?:SMTP32|IMail) v/iu }, ownDirectory: true },
  {
    name: 'mms gateway',
    text: /could not be delivered to mobile|message could not be delivered to the (?:phone|handset)/iu,
    ownDirectory: true,
  },
  // Its "no such account" comes after the message was seen, and for filtered senders too.
  { name: 'yahoo', text: /^Unable to deliver message to the following address\(es\)\./mu, ownDirectory: false },
  { name: 'zoho', header: { name: 'x-mailer', value: /^Zoho Mail/iu } },
  { name: 'gmail', text: /^\*\* Address not found \*\*/mu, ownDirectory: true },
  { name: 'gmail', header: { name: 'from', value: /mailer-daemon@google(?:mail)?\.com/iu } },
  { name: 'dovecot', text: /^Your message to <[^<>]{1,320}> was automatically rejected:/mu, wordsOutrank: true },
  { name: 'ezweb', header: { name: 'from', value: /@ezweb\.ne\.jp/iu }, wordsOutrank: true },
  { name: 'exim', header: { name: 'x-failed-recipients', value: /@/u }, ownDirectory: true },
  { name: 'exim', text: /^This message was created automatically by (?:mail delivery software|the SMTP relay)/mu, ownDirectory: true },
  { name: 'qmail', text: /^Hi\. This is the qmail-send program/mu, ownDirectory: true },
  { name: 'opensmtpd', text: /This is the MAILER-DAEMON, please DO NOT REPLY/u, ownDirectory: true },
  { name: 'mcafee', text: /^--- The following addresses had delivery problems ---/mu, ownDirectory: true },
  { name: 'iis smtp', text: /^This is an automatically generated Delivery Status Notification/mu },
  { name: 'mdaemon', header: { name: 'x-mdaemon-deliver-to', value: /./u }, ownDirectory: true },
  { name: 'mercury', text: /Mercury\/32|unable to deliver .{0,80}to the following recipients/iu, ownDirectory: true },
  { name: 'groupwise', header: { name: 'x-mailer', value: /GroupWise/iu }, ownDirectory: true },
];

const unknownFamily: ReportFamily = { name: 'text report' };

/** The family that wrote the report. */
export function reportFamily(headers: readonly InboundField[], report: string): ReportFamily {
  const found = families.find((family) => {
    const { header, text } = family;
    if (header !== undefined && headers.some((field) => field.name === header.name && header.value.test(field.value))) return true;
    return text?.test(report) ?? false;
  });
  return found ?? unknownFamily;
}
