import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { RenderedEmail } from '../../../src/composition/edition.ts';
import { type SlotName, slots } from '../../../src/composition/views/slots.ts';
import type { MessageEnvelope, Personalise } from '../../../src/press/ports/mail.ts';

/** Placeholders replaced by the reader's tokens, before anything is encoded. */
export const withTokens = (text: string, tokens: Readonly<Record<SlotName, string>>): string => {
  const names = new Map<string, SlotName>(Object.entries(slots).map(([name, placeholder]) => [placeholder, name as SlotName]));
  return text.replace(new RegExp([...names.keys()].join('|'), 'gu'), (found) => tokens[names.get(found) ?? 'view']);
};

/**
 * The reader's message made the slow way, by nodemailer's own MailComposer from start to end. `encodings` as the template
 * chose them; header values that are ASCII are handed over as prepared, as List-Id's quotes would else be encoded.
 */
export async function composeWhole(
  rendered: RenderedEmail,
  edition: MessageEnvelope,
  reader: Parameters<Personalise>[0],
  encodings: { readonly text: string; readonly html: string },
): Promise<Buffer> {
  const crlf = (text: string) => withTokens(text, reader.slots).replace(/\r\n|\r|\n/gu, '\r\n');
  const box = (key: string, value: { name: string | null; address: string } | null) =>
    value === null ? [] : [{ key, value: { name: value.name ?? '', address: value.address } }];
  const listed = edition.headers.map(({ name, value }) => ({
    key: name,
    value: { prepared: true, foldLines: true, value: withTokens(value, reader.slots) },
  }));
  const composer = new MailComposer({
    headers: [
      ...box('From', edition.from),
      ...box('Reply-To', edition.replyTo),
      ...box('To', { name: null, address: reader.to }),
      { key: 'Subject', value: rendered.subject },
      { key: 'Date', value: edition.date },
      { key: 'Message-ID', value: reader.messageId },
      ...listed,
    ],
    text: { content: crlf(rendered.text), contentTransferEncoding: encodings.text },
    html: { content: crlf(rendered.html), contentTransferEncoding: encodings.html },
    baseBoundary: createHash('sha256').update(edition.boundarySeed).digest('hex').slice(0, 24),
    boundaryPrefix: '=_courant',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
