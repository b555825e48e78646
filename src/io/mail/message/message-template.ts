import { createHash } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import type { RenderedEmail } from '../../../composition/edition.ts';
import { type SlotName, slotWidth } from '../../../composition/views/slots.ts';
import type { HeaderField } from '../../../delivery/message/bulk-headers.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { Mailbox } from '../../../press/ports/mail.ts';
import { encodeBody, fillWindow, plainWindows, type SlotWindow, slotWindows } from './encoded-body.ts';
import { addressLine, dateLine, headerLine, messageIdLine, recipientLine, subjectLine } from './header-lines.ts';

/** What all messages of an edition share besides the digest itself. */
export type EditionEnvelope = {
  readonly from: Mailbox;
  readonly sender: Mailbox | null;
  readonly replyTo: Mailbox | null;
  /** The Date header; whole seconds, UTC. */
  readonly date: Date;
  /** Further headers (List-Id, List-Unsubscribe, ...). ASCII values may hold slots, which `personalise` fills. */
  readonly headers: readonly HeaderField[];
  /** Any text that is the same for the same edition and digest: the MIME boundary is derived from it. */
  readonly boundarySeed: string;
};

/** What one reader's message has of its own. */
export type MessageReader = {
  readonly to: string;
  /** With or without angle brackets. */
  readonly messageId: string;
  /** Further headers of this reader alone; usually none, as slots in the edition's headers cost nothing. */
  readonly headers: readonly HeaderField[];
  /** A token per slot: `slotWidth` characters of base64url. */
  readonly slots: Readonly<Record<SlotName, string>>;
};

/** A digest as a finished MIME message but for its reader. `bytes` start after the reader's own header lines. */
export type MessageTemplate = {
  /** From, Sender, Reply-To, each line with its CRLF. */
  readonly opening: string;
  /** Subject and Date. */
  readonly subject: string;
  readonly bytes: Buffer;
  readonly windows: readonly SlotWindow[];
};

/**
 * One digest as a MIME message (multipart/alternative, text before HTML, CRLF, ASCII bodies with lines of at most 76
 * characters), encoded once for all its readers. The same input gives the same bytes. Throws CourantError
 * `header-injection`, `header-name`, `header-reserved`, `header-too-long`, `header-slot`, `address-invalid` or `message-part-empty`.
 */
export function composeTemplate(rendered: RenderedEmail, edition: EditionEnvelope): MessageTemplate {
  const lines = (fields: readonly string[]) => fields.map((line) => `${line}\r\n`).join('');
  const boxes = [
    addressLine('From', edition.from),
    ...(edition.sender === null ? [] : [addressLine('Sender', edition.sender)]),
    ...(edition.replyTo === null ? [] : [addressLine('Reply-To', edition.replyTo)]),
  ];
  const headers = lines(edition.headers.map(slottedLine));
  const body = multipart(rendered, edition.boundarySeed);
  return {
    opening: lines(boxes),
    subject: lines([subjectLine(rendered.subject), dateLine(edition.date)]),
    bytes: Buffer.from(headers + body.text, 'latin1'),
    windows: [...plainWindows(headers, 0), ...body.windows(headers.length)],
  };
}

/**
 * One reader's finished message: the template copied, its slots overwritten, the reader's own header lines put in front. Nothing
 * is rendered or encoded again. `into` is memory to use instead of new memory when it is large enough (a fifth of the cost); it
 * may be used again once the transport has answered. Throws CourantError as `composeTemplate`, and `slot-token-invalid`.
 */
export function personalise(template: MessageTemplate, reader: MessageReader, into?: Uint8Array): Uint8Array {
  const own = reader.headers.length === 0 ? '' : reader.headers.map((field) => `${headerLine(field)}\r\n`).join('');
  const to = recipientLine(reader.to);
  const head = `${template.opening}${to}\r\n${template.subject}${messageIdLine(reader.messageId)}\r\n${own}`;
  checkTokens(reader.slots);
  const headSize = Buffer.byteLength(head);
  const size = headSize + template.bytes.length;
  const message = into !== undefined && into.length >= size ? Buffer.from(into.buffer, into.byteOffset, size) : Buffer.allocUnsafe(size);
  message.write(head, 0, 'utf8');
  message.set(template.bytes, headSize);
  for (const window of template.windows) fillWindow(message, window, reader.slots, headSize);
  return message;
}

// Header lines with a slot are not encoded, or the slot would not be where it is looked for.
function slottedLine(field: HeaderField): string {
  if (plainWindows(field.value, 0).length > 0 && !/^[\x20-\x7e]*$/u.test(field.value)) {
    throw new CourantError('header-slot', `The header ${field.name} holds a reader's link and characters beyond ASCII.`, {
      help: 'Links in headers are written in ASCII: percent-encode paths, use punycode for domains.',
    });
  }
  return headerLine(field);
}

type Multipart = { readonly text: string; windows(offset: number): readonly SlotWindow[] };

/** MIME-Version to the closing boundary, through nodemailer's MimeNode for every header and its encoders for the bodies. */
function multipart(rendered: RenderedEmail, boundarySeed: string): Multipart {
  // "=_" can occur in neither quoted-printable nor base64 (RFC 2045, 6.7), so no digest can hold its own boundary.
  const root = new MimeNode('multipart/alternative', {
    baseBoundary: createHash('sha256').update(boundarySeed).digest('hex').slice(0, 24),
    boundaryPrefix: '=_courant',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  root.setHeader({ Date: new Date(0), 'Message-ID': '<unused@localhost>' });
  const head = root.buildHeaders();
  let text = `${head.slice(head.indexOf('MIME-Version:'))}\r\n\r\n`;
  const parts = (['text', 'html'] as const).map((kind) => {
    const content = rendered[kind];
    if (content === '') throw new CourantError('message-part-empty', `The digest has no ${kind === 'html' ? 'HTML' : 'plain text'}.`);
    const body = encodeBody(content);
    const node = root.createChild(kind === 'html' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8');
    node.setHeader('Content-Transfer-Encoding', body.encoding);
    text += `${kind === 'text' ? '' : '\r\n'}--${root.boundary}\r\n${node.buildHeaders()}\r\n\r\n`;
    const start = text.length;
    text += body.encoded;
    return { body, content, start };
  });
  text += `\r\n--${root.boundary}--\r\n`;
  return { text, windows: (offset) => parts.flatMap(({ body, content, start }) => slotWindows(body, content, offset + start)) };
}

const tokenShape = new RegExp(`^[A-Za-z0-9_-]{${slotWidth}}$`, 'u');

function checkTokens(tokens: Readonly<Record<SlotName, string>>): void {
  for (const [slot, token] of Object.entries(tokens)) {
    if (tokenShape.test(token)) continue;
    throw new CourantError('slot-token-invalid', `The ${slot} token of a reader is not ${slotWidth} characters of base64url.`, {
      help: 'Tokens are made by the audience stage; this one was shortened or changed on its way.',
    });
  }
}
