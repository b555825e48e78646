import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { RenderedEmail } from '../../../../src/composition/edition.ts';
import { slotLinks, slots } from '../../../../src/composition/views/slots.ts';
import { bulkHeaders } from '../../../../src/delivery/message/bulk-headers.ts';
import { unsubscribeMailto } from '../../../../src/delivery/message/unsubscribe-address.ts';
import { letterMessages } from '../../../../src/io/mail/message/edition-messages.ts';
import type { MessageEnvelope, Personalise } from '../../../../src/press/ports/mail.ts';
import { composeWhole, withTokens } from '../compose-whole.ts';

const links = slotLinks('https://news.example.com');

type MessageReader = Parameters<Personalise>[0];

const edition: MessageEnvelope = {
  from: { name: 'Morning "Wire", daily', address: 'news@bücher.example' },
  replyTo: { name: 'Zoë', address: 'editor@news.example' },
  date: new Date('2021-08-09T08:00:00.123Z'),
  headers: [
    { name: 'List-Unsubscribe', value: `<${links.unsubscribe}>, <mailto:leave@news.example?subject=leave>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    { name: 'List-ID', value: '"Morning Wire" <morning.news.example>' },
  ],
  boundarySeed: 'morning/2021-08-09/abc',
};

const reader: MessageReader = {
  to: 'ann@mail.example',
  messageId: '<1.2.abcdef@news.example>',
  slots: { unsubscribe: 'U'.repeat(40), preferences: 'P-_'.padEnd(40, '0'), view: 'v'.repeat(40) },
};

const rendered: RenderedEmail = {
  subject: 'Nine stories – from Zürich to Łódź',
  preheader: '',
  html: `<p>.\n.dots = "quoted"  \t</p>\n<a href="${links.view}">View</a>${'<b>word</b>'.repeat(40)}<a href="${links.unsubscribe}">x</a>\n`,
  text: `Good morning\n${links.view}\n${links.preferences}\nFrom here: é\n${links.unsubscribe} \n`,
};

const build = (email: RenderedEmail, to: MessageReader = reader, of: MessageEnvelope = edition) =>
  Buffer.from(letterMessages(email, of)(to));

const encodingsIn = (message: Buffer) => {
  const found = [...message.toString('latin1').matchAll(/^Content-Transfer-Encoding: (\S+)\r$/gmu)].map((match) => match[1] ?? '');
  return { text: found[0] ?? '', html: found[1] ?? '' };
};

const token = fc.string({ unit: fc.constantFrom(...'ABCxyz019-_'), minLength: 40, maxLength: 40 });
const tokens = fc.record({ unsubscribe: token, preferences: token, view: token });
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'日本語の新聞と読者、'), maxLength: 90 }),
  fc.string({ unit: fc.constantFrom(...'<a href="=3D.,!? \t\r\nz'), maxLength: 120 }),
  fc.constantFrom(...Object.values(slots), ...Object.values(links)),
);
// No body ends in blanks. nodemailer's stream, the yardstick here, breaks those off differently than its own `wrap` does; both
// decode to the same.
const body = fc.array(piece, { minLength: 1, maxLength: 30 }).map((pieces) => pieces.join('').trimEnd() || '.');

/**
 * A message as headers and what its parts say: line breaks that mean nothing may fall elsewhere. Decoded by the letter of RFC 2045,
 * 6.7 and 6.8, by no code of ours.
 */
function takenApart(message: Buffer): readonly string[] {
  // nodemailer leaves its first line empty.
  const text = message.toString('latin1').replace('List-Unsubscribe:\r\n <', 'List-Unsubscribe: <');
  const boundary = /boundary="([^"]+)"/u.exec(text)?.[1] ?? '';
  return text.split(`--${boundary}`).map((piece) => {
    const [head = '', body = ''] = [piece.slice(0, piece.indexOf('\r\n\r\n')), piece.slice(piece.indexOf('\r\n\r\n') + 4, -2)];
    if (head.includes('base64')) return head + Buffer.from(body, 'base64').toString('hex');
    if (!head.includes('quoted-printable')) return piece;
    const joined = body
      .replace(/=\r\n/gu, '')
      .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return head + Buffer.from(joined, 'latin1').toString('hex');
  });
}

describe('a personalised message', () => {
  test('says byte for byte what nodemailer composes from the same text with the tokens put in first, under the same headers', async () => {
    await fc.assert(
      fc.asyncProperty(body, body, tokens, async (html, text, own) => {
        const email = { ...rendered, html, text };
        const to = { ...reader, slots: own };
        const fast = build(email, to);
        const slow = await composeWhole(email, edition, to, encodingsIn(fast));
        expect(takenApart(fast)).toEqual(takenApart(slow));
      }),
      { numRuns: 300 },
    );
  });

  test('is that for any address and Message-ID, plain or not', async () => {
    const label = fc.string({ unit: fc.constantFrom(...'abz019-_.+Aé'), minLength: 1, maxLength: 30 });
    const address = fc
      .tuple(label, label, fc.constantFrom('.example', '.1', '', '.xn--p1ai', 'xn--zz.example'))
      .map(([local, name, end]) => `${local}@${name}${end}`);
    const id = fc.tuple(label, label).chain(([left, right]) => fc.constantFrom(`<${left}@${right}>`, `${left}@${right}`));
    await fc.assert(
      fc.asyncProperty(address, id, async (to, messageId) => {
        const own = { ...reader, to, messageId };
        const fast = build(rendered, own);
        expect(takenApart(fast)).toEqual(takenApart(await composeWhole(rendered, edition, own, encodingsIn(fast))));
      }),
      { numRuns: 200 },
    );
  });

  test('is that for a long digest too, which nodemailer encodes in slices', async () => {
    const html = Array.from(
      { length: 3_000 },
      (_, n) => `<p>Story ${n} – ${'é='.repeat(n % 9)} ${n % 500 === 0 ? links.view : ''}</p>`,
    ).join('\n');
    const fast = build({ ...rendered, html });
    expect(takenApart(fast)).toEqual(takenApart(await composeWhole({ ...rendered, html }, edition, reader, encodingsIn(fast))));
  });

  test('reads back as the digest with the tokens in their places, whatever its language', async () => {
    const readable = fc.array(
      fc.oneof(
        fc.string({ unit: fc.constantFrom(...'plain words, = . <b>&amp;\n'), maxLength: 80 }),
        fc.string({ unit: fc.constantFrom(...'日本語の新聞と読者、é🙂'), maxLength: 90 }),
        fc.constantFrom(...Object.values(links)),
      ),
      { minLength: 1, maxLength: 20 },
    );
    const text = readable.map((pieces) => `x${pieces.join('')}x`);
    await fc.assert(
      fc.asyncProperty(text, text, tokens, async (html, plain, own) => {
        const parsed = await PostalMime.parse(build({ ...rendered, html, text: plain }, { ...reader, slots: own }));
        expect(parsed.html?.replaceAll('\r\n', '\n').trimEnd()).toBe(withTokens(html, own));
        expect(parsed.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(withTokens(plain, own));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the form of a message', () => {
  test('has its headers in order, readable, with the link of one-click unsubscribe filled in', async () => {
    const parsed = await PostalMime.parse(build(rendered));
    expect(parsed.from).toEqual({ name: 'Morning "Wire", daily', address: 'news@xn--bcher-kva.example' });
    expect(parsed.to).toEqual([{ name: '', address: 'ann@mail.example' }]);
    expect(parsed.subject).toBe(rendered.subject);
    expect(parsed.messageId).toBe(reader.messageId);
    expect(parsed.date).toBe('2021-08-09T08:00:00.000Z');
    const header = (key: string) => parsed.headers.find((one) => one.key === key)?.value;
    expect(header('list-unsubscribe')).toBe(`<https://news.example.com/u/${'U'.repeat(40)}>, <mailto:leave@news.example?subject=leave>`);
    expect(header('list-id')).toBe('"Morning Wire" <morning.news.example>');
    expect(header('x-mailer')).toBeUndefined();
    expect(parsed.headers.map((one) => one.key)).toEqual([
      ...['from', 'reply-to', 'to', 'subject', 'date', 'message-id'],
      ...['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'mime-version', 'content-type'],
    ]);
  });

  test('has CRLF alone as line end, ASCII bodies and no line over 76 characters but that of the unsubscribe link', () => {
    for (const html of [rendered.html, '日本語の新聞'.repeat(500) + links.view]) {
      const message = build({ ...rendered, html }).toString('latin1');
      expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
      expect(message).not.toMatch(/[^\r\n\t -~]/u);
      // Its link cannot be broken, and stands beside the name: 998 is the limit (RFC 5322, 2.1.1).
      const lines = message.split('\r\n').filter((line) => !/^List-Unsubscribe: <[^ ]+>,$/u.test(line));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
      expect(message.endsWith('--\r\n')).toBe(true);
    }
  });

  test('is the same bytes for the same input, also in memory that held another message', () => {
    const personalise = letterMessages(rendered, edition);
    const memory = Buffer.alloc(100_000, 'z');
    expect(Buffer.from(personalise(reader, memory)).equals(build(rendered))).toBe(true);
    expect(Buffer.from(personalise(reader, Buffer.alloc(10))).equals(build(rendered))).toBe(true);
  });

  test('writes a token as often as a header holds it, each link whole on a line, for any site and mailbox', async () => {
    const leaving = (base: string, mailbox: string): MessageEnvelope => ({
      ...edition,
      headers: bulkHeaders({
        newsletterId: 'morning',
        newsletterName: 'Morning',
        editionNumber: 1,
        listDomain: 'news.example',
        unsubscribeUrl: slotLinks(base).unsubscribe,
        unsubscribeMailto: unsubscribeMailto(mailbox, slots.unsubscribe),
      }),
    });
    const own = reader.slots.unsubscribe;
    expect(build(rendered, reader, leaving('https://news.example.com', 'leave@news.example.com')).toString('latin1')).toContain(
      `\r\nList-Unsubscribe: <https://news.example.com/u/${own}>,\r\n <mailto:leave+${own}@news.example.com?subject=unsubscribe>\r\nList-Unsubscribe-Post: `,
    );
    const name = (longest: number) => fc.string({ unit: fc.constantFrom(...'abcxyz019'), minLength: 1, maxLength: longest });
    await fc.assert(
      fc.asyncProperty(name(60), name(90), name(23), name(60), tokens, async (host, path, local, domain, given) => {
        const [base, mailbox] = [`https://${host}.example/${path}`, `${local}@${domain}.example`];
        const { headers } = await PostalMime.parse(build(rendered, { ...reader, slots: given }, leaving(base, mailbox)));
        expect(headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(
          `<${base}/u/${given.unsubscribe}>, <mailto:${local}+${given.unsubscribe}@${domain}.example?subject=unsubscribe>`,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('takes the encoding that is smaller: quoted-printable for Latin text, base64 for the rest', () => {
    expect(encodingsIn(build(rendered))).toEqual({ text: 'quoted-printable', html: 'quoted-printable' });
    expect(encodingsIn(build({ ...rendered, html: '読者'.repeat(100) }))).toEqual({ text: 'quoted-printable', html: 'base64' });
  });

  test('parses without a defect in Python, text before HTML (skipped where there is no Python)', ({ skip }) => {
    const script = [
      'import sys, email, email.policy',
      'm = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)',
      'parts = list(m.walk())',
      'bad = [str(d) for p in parts for d in p.defects] + [str(d) for h in m.values() for d in h.defects]',
      'print([p.get_content_type() for p in parts], bad, m["subject"], m["from"].addresses[0].display_name)',
    ].join('\n');
    const python = spawnSync('python3', ['-c', script], { input: build(rendered), encoding: 'utf8' });
    if (python.error !== undefined) return skip();
    expect(python.stderr).toBe('');
    expect(python.stdout.trim()).toBe(`['multipart/alternative', 'text/plain', 'text/html'] [] ${rendered.subject} Morning "Wire", daily`);
  });
});

describe('headers made of hostile text', () => {
  const subjectOf = async (subject: string) => (await PostalMime.parse(build({ ...rendered, subject }))).subject;

  test('a subject reads back as it was, whatever it looks like', async () => {
    const subjects = ['=?utf-8?Q?=0D=0ABcc:_x?=', 'a  b', '"quoted" = ?', 'x'.repeat(3_000), '日本語'.repeat(100), '🙂'.repeat(90), '. .'];
    for (const subject of subjects) expect(await subjectOf(subject)).toBe(subject);
    const visible = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
      .filter((text) => !/[\p{C}\u2028\u2029]/u.test(text) && text.trim() === text && text !== '');
    await fc.assert(
      fc.asyncProperty(visible, async (subject) => {
        expect(await subjectOf(subject)).toBe(subject);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['\r', '\n', '\r\nBcc: x@evil.example', '\0', '\t', '\u007f'])(
    '%j in any header value is refused and the header named',
    (bad) => {
      const refuses = (name: string, make: () => unknown) =>
        expect(make).toThrow(expect.objectContaining({ code: 'header-injection', message: expect.stringContaining(name) }));
      refuses('Subject', () => build({ ...rendered, subject: `a${bad}b` }));
      refuses('From', () => build(rendered, reader, { ...edition, from: { name: `a${bad}b`, address: 'a@b.example' } }));
      refuses('From', () => build(rendered, reader, { ...edition, from: { name: 'a', address: `a@b.example${bad}` } }));
      refuses('Reply-To', () => build(rendered, reader, { ...edition, replyTo: { name: bad, address: 'a@b.example' } }));
      refuses('To', () => build(rendered, { ...reader, to: `a@b.example${bad}` }));
      refuses('Message-ID', () => build(rendered, { ...reader, messageId: `<a${bad}@b.example>` }));
      refuses('X-One', () => build(rendered, reader, { ...edition, headers: [{ name: 'X-One', value: `a${bad}b` }] }));
    },
  );

  test('a list of headers cannot replace ours, have a broken name or a line too long', () => {
    const refuses = (code: string, name: string, value: string) =>
      expect(() => build(rendered, reader, { ...edition, headers: [{ name, value }] })).toThrow(expect.objectContaining({ code }));
    for (const name of ['From', 'bcc', 'TO', 'Content-Type', 'Content-Transfer-Encoding', 'DKIM-Signature'])
      refuses('header-reserved', name, 'x');
    for (const name of ['', 'a b', 'X:Y', 'X\r\nBcc', 'Ünder']) refuses('header-name', name, 'x');
    refuses('header-too-long', 'X-Long', 'x'.repeat(1_000));
    refuses('header-slot', 'X-Link', `é ${links.view}`);
  });

  test('one recipient stays one, and is written as the address it is', async () => {
    const shown = async (to: string) => (await PostalMime.parse(build(rendered, { ...reader, to }))).to?.map((box) => box.address);
    expect(await shown('anna@Bücher.example')).toEqual(['anna@xn--bcher-kva.example']);
    expect(await shown('jürgen@bücher.example')).toEqual(['jürgen@bücher.example']);
    expect(await shown('a@x.example, b@y.example')).toHaveLength(1);
    expect(() => build(rendered, { ...reader, to: 'nobody' })).toThrow(expect.objectContaining({ code: 'address-invalid' }));
  });

  test('a token of the wrong shape is refused', () => {
    for (const bad of ['', 'u'.repeat(39), 'u'.repeat(41), `${'u'.repeat(39)}=`]) {
      expect(() => build(rendered, { ...reader, slots: { ...reader.slots, view: bad } })).toThrow(
        expect.objectContaining({ code: 'slot-token-invalid' }),
      );
    }
  });

  test('a digest with an empty part is refused', () => {
    expect(() => build({ ...rendered, text: '' })).toThrow(expect.objectContaining({ code: 'message-part-empty' }));
  });
});
