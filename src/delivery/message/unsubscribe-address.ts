import { tokenWidth } from '../../audience/link-token.ts';
import { headerText } from './header-text.ts';

/** More addresses than a mail that somebody wrote is for; each token is proven by a signature. */
const mostTokens = 50;
const tokens = new RegExp(`\\+([\\w-]{${tokenWidth}})@`, 'gu');

/** Characters the local part of an unsubscribe mailbox may have: with `+` and the token it stays within 64 (RFC 5321, 4.5.3.1.1). */
export const mailboxLocalWidth = 64 - 1 - tokenWidth;

/** `mailto:` URL that ends one subscription: `mailto:leave+<token>@news.example.com?subject=unsubscribe`. The token may still be a slot. */
export function unsubscribeMailto(mailbox: string, token: string): string {
  const at = mailbox.lastIndexOf('@');
  return headerText('List-Unsubscribe', `mailto:${mailbox.slice(0, at)}+${token}${mailbox.slice(at).toLowerCase()}?subject=unsubscribe`);
}

/**
 * What may be a token in addresses, as they stand in headers or an envelope; each once. Mailbox and domain are not looked at, as they
 * may have changed since the mail was sent: only the token proves anything.
 */
export const tokensIn = (addresses: readonly string[]): readonly string[] => [
  ...new Set(addresses.flatMap((text) => [...text.matchAll(tokens)].map((match) => match[1] ?? '')).slice(0, mostTokens)),
];

/** Whether one of the addresses is the mailbox, with or without something after a `+`. */
export function isWrittenTo(mailbox: string, addresses: readonly string[]): boolean {
  const at = mailbox.lastIndexOf('@');
  const [local, domain] = [RegExp.escape(mailbox.slice(0, at)), RegExp.escape(mailbox.slice(at))];
  const pattern = new RegExp(`(?:^|[\\s<,:;"'])${local}(?:\\+[^\\s@<>,:;"']*)?${domain}(?![\\w.-])`, 'iu');
  return addresses.some((text) => pattern.test(text));
}
