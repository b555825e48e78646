import { parseEmailAddress } from '../../audience/email-address.ts';
import { slots } from '../../composition/views/slots.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { MailPreview } from '../composing/preview-mail.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { assertOwnSender } from '../newsletter/placeholders.ts';
import type { Press } from '../ports/press.ts';

/** Where tests may go: addresses by name, and any address of a domain; the domain `*` is every one. */
export type TestPlaces = { readonly addresses: readonly string[]; readonly domains: readonly string[] };

/**
 * The address a test may go to, as typed.
 * @throws CourantError `test-address-refused`
 */
export function testAddress(to: string, { addresses, domains }: TestPlaces): string {
  const typed = to.trim();
  const named = addresses.find((one) => one.toLowerCase() === typed.toLowerCase());
  if (named !== undefined) return named;
  const parsed = parseEmailAddress(typed);
  if (parsed.kind === 'valid' && (domains.includes('*') || domains.includes(parsed.domain))) return parsed.address;
  const allowed = [...addresses, ...domains.map((one) => (one === '*' ? 'any address' : `any address @${one}`))];
  throw new CourantError('test-address-refused', `Tests may not be sent to ${typed.slice(0, 254)}.`, {
    help:
      allowed.length === 0
        ? 'List the addresses that may under testAddresses in courant.config.ts, or their domains under testDomains.'
        : `Allowed: ${allowed.join(', ')}.`,
  });
}

/**
 * Sends one copy of the mail, its subject marked as a test; the ledger hears nothing of it, links lead nowhere.
 * @param to as `testAddress` allowed it
 * @throws CourantError `sender-placeholder`, `test-not-sent` with what the server said
 */
export async function sendTest(
  press: Press,
  test: { readonly newsletter: Newsletter; readonly mail: MailPreview; readonly to: string; readonly id: string },
): Promise<{ readonly response: string }> {
  const { newsletter, mail, to, id } = test;
  assertOwnSender(press.transport, newsletter);
  const messageId = `<test.${id}@${newsletter.sender.address.split('@').at(-1)}>`;
  const bytes = markedAsTest(mail.personalise({ to, messageId, slots }));
  const outcome = await press.transport.submit({ envelope: { from: newsletter.sender.address, to }, messageId, bytes });
  if (outcome.kind === 'accepted') return { response: outcome.response };
  throw new CourantError('test-not-sent', `The test to ${to} was not accepted: ${outcome.response}`, { help: 'Check SMTP_URL.' });
}

/** `[Test]` before the subject: plain text may stand before an encoded word (RFC 2047, 5). */
function markedAsTest(message: Uint8Array): Uint8Array {
  const bytes = Buffer.from(message);
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, end).toString('latin1');
  const marked = head.replace(/(^|\r\n)(Subject:)(?= |\r\n)/i, '$1$2 [Test]');
  return Buffer.concat([Buffer.from(marked, 'latin1'), bytes.subarray(end)]);
}
