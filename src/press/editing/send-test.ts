import { slots } from '../../composition/views/slots.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { MailPreview } from '../composing/preview-mail.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { assertOwnSender } from '../newsletter/placeholders.ts';
import type { Press } from '../ports/press.ts';

/**
 * Sends one copy of the mail to an address the config allows; the ledger hears nothing of it, links lead nowhere.
 * @throws CourantError `sender-placeholder`, `test-address-refused`, `test-not-sent` with what the server said
 */
export async function sendTest(
  press: Press,
  test: {
    readonly newsletter: Newsletter;
    readonly mail: MailPreview;
    readonly to: string;
    readonly allowed: readonly string[];
    readonly id: string;
  },
): Promise<{ readonly response: string }> {
  const { newsletter, mail, to, allowed, id } = test;
  const address = allowed.find((one) => one.toLowerCase() === to.trim().toLowerCase());
  if (address === undefined) {
    throw new CourantError('test-address-refused', `Tests may not be sent to ${to}.`, {
      help:
        allowed.length === 0 ? 'List the addresses that may under testAddresses in courant.config.ts.' : `Allowed: ${allowed.join(', ')}.`,
    });
  }
  assertOwnSender(press.transport, newsletter);
  const messageId = `<test.${id}@${newsletter.sender.address.split('@').at(-1)}>`;
  const bytes = mail.personalise({ to: address, messageId, slots });
  const outcome = await press.transport.submit({ envelope: { from: newsletter.sender.address, to: address }, messageId, bytes });
  if (outcome.kind === 'accepted') return { response: outcome.response };
  throw new CourantError('test-not-sent', `The test to ${address} was not accepted: ${outcome.response}`, { help: 'Check SMTP_URL.' });
}
