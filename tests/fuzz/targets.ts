import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { digestPreview } from '../../emails/preview-props.ts';
import { parseEmailAddress } from '../../src/audience/email-address.ts';
import { formToken, isOwnForm } from '../../src/audience/form-token.ts';
import { linkKeyring, readToken, signToken } from '../../src/audience/link-token.ts';
import { mjmlTypesetter } from '../../src/composition/themes/render-mjml-theme.ts';
import { canonicalUrl } from '../../src/content/addresses/canonical-url.ts';
import { readerUrl } from '../../src/content/addresses/reader-url.ts';
import { readArticle } from '../../src/content/read-article.ts';
import { classifyInbound } from '../../src/delivery/bounce/classify-inbound.ts';
import { readReturnPath, returnPath } from '../../src/delivery/message/return-path.ts';
import { boundedBody } from '../../src/doors/requests/bounded-body.ts';
import { formOf } from '../../src/doors/requests/form-fields.ts';
import { CourantError } from '../../src/errors/courant-error.ts';
import { readCsv } from '../../src/io/files/read-csv.ts';
import { parseInbound } from '../../src/io/inbound/parse-inbound.ts';
import { sampleFile } from '../content/sample-file.ts';
import { mailBytes, sampleMails } from '../io/inbound/sample-mails.ts';
import type { Corpus } from './mutated-text.ts';

export type Target = Corpus & {
  readonly says: string;
  /** Throws when what came out is not what it must be. */
  check(text: string): void | Promise<void>;
  /** Inputs of about so many characters that were written to be slow. */
  readonly large: Readonly<Record<string, (length: number) => string>>;
  /** Of a run without `--runs`. */
  readonly runs: number;
};

const upTo = (length: number, unit: string) => unit.repeat(Math.ceil(length / unit.length));

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const article = sampleFile();
const frontMatter: Target = {
  says: 'an article file is read, or its faults are told; nothing in it runs',
  runs: 20_000,
  seeds: [
    article,
    sampleFile({ related: '[{title: "x", webUrl: "https://a.example/"}]' }),
    article.replaceAll('\n', '\r\n'),
    `${article}body\n---\n`,
  ],
  words: [
    '---',
    '---js\n',
    '---\n',
    '!!js/function',
    '!<tag:x>',
    '&a',
    '*a',
    '<<:',
    '? ',
    '- ',
    '|\n',
    '>-\n',
    'title:',
    'webUrl:',
    'related:',
    'secured:',
    '2026-02-30',
    '!',
  ],
  check(text) {
    const { article: read, faults } = readArticle('x.md', text);
    must(read !== null || faults.length > 0, 'neither article nor fault');
    must(!('pwned' in globalThis) && !('polluted' in {}), 'something ran');
    if (read !== null) must(/^https?:/u.test(read.url), `an address that is no web address: ${read.url}`);
    for (const { line } of faults) must(line === null || line >= 1, 'a line that is none');
  },
  large: {
    'nested lists': (length) => `---\ntitle: ${upTo(length, '[')}\n---\n`,
    aliases: (length) => `---\na: &a [x]\nb: [${upTo(length, '*a, ')}]\n---\n`,
    'a title of entities': (length) => article.replace(/title: .*/u, `title: "${upTo(length, '&amp;')}"`),
    'an excerpt of tags': (length) => article.replace(/excerpt: .*/u, `excerpt: "${upTo(length, '<b ')}"`),
    'related addresses': (length) =>
      article.replace(/---\n?$/u, `related:\n${upTo(length, '  - {title: x, webUrl: "https://a.example/x"}\n')}---\n`),
    blanks: (length) => `---\ntitle: ${upTo(length, ' ')}x\n---\n`,
  },
};

const urls: Target = {
  says: 'an address is refused, or is one that may be linked; its canonical form has a canonical form of its own',
  runs: 100_000,
  seeds: [
    'https://www.example.com/a/b?utm_source=x&id=3#top',
    'http://m.example.co.uk:80/amp/story.html?amp=1',
    'https://www.google.com/url?q=https%3A%2F%2Fnews.example%2Fa&sa=D',
    'https://bücher.example/straße?q=ä b',
    '//cdn.ampproject.org/c/s/news.example/story',
    'https://user:pass@example.com/%7Euser/./x/../y',
    'http://[::1]:8080/x',
    'http://0x7f.1/',
  ],
  words: [
    'http://',
    'https://',
    'javascript:',
    'data:',
    'https%3A%2F%2F',
    '&amp;',
    '?url=',
    '#',
    '@',
    ':443',
    '/./',
    '/../',
    '%2e',
    '.',
    'xn--',
    'utm_source=',
    'amp',
    '[::1]',
    '0x7f.1',
    '“',
    '’',
  ],
  check(text) {
    const read = readerUrl(text);
    if (read.kind !== 'refused') {
      must(/^https?:\/\/[^\s"<>\\^`{|}]+$/u.test(read.url), `may be linked, and should not: ${read.url}`);
      must(readerUrl(read.url).kind !== 'refused', 'what was mended is refused');
      const canonical = canonicalUrl(read.url);
      must(/^https?:\/\//u.test(canonical), `canonical, and no web address: ${canonical}`);
      must(canonicalUrl(read.url) === canonical, 'two canonical forms of one address');
    }
    must(typeof canonicalUrl(text) === 'string', 'no canonical form');
  },
  large: {
    'wrappers in wrappers': (length) => upTo(length, 'https://www.google.com/url?q='),
    'a query of many': (length) => `https://a.example/?${upTo(length, 'utm_x=1&')}`,
    dots: (length) => `https://a.example/${upTo(length, './')}`,
    'percent signs': (length) => `https://a.example/${upTo(length, '%')}`,
    entities: (length) => `https://a.example/?a=${upTo(length, '&amp;')}`,
    'a long host': (length) => `https://${upTo(length, 'a.')}example/`,
    'blanks around': (length) => `${upTo(length / 2, ' ')}https://a.example/${upTo(length / 2, '\t')}`,
  },
};

const kinds = new Set(['hard', 'soft', 'complaint', 'sender', 'delayed', 'auto-reply', 'none']);
async function classified(bytes: Uint8Array): Promise<void> {
  const { recipients, unparsable } = classifyInbound(await parseInbound(bytes));
  must(unparsable === null || recipients.length === 0, 'unreadable, and judged');
  for (const { kind, address } of recipients) {
    must(kinds.has(kind), `a kind that is none: ${kind}`);
    must(address === null || !/[\r\n\0]/u.test(address), 'an address of two lines');
  }
}
const mails = sampleMails.map((text) => text.replace(/\r?\n/gu, '\r\n'));
const mimeWords = [
  'Content-Type: multipart/mixed; boundary="',
  'Content-Type: message/rfc822\r\n\r\n',
  'boundary=',
  '--',
  '\r\n\r\n',
  'charset=utf-7',
  'charset=utf-16',
  '=?utf-8?q?',
  '?=',
  '=\r\n',
  '=ZZ',
  'base64',
  'quoted-printable',
  'Content-Transfer-Encoding: ',
  '\r\n ',
  '; filename*0*=',
];
const mime: Target = {
  says: 'a mail is read, whatever bytes it is made of',
  runs: 5_000,
  seeds: mails,
  words: mimeWords,
  check: (text) => classified(Buffer.from(text, 'latin1')),
  large: {
    'parts that never end': (length) => `Content-Type: multipart/mixed; boundary=q\r\n\r\n${upTo(length, '--q\r\n')}`,
    'a folded header': (length) => `Subject: ${upTo(length, 'x\r\n ')}\r\n\r\nx`,
    'encoded words': (length) => `Subject: ${upTo(length, '=?utf-8?q?=41?= ')}\r\n\r\nx`,
    'soft line breaks': (length) => `Content-Transfer-Encoding: quoted-printable\r\n\r\n${upTo(length, '=\r\n')}`,
    'links that never end': (length) => `Content-Type: text/html\r\n\r\n${upTo(length, '<a href="')}`,
    parameters: (length) => `Content-Type: text/plain; ${upTo(length, 'a*0*=x; ')}\r\n\r\nx`,
  },
};
const bounces: Target = {
  says: 'a mail that came back is judged by words of the glossary, and only by what it says',
  runs: 5_000,
  seeds: mails,
  words: [
    '5.1.1',
    '4.2.2',
    '5.7.1',
    '550',
    '421',
    'Final-Recipient: rfc822; ',
    'Original-Recipient: ',
    'Action: failed',
    'Status: ',
    'Diagnostic-Code: smtp; ',
    'Feedback-Type: abuse',
    'Auto-Submitted: ',
    'user unknown',
    'mailbox full',
    'a@b.example',
    '<a@b.example>',
    'X-Failed-Recipients: ',
    'message/delivery-status',
  ],
  check: (text) => classified(mailBytes(text)),
  large: {
    recipients: (length) =>
      `Content-Type: message/delivery-status\r\n\r\n${upTo(length, 'Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n')}`,
    codes: (length) => `From: MAILER-DAEMON@x\r\n\r\n${upTo(length, '550 5.1.1 ')}`,
    addresses: (length) => `From: MAILER-DAEMON@x\r\n\r\n${upTo(length, '<a@b.example> ')}`,
    'the same words': (length) => `From: MAILER-DAEMON@x\r\n\r\n${upTo(length, 'user unknown ')}`,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'courant-fuzz-'));
const csv: Target = {
  says: 'a list is read row by row, or what is wrong is told in words',
  runs: 5_000,
  seeds: [
    'email,name,topics\r\nada@reader.example,"Ada, L.",AI|Space\r\n',
    'sep=;\nMail;Status\nx@y.example;aktiv\n',
    'a@b.example\nc@d.example\n',
    '\ufeffemail\tx\n"multi\nline"\t1\n',
  ],
  words: ['"', '""', '",', '\r', 'sep=;', ';', '\t', '|', 'email', '@', '\u0000', 'a@b.example'],
  async check(text) {
    const file = join(folder, 'list.csv');
    writeFileSync(file, Buffer.from(text, text.length % 2 === 0 ? 'utf8' : 'latin1'));
    await saidInWords(async () => {
      for await (const { rows } of (await readCsv(file)).batches)
        for (const { values } of rows) must(Array.isArray(values), 'a row that is none');
    });
  },
  large: {
    quotes: (length) => `a,b\n${upTo(length, '""')}`,
    'one cell': (length) => `email\n"${upTo(length, 'x\n')}`,
    separators: (length) => `email\n${upTo(length, ',')}`,
    rows: (length) => `email\n${upTo(length, 'a@b.example\n')}`,
  },
};

const secret = Buffer.alloc(32, 1);
const keys = linkKeyring([secret]);
const now = new Date('2026-11-21T08:00:00Z');
const tokenOf = (a: number) => signToken(keys, 'unsubscribe', a, 0);
const genuine = new Set(Array.from({ length: 50 }, (_, id) => tokenOf(id)));
const paths = Array.from({ length: 50 }, (_, id) => returnPath(secret, id, 'courant.example'));
const form = formToken(secret, '/p/ada', now);
const tokens: Target = {
  says: 'nothing but what we signed is taken for it',
  runs: 100_000,
  seeds: [...genuine, ...paths, form],
  words: ['A', 'a', '-', '_', '=', '.', '+', '@', '0', 'b+1-', 'courant.example', form.slice(0, 6)],
  check(text) {
    if (!genuine.has(text)) must(readToken(keys, 'unsubscribe', text) === null, `taken for a link of ours: ${text}`);
    for (const purpose of ['preferences', 'view', 'confirm', 'export', 'erase'] as const)
      must(readToken(keys, purpose, text) === null, `taken for another purpose: ${text}`);
    const local = (path: string) => path.slice(0, path.lastIndexOf('@')).toLowerCase();
    // Mail servers may change the case and the domain of an address.
    if (readReturnPath(secret, text) !== null)
      must(
        paths.some((path) => local(path) === local(text)),
        `taken for a return path: ${text}`,
      );
    const [hour, mac] = form.split('.');
    if (isOwnForm([secret], '/p/ada', text, now))
      must(Number.parseInt(text, 36) === Number.parseInt(hour ?? '', 36) && text.split('.')[1] === mac, `taken for a form: ${text}`);
  },
  large: { 'long ones': (length) => upTo(length, 'A'), dots: (length) => upTo(length, '.'), pluses: (length) => upTo(length, 'b+0-0@') },
};

const addresses: Target = {
  says: 'an address is refused with its reason, or can stand in an envelope',
  runs: 100_000,
  seeds: [
    'ada@reader.example',
    'Ada.Lovelace+news@bücher.example',
    'ö@xn--bcher-kva.example',
    "o'neil@mail.example.co.uk",
    '"quoted"@x.example',
    'a@[127.0.0.1]',
  ],
  words: ['@', '.', '+', 'xn--', '<', '>', '(', '"', '\r\nRCPT TO:<x@y>', '\u00a0', 'é', '。', 'example', '[', '-'],
  check(text) {
    const parsed = parseEmailAddress(text);
    if (parsed.kind === 'refused') return must(parsed.message !== '', 'refused without a word');
    must(!/[\s<>,;"\\\p{C}]/u.test(parsed.address), `not fit for an envelope: ${parsed.address}`);
    const again = parseEmailAddress(parsed.address);
    must(again.kind === 'valid' && again.key === parsed.key && again.address === parsed.address, `not itself again: ${parsed.address}`);
  },
  large: {
    'at signs': (length) => upTo(length, 'a@'),
    labels: (length) => `a@${upTo(length, 'a.')}`,
    blanks: (length) => `${upTo(length, ' ')}a`,
  },
};

const classic = readFileSync(new URL('../../emails/classic.mjml', import.meta.url), 'utf8');
const themes: Target = {
  says: 'a theme file sets the digest, or what is wrong is told in words; it reads no other file',
  runs: 60,
  seeds: [classic],
  words: [
    '<mj-include path="/etc/passwd" />',
    '<mj-raw>',
    '{{',
    '}}',
    '{% for x in (1..99999999) %}',
    '{% include "x" %}',
    '{{ edition }}',
    '<mj-section>',
    '</mj-section>',
    '<mj-style>',
    'css-class="',
    'href="javascript:x"',
    '<!--',
    ']]>',
  ],
  async check(text) {
    await saidInWords(async () => {
      const page = await mjmlTypesetter({ file: 'ours.mjml', source: text }).page(digestPreview);
      must(!page.includes('root:x:0'), 'read a file of the machine');
    });
  },
  large: {},
};

async function saidInWords(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof CourantError)) throw error;
  });
}

const multipart =
  '--q\r\nContent-Disposition: form-data; name="address"\r\n\r\nada@reader.example\r\n--q\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nfile\r\n--q--\r\n';
const pages = new Hono().post('/', boundedBody(16_384), async (c) => c.json([...(await formOf(c))]));
const forms: Target = {
  says: 'a form of any body is read, too large or unreadable, and never a failure of ours',
  runs: 20_000,
  seeds: ['address=ada%40reader.example&newsletter=weekly&topic=AI&topic=Space', 'List-Unsubscribe=One-Click', multipart],
  words: [
    '&',
    '=',
    '%',
    '%ff',
    '[]',
    '[__proto__]',
    '.',
    '--q',
    '--q--',
    '\r\n',
    'Content-Disposition: form-data; name="',
    'filename=',
    '__proto__=1',
    '+',
  ],
  async check(text) {
    const type = text.startsWith('--') ? 'multipart/form-data; boundary=q' : 'application/x-www-form-urlencoded';
    const answer = await pages.request('/', { method: 'POST', body: text.toWellFormed(), headers: { 'content-type': type } });
    must([200, 400, 413].includes(answer.status), `answered ${answer.status}`);
    must(!('polluted' in {}) && ({} as Record<string, unknown>)['1'] === undefined, 'a form changed the program');
  },
  large: {
    fields: (length) => upTo(length, 'a=1&'),
    'percent signs': (length) => `a=${upTo(length, '%')}`,
    parts: (length) => upTo(length, '--q\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'),
  },
};

export const targets: Readonly<Record<string, Target>> = {
  'front-matter': frontMatter,
  urls,
  mime,
  bounces,
  csv,
  tokens,
  addresses,
  themes,
  forms,
};
