import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../../src/io/mail/message/parse-message.ts';

const lines = (...all: readonly string[]) => Buffer.from(all.join('\r\n'), 'latin1');

const related = lines(
  'From: a@example.com',
  'Subject: =?UTF-8?Q?Caf=C3=A9?=',
  'Content-Type: multipart/mixed; boundary="out"',
  '',
  '--out',
  'Content-Type: multipart/alternative; boundary=in',
  '',
  '--in',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'words',
  '--in',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>caf=C3=A9</p>',
  '--in--',
  '--out',
  'Content-Type: image/png',
  'Content-ID: <one@courant>',
  'Content-Transfer-Encoding: base64',
  '',
  'aGk=',
  '--out--',
  '',
);

describe('a message taken apart', () => {
  it('has its words decoded, its pictures by name and its HTML measured as it is on the wire', async () => {
    const message = await parseMessage(related);
    expect(message.headers.find(({ name }) => name === 'Subject')?.value).toBe('Café');
    expect(message.html?.trim()).toBe('<p>café</p>');
    expect(message.text?.trim()).toBe('words');
    expect(message.htmlBytes).toBe('<p>caf=C3=A9</p>'.length);
    expect(message.contentIds).toEqual(['one@courant']);
  });

  it('may be HTML alone', async () => {
    const message = await parseMessage(lines('Subject: s', 'Content-Type: text/html', '', '<p>words</p>'));
    expect(message).toMatchObject({ text: null, htmlBytes: '<p>words</p>'.length });
  });

  it('is refused, with a code, when it is no message', async () => {
    await expect(parseMessage(Buffer.from(''))).rejects.toMatchObject({ code: 'message-unreadable' });
    await expect(parseMessage(Buffer.alloc(30_000_001, 'a'))).rejects.toMatchObject({ code: 'message-unreadable' });
  });

  it('is read without an accident whatever its bytes are', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const noise = Buffer.concat([
        related.subarray(0, (seed * 37) % related.length),
        Buffer.alloc(seed * 3, seed),
        related.subarray((seed * 91) % related.length),
      ]);
      await parseMessage(noise).catch((error: unknown) => expect(error).toMatchObject({ code: 'message-unreadable' }));
    }
  });
});
