import type { Attachment } from 'postal-mime';
import { fieldGroups } from '../../delivery/bounce/reports/field-lines.ts';
import { fieldValues, type InboundField, type InboundMail, type ParsedInbound } from '../../delivery/bounce/reports/inbound-mail.ts';
import { decodeUnknown, healText } from './decode-text.ts';
import { type MailParts, takeApart } from './take-apart.ts';

/** How much of a mail is read: postal-mime works by the line, so both are capped. */
type Budget = { readonly bytes: number; readonly lines: number; readonly depth: number };

const wholeMail: Budget = { bytes: 1024 * 1024, lines: 20_000, depth: 2 };
/** Of an enclosed mail the headers count, and the first page in case it is a forwarded report. */
const enclosedMail = { bytes: 128 * 1024, lines: 2000 } as const;
const textCap = 512 * 1024;
const enclosedCap = 3;
const limits = { maxNestingDepth: 24, maxHeadersSize: 512 * 1024, forceRfc822Attachments: true } as const;

/**
 * Reads the bytes of an inbound mail; they are hostile. Never throws: what postal-mime refuses is read without its MIME
 * structure, and what is no mail at all is `unparsable`. Only the first MiB (20,000 lines) is
 * looked at, where every report stands.
 */
export async function parseInbound(bytes: Uint8Array): Promise<InboundMail> {
  return parseMail(bytes, wholeMail);
}

async function parseMail(bytes: Uint8Array, budget: Budget): Promise<InboundMail> {
  const start = bodyStart(bytes);
  const cut = withinBudget(bytes.subarray(start), budget);
  const repairs = bytes.length - start > cut.length ? [`cut after ${cut.length} bytes`] : [];
  if (cut.length === 0) return { kind: 'unparsable', reason: 'the mail is empty', bytes: bytes.length };
  try {
    const mail = await readParts(await takeApart(cut, limits), cut, budget.depth, repairs);
    return hasContent(mail) ? mail : salvage(cut, bytes.length, [...repairs, 'no readable part: read without MIME structure']);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return salvage(cut, bytes.length, [...repairs, `read without MIME structure: ${reason.slice(0, 200)}`]);
  }
}

async function readParts(parts: MailParts, bytes: Uint8Array, depth: number, repairs: readonly string[]): Promise<ParsedInbound> {
  const { email, htmlText } = parts;
  const headers = email.headers.map((header) => ({ name: header.key, value: header.value }));
  const text = healText(parts.text, bytes, isMultipart(headers));
  const loose = email.attachments.filter((part) => part.mimeType.startsWith('text/') && !headerParts.has(part.mimeType));
  const bodies = [text, htmlText, loose.map(partText).join('\n').slice(0, textCap)];
  return {
    kind: 'mail',
    headers,
    subject: (email.subject ?? '').slice(0, 1000),
    envelopeRecipients: envelopeRecipients(headers),
    text: bodies.find((body) => body.trim() !== '') ?? '',
    htmlText,
    deliveryStatus: email.attachments.filter((part) => statusParts.has(part.mimeType)).flatMap((part) => fieldGroups(partText(part))),
    feedback: feedbackOf(email.attachments),
    enclosed: await enclosedMails(email.attachments, depth),
    repairs,
  };
}

const statusParts: ReadonlySet<string> = new Set(['message/delivery-status', 'message/global-delivery-status']);
const headerParts: ReadonlySet<string> = new Set(['text/rfc822-headers', 'message/global-headers', 'text/rfc822', 'message/partial']);
const mailParts: ReadonlySet<string> = new Set(['message/rfc822', 'message/global', ...headerParts]);

function feedbackOf(parts: readonly Attachment[]): readonly InboundField[] | null {
  const part = parts.find((one) => one.mimeType === 'message/feedback-report');
  return part === undefined ? null : fieldGroups(partText(part)).flat();
}

async function enclosedMails(parts: readonly Attachment[], depth: number): Promise<readonly InboundMail[]> {
  if (depth === 0) return [];
  const mails: InboundMail[] = [];
  for (const part of parts.filter((one) => mailParts.has(one.mimeType)).slice(0, enclosedCap)) {
    mails.push(await parseMail(partBytes(part), { ...enclosedMail, depth: depth - 1 }));
  }
  return mails;
}

/** Headers by which mail servers note whom a mail was handed over for; the first is the outermost. */
const envelopeHeaders = ['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to', 'x-rcpt-to', 'x-real-to', 'x-apparently-to'];

const envelopeRecipients = (headers: readonly InboundField[]): readonly string[] => [
  ...new Set(
    envelopeHeaders
      .flatMap((name) => fieldValues(headers, name))
      .map((value) => value.replace(/[<>]/gu, '').trim())
      .filter((value) => value.includes('@') && value.length <= 320),
  ),
];

/** What is left when the structure is broken: header lines up to the first blank line, everything else as text. */
function salvage(bytes: Uint8Array, length: number, repairs: readonly string[]): InboundMail {
  const all = decodeUnknown(bytes.subarray(0, textCap));
  const blank = /\r?\n[ \t]*\r?\n/u.exec(all);
  const head = blank === null ? all : all.slice(0, blank.index);
  const headers = fieldGroups(head).flat();
  const text = blank === null ? '' : all.slice(blank.index + blank[0].length);
  if (headers.length === 0 && !/\w{3,} \w{2,}/u.test(text))
    return { kind: 'unparsable', reason: 'no header and no text can be read', bytes: length };
  return {
    kind: 'mail',
    headers,
    subject: (headers.find((field) => field.name === 'subject')?.value ?? '').slice(0, 1000),
    envelopeRecipients: envelopeRecipients(headers),
    text,
    htmlText: '',
    deliveryStatus: [],
    feedback: null,
    enclosed: [],
    repairs,
  };
}

const hasContent = (mail: ParsedInbound): boolean =>
  mail.headers.some((field) => field.value !== '') &&
  (mail.text.trim() !== '' ||
    mail.htmlText.trim() !== '' ||
    mail.deliveryStatus.length > 0 ||
    mail.feedback !== null ||
    mail.enclosed.length > 0);

const isMultipart = (headers: readonly InboundField[]): boolean => /^\s*multipart\//iu.test(fieldValues(headers, 'content-type')[0] ?? '');

function partBytes(part: Attachment): Uint8Array {
  if (typeof part.content === 'string') return new TextEncoder().encode(part.content);
  return part.content instanceof Uint8Array ? part.content : new Uint8Array(part.content);
}

const partText = (part: Attachment): string => decodeUnknown(partBytes(part).subarray(0, textCap));

function withinBudget(bytes: Uint8Array, budget: Budget): Uint8Array {
  let end = 0;
  for (let line = 0; line < budget.lines && end < budget.bytes; line += 1) {
    const feed = bytes.indexOf(0x0a, end);
    if (feed === -1) return bytes.subarray(0, budget.bytes);
    end = feed + 1;
  }
  return bytes.subarray(0, Math.min(end, budget.bytes));
}

/** Skips blank lines and the `From ` line of an mbox before the header. */
function bodyStart(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 0x0a || bytes[at] === 0x0d)) at += 1;
  const first = new TextDecoder('latin1').decode(bytes.subarray(at, at + 6));
  if (!/^>?From /u.test(first)) return at;
  const end = bytes.indexOf(0x0a, at);
  return end === -1 ? at : end + 1;
}
