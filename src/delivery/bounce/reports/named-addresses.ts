import { addressKey, bouncedAddress } from '../judging/bounced-address.ts';
import { recipientLimit } from '../judging/classification.ts';
import { fieldGroups } from './field-lines.ts';
import { fieldValues, type ParsedInbound } from './inbound-mail.ts';

/** Exim and Gmail name the failed addresses in a header. */
export const failedRecipients = (mail: ParsedInbound): readonly string[] => addressesIn(fieldValues(mail.headers, 'x-failed-recipients'));

/** Where the report went to: keys of addresses of ours. */
export const ownAddresses = (mail: ParsedInbound): ReadonlySet<string> =>
  new Set(addressesIn([...fieldValues(mail.headers, 'to'), ...mail.envelopeRecipients]).map(addressKey));

/** The reader of the returned mail, when the report names nobody. */
export function enclosedReader(mail: ParsedInbound, report: string, quoted: string): string | null {
  const enclosed = mail.enclosed.flatMap((one) => (one.kind === 'mail' ? fieldValues(one.headers, 'to') : []));
  const inText = fieldGroups(`${quoted}\n\n${report.replace(/^[ \t]+/gmu, '')}`).flatMap((group) => fieldValues(group, 'to'));
  const readers = addressesIn([...enclosed, ...inText]);
  const own = ownAddresses(mail);
  return readers.find((one) => !own.has(addressKey(one))) ?? readers[0] ?? null;
}

export const sameAddress = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && addressKey(one) === addressKey(other);

const addressesIn = (values: readonly string[]): readonly string[] => {
  const written = new Set(values.flatMap((value) => value.slice(0, 64 * 1024).split(',')));
  return [...new Set([...written].slice(0, 10 * recipientLimit).map(bouncedAddress))]
    .filter((one) => one !== null)
    .slice(0, recipientLimit);
};
