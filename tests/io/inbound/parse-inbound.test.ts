import { describe, expect, it } from 'vitest';
import { classifyInbound } from '../../../src/delivery/bounce/classify-inbound.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import { mailBytes, postfixUnknown } from './sample-mails.ts';

const parsed = async (mail: string | Uint8Array) => {
  const result = await parseInbound(typeof mail === 'string' ? mailBytes(mail) : mail);
  if (result.kind !== 'mail') throw new Error(`unparsable: ${result.reason}`);
  return result;
};

describe('reading an inbound mail', () => {
  it('gives headers in order, the envelope recipients, the status groups and the enclosed headers', async () => {
    const mail = await parsed(postfixUnknown);
    expect(mail.headers[0]).toEqual({ name: 'return-path', value: '<>' });
    expect(mail.envelopeRecipients).toEqual(['b+2s-0123456789abcdef0123@digest.example']);
    expect(mail.deliveryStatus.map((group) => group.map((field) => field.name))).toEqual([
      ['reporting-mta'],
      ['final-recipient', 'original-recipient', 'action', 'status', 'remote-mta', 'diagnostic-code'],
    ]);
    expect(mail.enclosed).toMatchObject([{ kind: 'mail', subject: 'Five stories' }]);
    expect(mail.repairs).toEqual([]);
  });

  it('reads HTML-only mails as text', async () => {
    const mail = await parsed('From: a@b.example\nContent-Type: text/html\n\n<p>Mailbox <b>unknown</b></p>');
    expect(mail.text).toMatch(/Mailbox unknown/u);
    expect(mail.htmlText).toMatch(/Mailbox unknown/u);
  });

  it.each([
    ['Shift_JIS', 'shift_jis', [0x82, 0xa0, 0x82, 0xc4, 0x90, 0xe6, 0x82, 0xaa]],
    ['EUC-JP', 'euc-jp', [0xa4, 0xa2, 0xa4, 0xc6, 0xc0, 0xe8, 0xa4, 0xac]],
  ])('reads %s declared or not', async (_name, charset, word) => {
    const body = new Uint8Array(word);
    const withCharset = new Uint8Array([...mailBytes(`From: a@b.example\nContent-Type: text/plain; charset=${charset}\n\n`), ...body]);
    const without = new Uint8Array([...mailBytes('From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n'), ...body]);
    expect((await parsed(withCharset)).text).toContain('あて先が');
    expect((await parsed(without)).text).toContain('あて先が');
  });

  it('skips the blank lines and the From line of an mbox', async () => {
    const mail = await parsed(`\n\nFrom MAILER-DAEMON Thu Jan  1 00:00:00 2026\n${postfixUnknown}`);
    expect(mail.subject).toBe('Undelivered Mail Returned to Sender');
  });

  it('keeps a mail it cannot read, with the reason', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(5000), mailBytes('\n\n\n')]) {
      const mail = await parseInbound(bytes);
      expect(mail).toMatchObject({ kind: 'unparsable', bytes: bytes.length });
      const { recipients, unparsable } = classifyInbound(mail);
      expect({ recipients, unparsable }).toEqual({ recipients: [], unparsable: expect.stringMatching(/\w+/u) });
    }
  });

  it('says so when a mail is cut, and still reads the report in front', async () => {
    const mail = await parsed(`${postfixUnknown}${'x'.repeat(80).concat('\n').repeat(30_000)}`);
    expect(mail.repairs).toEqual([expect.stringMatching(/^cut after \d+ bytes$/u)]);
    expect(classifyInbound(mail).recipients).toMatchObject([{ kind: 'hard' }]);
  });

  it('reads a mail that postal-mime refuses without its structure', async () => {
    const nested = Array.from({ length: 60 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`).join('');
    const mail = await parsed(`From: a@b.example\n${nested}\nhello there`);
    expect(mail.repairs).toEqual([expect.stringMatching(/^read without MIME structure/u)]);
    expect(mail.headers[0]).toEqual({ name: 'from', value: 'a@b.example' });
  });
});
