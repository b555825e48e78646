import { isLoopbackHost } from '../../content/addresses/reader-url.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { assertOwnSender } from '../newsletter/placeholders.ts';
import type { Press } from '../ports/press.ts';
import { subscribersOf } from '../readers/subscribers.ts';

/**
 * Before anything of an edition is made: whether its mail can go the way this process would send it. Into an outbox nobody reads
 * only where a person said so, or where there are none but demo readers; and to other machines only with links that work there.
 * @param confirmed a person has said that it goes out all the same
 * @throws CourantError `sender-placeholder`, `outbox-refused`, `links-unreachable`
 */
export async function assertMayLeave(press: Press, newsletter: Newsletter, confirmed: boolean): Promise<void> {
  const { transport, baseUrl } = press;
  assertOwnSender(transport, newsletter);
  const { onlyFor } = transport;
  if (onlyFor && (await hasOtherReaders(press, newsletter, onlyFor)))
    throw new CourantError(
      'outbox-refused',
      `${newsletter.id} has readers, and no way is set by which mail reaches them: nothing was sent.`,
      {
        help: 'Set SMTP_URL (or SENDMAIL, or SES_REGION) in the .env beside the config. To write the mails to .courant/outbox all the same, for a rehearsal, add --outbox or set OUTBOX=yes; they count as sent then.',
      },
    );
  if (transport.reach !== 'away' || confirmed || !isLoopbackHost(new URL(baseUrl).hostname)) return;
  throw new CourantError(
    'links-unreachable',
    `Mail would leave through ${transport.name}, and the links in it, the one to unsubscribe among them, would lead to ${baseUrl}, which is each reader's own machine: nothing was sent.`,
    { help: 'Set BASE_URL to the public address of the reader pages, as in https://news.example.com. --yes sends all the same.' },
  );
}

/** Whether anybody but these, in lower case, would be written to. */
export async function hasOtherReaders({ store }: Pick<Press, 'store'>, { id }: Newsletter, known: ReadonlySet<string>): Promise<boolean> {
  for await (const { state, suppressed, address } of subscribersOf(store, id))
    if (state === 'active' && suppressed === null && !known.has(address.toLowerCase())) return true;
  return false;
}
