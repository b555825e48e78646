import { createHash } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import { slotWidth } from '../../../composition/views/slots.ts';
import type { HeaderField } from '../../../delivery/message/bulk-headers.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { MessageEnvelope, Personalise } from '../../../press/ports/mail.ts';
import type { BodyPart, Tokens } from './body-part.ts';
import { addressLine, dateLine, headerLine, messageIdLine, recipientLine } from './header-lines.ts';
import { plainBlock, type WireBlock } from './wire-block.ts';

/** Everything of a message that is neither its reader's nor its digest's, made once. */
export type MessageFrame = {
  /** From and Reply-To, each line with its CRLF. */
  readonly opening: string;
  readonly date: string;
  /** From the edition's own headers to the beginning of the text part. */
  readonly beforeText: WireBlock;
  readonly beforeHtml: WireBlock;
  readonly end: WireBlock;
};

export type Parts = { readonly text: BodyPart; readonly html: BodyPart };

/**
 * The frame of multipart/alternative messages: text before HTML, CRLF, ASCII. Throws CourantError `header-injection`,
 * `header-name`, `header-reserved`, `header-too-long`, `header-slot` or `address-invalid`.
 */
export function messageFrame(edition: MessageEnvelope, parts: Parts): MessageFrame {
  const boxes = [addressLine('From', edition.from), ...(edition.replyTo === null ? [] : [addressLine('Reply-To', edition.replyTo)])];
  const mime = mimeHeaders(edition.boundarySeed, parts);
  return {
    opening: lines(boxes),
    date: lines([dateLine(edition.date)]),
    beforeText: plainBlock(`${lines(edition.headers.map(slottedLine))}${mime.root}\r\n\r\n--${mime.boundary}\r\n${mime.text}\r\n\r\n`),
    beforeHtml: plainBlock(`\r\n--${mime.boundary}\r\n${mime.html}\r\n\r\n`),
    end: plainBlock(`\r\n--${mime.boundary}--\r\n`),
  };
}

type MessageReader = Parameters<Personalise>[0];

/** The header lines of one reader's message, before the edition's own. */
export function readerHead(frame: MessageFrame, subject: string, reader: MessageReader): string {
  return `${frame.opening}${recipientLine(reader.to)}\r\n${subject}\r\n${frame.date}${messageIdLine(reader.messageId)}\r\n`;
}

const lines = (fields: readonly string[]): string => fields.map((line) => `${line}\r\n`).join('');

// Header lines with a slot are not encoded, or the slot would not be where it is looked for.
function slottedLine(field: HeaderField): string {
  if (plainBlock(field.value).slots.length > 0 && !/^[\x20-\x7e]*$/u.test(field.value)) {
    throw new CourantError('header-slot', `The header ${field.name} holds a reader's link and characters beyond ASCII.`, {
      help: 'Links in headers are written in ASCII: percent-encode paths, use punycode for domains.',
    });
  }
  return headerLine(field);
}

/** MIME-Version and the headers of each part, by nodemailer's MimeNode. */
function mimeHeaders(boundarySeed: string, parts: Parts) {
  // "=_" can occur in neither quoted-printable nor base64 (RFC 2045, 6.7), so no digest can hold its own boundary.
  const root = new MimeNode('multipart/alternative', {
    baseBoundary: createHash('sha256').update(boundarySeed).digest('hex').slice(0, 24),
    boundaryPrefix: '=_courant',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  root.setHeader({ Date: new Date(0), 'Message-ID': '<unused@localhost>' });
  const head = root.buildHeaders();
  const partHead = (type: string, { encoding }: BodyPart) => {
    const node = root.createChild(type);
    node.setHeader('Content-Transfer-Encoding', encoding);
    return node.buildHeaders();
  };
  return {
    root: head.slice(head.indexOf('MIME-Version:')),
    boundary: root.boundary,
    text: partHead('text/plain; charset=utf-8', parts.text),
    html: partHead('text/html; charset=utf-8', parts.html),
  };
}

const tokenShape = new RegExp(`^[A-Za-z0-9_-]{${slotWidth}}$`, 'u');

/** Throws CourantError `slot-token-invalid`. */
export function checkTokens(tokens: Tokens): void {
  for (const [slot, token] of Object.entries(tokens)) {
    if (tokenShape.test(token)) continue;
    throw new CourantError('slot-token-invalid', `The ${slot} token of a reader is not ${slotWidth} characters of base64url.`, {
      help: 'Tokens are made by the audience stage; this one was shortened or changed on its way.',
    });
  }
}
