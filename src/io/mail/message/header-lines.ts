import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import type { HeaderField } from '../../../delivery/message/bulk-headers.ts';
import { headerText } from '../../../delivery/message/header-text.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { Mailbox } from '../../../press/ports/mail.ts';

/** A person or newsletter with an address; `name` is `null` when the address stands alone. */

/** The header fields Courant writes itself; nobody hands them in a list. */
const ownFields = /^(?:from|sender|reply-to|to|cc|bcc|subject|date|message-id|mime-version|dkim-signature|content-.*)$/iu;

const encoder = new MimeNode('text/plain', { disableFileAccess: true, disableUrlAccess: true });

/**
 * One folded header line without its line end, at most 76 characters wide where the value has blanks to fold at. A value of
 * printable ASCII stands as it is (List-Id and its like are structured and must not become encoded words); anything else is
 * encoded per RFC 2047. Throws CourantError `header-injection`, `header-name`, `header-reserved` or `header-too-long`.
 */
export function headerLine({ name, value }: HeaderField): string {
  if (!/^[!-9;-~]{1,70}$/u.test(name)) {
    throw new CourantError('header-name', `${JSON.stringify(name)} cannot be the name of a header.`, {
      help: 'Use letters, digits and hyphens.',
    });
  }
  if (ownFields.test(name)) {
    throw new CourantError('header-reserved', `The header ${name} is written by Courant itself and cannot be given in a list.`);
  }
  headerText(name, value);
  return folded(name, /^[\x20-\x7e]*$/u.test(value) ? value : encoder.encodeHeaderValue(name, value));
}

/**
 * The Subject line. RFC 2047 words where it holds more than ASCII, and also where plain text would not survive: a look-alike of
 * an encoded word, runs of blanks that folding could lose, a word too long to fold.
 */
export function subjectLine(subject: string): string {
  headerText('Subject', subject);
  const fragile = subject.includes('=?') || /^ | {2}| $/u.test(subject) || /[^ ]{200}/u.test(subject);
  return folded('Subject', fragile ? encodeWord(subject, 'Q', 52) : encoder.encodeHeaderValue('Subject', subject));
}

/** An address line: the domain in punycode where the local part is ASCII, UTF-8 (RFC 6531) where it is not; the name quoted or encoded. */
export function addressLine(name: 'From' | 'Sender' | 'Reply-To' | 'To', mailbox: Mailbox): string {
  headerText(name, mailbox.address);
  const display = mailbox.name === null ? '' : headerText(name, mailbox.name);
  const address = encoder.encodeHeaderValue(name, { name: '', address: mailbox.address });
  if (!address.includes('@')) {
    throw new CourantError('address-invalid', `The ${name} address ${JSON.stringify(mailbox.address)} is not a mail address.`, {
      help: 'Write one address, such as name@example.com.',
    });
  }
  if (display === '') return folded(name, address);
  // Inside quotes clients still decode a look-alike of an encoded word, so such a name is encoded whole.
  if (display.includes('=?')) return folded(name, `${encodeWord(display, 'Q', 52)} <${address.replace(/^<|>$/gu, '')}>`);
  return folded(name, encoder.encodeHeaderValue(name, { name: display, address: mailbox.address }));
}

/** `Date:` in UTC (RFC 5322). */
export const dateLine = (date: Date): string => folded('Date', encoder.encodeHeaderValue('Date', date));

/**
 * The To line of one reader. Almost every address is plain enough to stand as it is; nodemailer's normalising of the rest costs
 * more than all else a reader's message takes.
 */
export const recipientLine = (address: string): string =>
  address.length < 70 && /^[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/u.test(address)
    ? `To: ${address}`
    : addressLine('To', { name: null, address });

/** `Message-ID:` with its angle brackets, whether the id came with them or not. */
export function messageIdLine(messageId: string): string {
  if (messageId.length < 60 && /^<[!-;=?-~]+>$/u.test(messageId)) return `Message-ID: ${messageId}`;
  headerText('Message-ID', messageId);
  return folded('Message-ID', encoder.encodeHeaderValue('Message-ID', messageId));
}

function folded(name: string, value: string): string {
  const whole = `${name}: ${value}`;
  const lines = whole.length < 76 ? whole : foldLines(whole, 76);
  // Its link is too long to stand beside the name within 76 columns; a first line without it is read badly by some programs.
  const line = name === 'List-Unsubscribe' ? lines.replace(/^([\w-]+:)\r\n[ \t]+/u, '$1 ') : lines;
  if (line.length > 998 && line.split('\r\n').some((row) => Buffer.byteLength(row) > 998)) {
    throw new CourantError('header-too-long', `The header ${name} holds a word too long for one line of mail (998 bytes).`, {
      help: 'Shorten the link or name it is made of.',
    });
  }
  return line;
}
