import PostalMime, { type Attachment } from 'postal-mime';
import type { FinalMessage } from '../../../composition/lint/linted-mail.ts';
import { CourantError } from '../../../errors/courant-error.ts';

/** More than any mail Courant makes, and little enough to be read into memory whole. */
const mostBytes = 30_000_000;

/**
 * Takes a finished message apart as its reader's program does.
 * @param bytes MIME, as sent or as saved in an `.eml` file
 * @throws CourantError `message-unreadable` when it is no message, or larger than 30 MB
 */
export async function parseMessage(bytes: Uint8Array): Promise<FinalMessage> {
  if (bytes.length > mostBytes) throw unreadable('it is larger than 30 MB');
  const email = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true }).catch(
    (cause: unknown) => {
      throw unreadable('its MIME cannot be read', cause);
    },
  );
  if (email.headers.length === 0) throw unreadable('it has no headers');
  return {
    headers: email.headers.map(({ originalKey, key, value }) => ({ name: originalKey ?? key, value: headerValue(key, value, email) })),
    html: email.html ?? null,
    htmlBytes: encodedSize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 'text/html'),
    text: email.text ?? null,
    contentIds: email.attachments.flatMap(({ contentId }: Attachment) => (contentId ? [contentId.replace(/^<|>$/g, '')] : [])),
  };
}

const headerValue = (key: string, raw: string, { subject }: { subject?: string | undefined }): string =>
  key === 'subject' ? (subject ?? raw) : raw;

const unreadable = (reason: string, cause?: unknown) =>
  new CourantError('message-unreadable', `This is no message that can be read: ${reason}.`, {
    help: 'Give an .eml file: headers, an empty line, then the body.',
    cause,
  });

/**
 * Bytes of the first part of a type, as encoded: what mail clients count against their limits. MIME libraries give parts
 * decoded only, so its edges are looked for here.
 */
function encodedSize(message: string, type: string): number {
  const start = new RegExp(`^Content-Type:\\s*${type}\\b`, 'im').exec(message);
  if (start === null) return 0;
  const headEnd = /\r?\n\r?\n/.exec(message.slice(start.index));
  if (headEnd === null) return 0;
  const bodyStart = start.index + headEnd.index + headEnd[0].length;
  const boundaries = [...message.slice(0, bodyStart).matchAll(/boundary="?([^"\r\n;]+)"?/gi)].map((match) => match[1] ?? '');
  const ends = boundaries.map((boundary) => message.indexOf(`\n--${boundary}`, bodyStart)).filter((end) => end >= 0);
  const body = message.slice(bodyStart, ends.length === 0 ? message.length : Math.min(...ends));
  return body.replace(/\r$/, '').length;
}
