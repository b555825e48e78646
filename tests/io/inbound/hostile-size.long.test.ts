import { describe, it } from 'vitest';
import { classifyInbound } from '../../../src/delivery/bounce/classify-inbound.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import { expectLinear } from '../../growth.ts';

const head = 'From: MAILER-DAEMON@x.example\r\nTo: b@d.example\r\nSubject: Undelivered Mail\r\n';
const ofType = (type: string, body: string) => `${head}Content-Type: ${type}\r\n\r\n${body}`;
const part = (type: string, body: string) => `--q\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
const parts = (...all: readonly string[]) => ofType('multipart/mixed; boundary=q', `${all.join('')}--q--\r\n`);
const upTo = (length: number, unit: string) => unit.repeat(Math.ceil(length / unit.length));
const wrapped = (text: string) => text.replace(/.{76}/gu, '$&\r\n');
const reportOf = (body: string) => `${head}X-Failed-Recipients: a@b.example\r\n\r\n${body}`;
const base64 = (text: string) =>
  `${head}Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped(Buffer.from(text).toString('base64'))}`;

/** Mails of about `length` bytes that were written to be slow. */
const hostile: Readonly<Record<string, (length: number) => string>> = {
  'links that never end': (length) => ofType('text/html', upTo(length, '<a href="')),
  'links that never end, without quotes': (length) => ofType('text/html', upTo(length, '<a href=')),
  'links that never end, by the line': (length) => ofType('text/html', upTo(length, '<a href="\r\n')),
  'one link with ten thousand targets': (length) => ofType('text/html', `<a ${upTo(length, 'href=x ')}`),
  'links that never end, beside plain text': (length) => parts(part('text/plain', 'hello'), part('text/html', upTo(length, '<a href="'))),
  'links that never end, in base64': (length) => base64(upTo(length, '<a href="')),
  'links that never end, in the returned mail': (length) =>
    parts(part('message/rfc822', ofType('text/html', upTo(length / 2, '<a href="')))),
  'parts of unended links': (length) => ofType('multipart/mixed; boundary=q', upTo(length, part('text/html', '<a href="'))),
  'comments that never end': (length) => ofType('text/html', upTo(length, '<!--')),
  'scripts that never end': (length) => ofType('text/html', upTo(length, '<script>')),
  'blank lines in HTML': (length) => ofType('text/html', `a${upTo(length, '\r\n ')}b`),
  'words of refusal over and over': (length) => ofType('text/plain', upTo(length, 'user ')),
  'lines full of addresses': (length) => ofType('text/plain', upTo(length, 'to for to for to for a@b to for x\r\n')),
  'a transcript without answers': (length) => ofType('text/plain', upTo(length, '>>> RCPT\r\n\r\n')),
  'a diagnostic of many lines': (length) =>
    parts(part('message/delivery-status', `Final-Recipient: rfc822; a@b.example\r\nDiagnostic-Code: smtp; ${upTo(length, 'user\r\n ')}`)),
  'recipients full of brackets': (length) =>
    parts(part('message/delivery-status', upTo(length, `Final-Recipient: rfc822; ${'('.repeat(900)}\r\nStatus: 5.1.1\r\n\r\n`))),
  'a hundred thousand Received lines': (length) => `${upTo(length, 'Received: from a by b; Thu\r\n')}${head}\r\nx\r\n`,
  'parts within parts': (length) =>
    head + Array.from({ length: length / 60 }, (_, at) => `Content-Type: multipart/mixed; boundary=q${at}\r\n\r\n--q${at}\r\n`).join(''),
  'mails within mails': (length) => head + upTo(length, 'Content-Type: message/rfc822\r\n\r\n'),
  blanks: (length) => reportOf(upTo(length, ' ')),
  'at signs': (length) => reportOf(upTo(length, 'a@')),
  'angle brackets': (length) => reportOf(upTo(length, '<')),
  'short lines': (length) => reportOf(upTo(length, 'x\n')),
  codes: (length) => reportOf(upTo(length, '5.1.')),
  'the same word': (length) => reportOf(upTo(length, 'user ')),
  'addresses in a header': (length) => `X-Failed-Recipients: ${upTo(length, 'a@b.example,')}\r\n${head}\r\nuser unknown`,
  'base64 that is none': (length) => `${head}Content-Transfer-Encoding: base64\r\n\r\n${wrapped(upTo(length, '====A'))}`,
};

describe('a mail that was written to be slow', () => {
  it.each(Object.entries(hostile))('takes time that grows with its size and no faster: %s', async (_what, mail) => {
    await expectLinear(240_000, async (length) => classifyInbound(await parseInbound(Buffer.from(mail(length), 'latin1'))));
  });
});
