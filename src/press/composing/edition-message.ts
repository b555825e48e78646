import type { RenderedEmail } from '../../composition/edition.ts';
import { slotLinks } from '../../composition/views/slots.ts';
import { bulkHeaders } from '../../delivery/message/bulk-headers.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Personalise } from '../ports/mail.ts';
import type { Press } from '../ports/press.ts';

/** The domain that signs for a newsletter: its sender's. */
export const senderDomain = (newsletter: Newsletter): string =>
  newsletter.sender.address.slice(newsletter.sender.address.lastIndexOf('@') + 1).toLowerCase();

/** One digest of an edition as a finished message, but for its reader. */
export const editionMessage = (
  { messages, baseUrl }: Pick<Press, 'messages' | 'baseUrl'>,
  newsletter: Newsletter,
  edition: { readonly number: number; readonly date: Date },
  digest: { readonly rendered: RenderedEmail; readonly fingerprint: string },
): Personalise =>
  messages.compose(digest.rendered, {
    from: newsletter.sender,
    replyTo: newsletter.replyTo === null ? null : { name: null, address: newsletter.replyTo },
    headers: bulkHeaders({
      newsletterId: newsletter.id,
      newsletterName: newsletter.name,
      editionNumber: edition.number,
      listDomain: senderDomain(newsletter),
      unsubscribeUrl: slotLinks(baseUrl).unsubscribe,
      unsubscribeMailto: null,
    }),
    date: edition.date,
    boundarySeed: digest.fingerprint,
  });
