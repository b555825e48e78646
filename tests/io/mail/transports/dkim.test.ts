import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { authenticate } from 'mailauth';
import { describe, expect, test } from 'vitest';
import { letterMessages } from '../../../../src/io/mail/message/edition-messages.ts';
import { dkimSigner } from '../../../../src/io/mail/transports/dkim.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const records: Readonly<Record<string, string>> = {
  'r1._domainkey.news.example': `v=DKIM1; k=rsa; p=${rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
  'e1._domainkey.news.example': `v=DKIM1; k=ed25519; p=${ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`,
};

// An independent verifier, with the two keys for its DNS.
async function verdicts(message: Uint8Array): Promise<readonly string[]> {
  const result = await authenticate(Buffer.from(message), {
    trustReceived: false,
    ip: '192.0.2.1',
    helo: 'mx.news.example',
    sender: 'b@news.example',
    mta: 'mx.reader.example',
    disableArc: true,
    disableDmarc: true,
    disableBimi: true,
    resolver: async (name: string) => {
      const record = records[name];
      if (record === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [[record]];
    },
  });
  return result.dkim.results.map((one) => one.status.result);
}

const keys = [
  { domain: 'news.example', selector: 'r1', privateKey: pem(rsa.privateKey) },
  { domain: 'news.example', selector: 'e1', privateKey: pem(ed25519.privateKey) },
];
const sign = dkimSigner(keys);

const composed = letterMessages(
  { subject: 'Nine  stories – Zürich', preheader: '', html: `<p>a  b\tc </p>\n${'<p>word</p>'.repeat(50)}\n\n`, text: 'One.\n\n\n' },
  {
    from: { name: 'Morning Wire', address: 'news@news.example' },
    replyTo: { name: null, address: 'editor@news.example' },
    date: new Date('2021-08-09T08:00:00Z'),
    headers: [
      { name: 'List-Unsubscribe', value: `<https://news.example/u/${'x'.repeat(40)}>, <mailto:leave@news.example>` },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { name: 'List-Id', value: '"Morning Wire" <morning.news.example>' },
      { name: 'Feedback-ID', value: '7:morning:digest:abcdef' },
      { name: 'Auto-Submitted', value: 'auto-generated' },
      { name: 'Precedence', value: 'bulk' },
    ],
    boundarySeed: 'seed',
  },
)({
  to: 'ann@mail.example',
  messageId: '<1@news.example>',
  slots: { unsubscribe: 'u'.repeat(40), preferences: 'p'.repeat(40), view: 'v'.repeat(40) },
});
// Another relay's habit: we write none.
const unsigned = Buffer.from(
  Buffer.from(composed).toString('latin1').replace('Reply-To:', 'Sender: bot@news.example\r\nReply-To:'),
  'latin1',
);

describe('DKIM signatures', () => {
  test('both keys verify, and the message under them is unchanged', async () => {
    const signed = Buffer.from(sign(unsigned));
    expect(await verdicts(signed)).toEqual(['pass', 'pass']);
    expect(signed.subarray(-unsigned.byteLength).equals(Buffer.from(unsigned))).toBe(true);
    // List-Unsubscribe alone keeps its link beside its name, since some clients do not unfold it.
    const lines = signed.toString('latin1').split('\r\n');
    const folded = lines.filter((line) => !/^List-Unsubscribe: <[^ ]+>,$/u.test(line));
    expect(lines.length - folded.length).toBeLessThanOrEqual(1);
    expect(Math.max(...folded.map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  test('fail when any header of the message is altered, and when one is removed', async () => {
    const signed = Buffer.from(sign(unsigned)).toString('latin1');
    const start = signed.indexOf('From:');
    const head = signed.slice(start, signed.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/u);
    expect(head.length).toBe(15);
    for (const field of head) {
      const altered = signed.replace(field, `${field}x`);
      expect([field, await verdicts(Buffer.from(altered, 'latin1'))]).toEqual([field, ['fail', 'fail']]);
      const removed = signed.replace(`${field}\r\n`, '');
      if (removed === signed || field.startsWith('From')) continue;
      expect([field, await verdicts(Buffer.from(removed, 'latin1'))]).toEqual([field, ['fail', 'fail']]);
    }
  });

  test.each([
    'From: evil@news.example',
    'Subject: Other',
    'To: x@y.example',
    'Cc: x@y.example',
    'List-Unsubscribe: <https://evil.example/>',
  ])('fail when a second %s is put in front', async (extra) => {
    const results = await verdicts(Buffer.concat([Buffer.from(`${extra}\r\n`), Buffer.from(sign(unsigned))]));
    expect(results.filter((result) => result === 'pass')).toEqual([]);
  });

  test('fail when the body is altered, and stand what relaxed canonicalisation forgives', async () => {
    const signed = Buffer.from(sign(unsigned)).toString('latin1');
    expect(await verdicts(Buffer.from(signed.replace('word', 'ward'), 'latin1'))).not.toContain('pass');
    const reflowed = signed.replace('Precedence: bulk', 'PRECEDENCE:\t bulk ').replace('One.\r\n', 'One. \r\n');
    expect(await verdicts(Buffer.from(`${reflowed}\r\n\r\n`, 'latin1'))).toEqual(['pass', 'pass']);
  });

  test('verify whatever the body is made of', async () => {
    const line = fc.string({ unit: fc.constantFrom(...'ab .\t='), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const message = Buffer.from(`From: a@news.example\r\nSubject: x\r\n\r\n${lines.join('\r\n')}`);
        expect(await verdicts(sign(message))).toEqual(['pass', 'pass']);
      }),
      { numRuns: 60 },
    );
  });

  test('a key that is none is refused without being told', () => {
    const broken = pem(rsa.privateKey).slice(0, -100);
    const attempt = () => dkimSigner([{ domain: 'news.example', selector: 'r1', privateKey: broken }]);
    expect(attempt).toThrow(expect.objectContaining({ code: 'dkim-key-invalid' }));
    expect(attempt).not.toThrow(broken.slice(60, 90));
    const dsa = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    expect(() => dkimSigner([{ domain: 'news.example', selector: 'r1', privateKey: dsa }])).toThrow(
      expect.objectContaining({ code: 'dkim-key-invalid' }),
    );
    expect(() => dkimSigner([{ domain: 'news.example', selector: 'r1; d=x', privateKey: pem(rsa.privateKey) }])).toThrow(
      expect.objectContaining({ code: 'dkim-key-invalid' }),
    );
  });
});
