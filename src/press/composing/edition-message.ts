import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { slotLinks, slots } from '../../composition/views/slots.ts';
import { bulkHeaders } from '../../delivery/message/bulk-headers.ts';
import { unsubscribeMailto } from '../../delivery/message/unsubscribe-address.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Personalise } from '../ports/mail.ts';
import type { Press } from '../ports/press.ts';

/** The domain that signs for a newsletter: its sender's. */
export const senderDomain = (newsletter: Newsletter): string =>
  newsletter.sender.address.slice(newsletter.sender.address.lastIndexOf('@') + 1).toLowerCase();

/** The messages of an edition, by the layout of a digest. */
export const editionMail = (
  { messages, baseUrl }: Pick<Press, 'messages' | 'baseUrl'>,
  newsletter: Newsletter,
  edition: { readonly number: number; readonly date: Date },
  compiled: CompiledEdition,
): ((layout: DigestLayout) => Personalise) =>
  messages.edition(compiled, {
    from: newsletter.sender,
    replyTo: newsletter.replyTo === null ? null : { name: null, address: newsletter.replyTo },
    headers: bulkHeaders({
      newsletterId: newsletter.id,
      newsletterName: newsletter.name,
      editionNumber: edition.number,
      listDomain: senderDomain(newsletter),
      unsubscribeUrl: slotLinks(baseUrl).unsubscribe,
      // Editions sealed before there was such a mailbox do not name it.
      unsubscribeMailto: newsletter.unsubscribeMailbox ? unsubscribeMailto(newsletter.unsubscribeMailbox, slots.unsubscribe) : null,
    }),
    date: edition.date,
    boundarySeed: `${newsletter.id} ${edition.number} ${edition.date.toISOString()}`,
  });
