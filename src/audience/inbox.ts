import type { AddressKey } from './email-address.ts';

const dotless = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox an address most likely ends up in: without a `+tag`, and where dots mean nothing without them. For limits on mail
 * nobody has agreed to yet, and for nothing else: two readers may well differ by a tag.
 */
export function inboxOf(key: AddressKey): string {
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  const local = key.slice(0, at);
  const untagged = local.replace(/(?<=.)\+.*$/su, '');
  return dotless.has(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`;
}
