import { createHash } from 'node:crypto';
import { CourantError } from '../../errors/courant-error.ts';
import { headerText } from './header-text.ts';

export type HeaderField = { readonly name: string; readonly value: string };

export type BulkSender = {
  /** The newsletter's id: lower-case letters, digits and hyphens. */
  readonly newsletterId: string;
  readonly newsletterName: string;
  readonly editionNumber: number;
  /** The domain of the list, in ASCII. */
  readonly listDomain: string;
  /** The one-click link; its token may still be a slot. https, or http on this very machine. */
  readonly unsubscribeUrl: string;
  /** `mailto:` URL that unsubscribes, or `null` where no mailbox reads them. */
  readonly unsubscribeMailto: string | null;
};

/**
 * The headers that make a message bulk mail: RFC 8058 (one-click unsubscribe), RFC 2919 (List-Id), RFC 3834
 * (Auto-Submitted), Gmail's Feedback-ID without anything about the reader. All of them belong under the DKIM signature.
 * Throws CourantError `header-injection`, `unsubscribe-link` or `newsletter-id`.
 */
export function bulkHeaders(sender: BulkSender): readonly HeaderField[] {
  const links = [sender.unsubscribeUrl, ...(sender.unsubscribeMailto === null ? [] : [sender.unsubscribeMailto])];
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(sender.newsletterId)) {
    throw new CourantError('newsletter-id', `The newsletter id ${JSON.stringify(sender.newsletterId)} cannot stand in List-Id.`, {
      help: 'Use lower-case letters, digits and hyphens.',
    });
  }
  const fields: readonly HeaderField[] = [
    { name: 'List-Unsubscribe', value: links.map((link, at) => `<${checkedLink(link, at === 0)}>`).join(', ') },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    { name: 'List-Id', value: listId(sender) },
    { name: 'Feedback-ID', value: `${sender.editionNumber}:${sender.newsletterId}:digest:${senderId(sender.listDomain)}` },
    { name: 'Auto-Submitted', value: 'auto-generated' },
    { name: 'Precedence', value: 'bulk' },
  ];
  for (const field of fields) headerText(field.name, field.value);
  return fields;
}

function checkedLink(link: string, oneClick: boolean): string {
  headerText('List-Unsubscribe', link);
  const url = URL.canParse(link) ? new URL(link) : null;
  const local = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const fits = oneClick ? url?.protocol === 'https:' || (url?.protocol === 'http:' && local) : url?.protocol === 'mailto:';
  if (fits && /^[\x21-\x3b\x3d\x3f-\x7e]+$/u.test(link)) return link;
  throw new CourantError('unsubscribe-link', `The unsubscribe link ${JSON.stringify(link)} cannot stand in List-Unsubscribe.`, {
    help: oneClick ? 'One-click unsubscribe needs an https BASE_URL (http only on 127.0.0.1).' : 'Give a mailto: URL.',
  });
}

// A name beyond plain ASCII would need encoded words, which clients show badly in List-Id: then the id stands alone.
function listId(sender: BulkSender): string {
  headerText('List-Id', sender.newsletterName);
  const id = `<${sender.newsletterId}.${sender.listDomain}>`;
  return /^[a-zA-Z0-9_ !#$%&'*+,./:;=?^`{|}~-]+$/u.test(sender.newsletterName) ? `"${sender.newsletterName}" ${id}` : id;
}

// Gmail wants 5 to 15 characters, the same on all mail of one sender.
const senderId = (domain: string) => createHash('sha256').update(domain.toLowerCase()).digest('hex').slice(0, 12);
