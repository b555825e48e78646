import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeXML } from 'entities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressRefusal, parseEmailAddress } from '../../src/audience/email-address.ts';

const valid = (input: string) => {
  const parse = parseEmailAddress(input);
  if (parse.kind !== 'valid') throw new Error(`${input}: ${parse.reason}`);
  return parse;
};
const refusal = (input: string): AddressRefusal | null => {
  const parse = parseEmailAddress(input);
  return parse.kind === 'refused' ? parse.reason : null;
};

describe('an address mail can be sent to', () => {
  it('keeps the spelling for sending and has one key however it is spelled', () => {
    const parse = valid(' Ada.Lovelace+News@Example.COM\t');
    expect(parse.address).toBe('Ada.Lovelace+News@Example.COM');
    expect(parse.key).toBe('ada.lovelace+news@example.com');
    expect(parse.domain).toBe('example.com');
    expect(valid('ada.LOVELACE+news@example.com').key).toBe(parse.key);
  });

  it('has its international domain in punycode, and needs no SMTPUTF8 for it', () => {
    const parse = valid('info@Bücher.example');
    expect(parse).toMatchObject({ address: 'info@xn--bcher-kva.example', key: 'info@xn--bcher-kva.example', needsSmtpUtf8: false });
    expect(valid('INFO@XN--BCHER-KVA.example').key).toBe(parse.key);
    expect(valid('a@例え。テスト').domain).toBe('xn--r8jz45g.xn--zckzah');
  });

  it('may have an international local part, which is flagged', () => {
    const composed = valid('j\u00fcrgen@example.com');
    expect(composed).toMatchObject({ address: 'jürgen@example.com', needsSmtpUtf8: true });
    expect(valid('JU\u0308RGEN@example.com').key).toBe(composed.key);
    expect(valid('用户@例え.テスト').needsSmtpUtf8).toBe(true);
  });

  it('may use every character RFC 5322 allows without quotes', () => {
    expect(valid(`o'brien.!#$%&*+-/=?^_\`{|}~@a-b.example`).key).toBe(`o'brien.!#$%&*+-/=?^_\`{|}~@a-b.example`);
  });

  it('may be as long as mail allows and not a byte longer', () => {
    const local = 'l'.repeat(64);
    const domain = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(57)}.com`;
    expect(valid(`${local}@${domain}`).address).toHaveLength(254);
    expect(refusal(`${local}@${domain.replace('.com', 'd.com')}`)).toBe('too-long');
    expect(refusal(`l${local}@example.com`)).toBe('local-part-too-long');
    expect(refusal(`${'ü'.repeat(33)}@example.com`)).toBe('local-part-too-long');
    expect(refusal(`a@${'d'.repeat(64)}.com`)).toBe('domain-invalid');
  });
});

describe('an address that is refused', () => {
  const cases: readonly (readonly [string, AddressRefusal])[] = [
    ['', 'empty'],
    ['   ', 'empty'],
    ['name', 'no-at-sign'],
    ['a@b@example.com', 'several-at-signs'],
    ['@example.com', 'local-part-empty'],
    ['name@', 'domain-empty'],
    ['Ada <ada@example.com>', 'name-and-address'],
    ['"ada lovelace"@example.com', 'quoted-local-part'],
    ['ada(comment)@example.com', 'comment'],
    ['ada@[127.0.0.1]', 'ip-literal'],
    ['ada@[IPv6:::1]', 'ip-literal'],
    ['ada@127.0.0.1', 'ip-literal'],
    ['ada@0x7f.1', 'ip-literal'],
    ['.ada@example.com', 'local-part-dots'],
    ['ada.@example.com', 'local-part-dots'],
    ['a..b@example.com', 'local-part-dots'],
    ['a,b@example.com', 'local-part-character'],
    ['a\\b@example.com', 'local-part-character'],
    ['ada lovelace@example.com', 'space'],
    ['ada@localhost', 'domain-one-label'],
    ['ada@example.123', 'domain-invalid'],
    ['ada@-example.com', 'domain-invalid'],
    ['ada@example-.com', 'domain-invalid'],
    ['ada@exa_mple.com', 'domain-invalid'],
    ['ada@example..com', 'domain-invalid'],
    ['ada@example.com.', 'domain-invalid'],
    ['ada@ex%41mple.com', 'domain-invalid'],
    ['ada@example.com:25', 'domain-invalid'],
    ['ada@example.com/path', 'domain-invalid'],
  ];
  it.each(cases)('%j: %s', (input, reason) => {
    expect(parseEmailAddress(input)).toMatchObject({ kind: 'refused', reason, message: expect.stringMatching(/^[A-Z].{15,}\.$/u) });
  });

  it('has a control, format or line separator character anywhere', () => {
    for (const character of ['\r', '\n', '\r\n', '\0', '\t', '\u007f', '\u0085', '\u200b', '\u202e', '\u2028', '\ufeff', '\ud800']) {
      expect(refusal(`a${character}b@example.com`)).toBe('control-character');
      expect(refusal(`ab@exam${character}ple.com`)).toBe('control-character');
    }
  });
});

describe('whatever the input', () => {
  it('an accepted address is safe on an SMTP line and in a header, and parses to itself', () => {
    const piece = fc.constantFrom(
      'a',
      'Z',
      '.',
      '-',
      '@',
      'ü',
      '例',
      'example.com',
      ' ',
      '\r\n',
      '>',
      '"',
      '\0',
      '%',
      '\u202e',
      '。',
      'ß',
      'İ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.emailAddress(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (input) => {
          const parse = parseEmailAddress(input);
          if (parse.kind === 'refused') return;
          expect(parse.address).not.toMatch(/[\s<>"(),;:\\[\]\u0000-\u001f\u007f]/u);
          expect(parse.address.split('@')).toHaveLength(2);
          expect(Buffer.byteLength(parse.address)).toBeLessThanOrEqual(254);
          const again = valid(parse.address);
          expect(again).toEqual(parse);
          expect(valid(parse.key).key).toBe(parse.key);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('a megabyte of it is refused without being looked at', () => {
    const hostile = [
      '<'.repeat(1_000_000),
      'a.'.repeat(500_000),
      `${'a'.repeat(1_000_000)}@`,
      '@'.repeat(1_000_000),
      '"'.repeat(999_999),
      '(<'.repeat(400_000),
    ];
    const before = process.cpuUsage();
    for (const input of hostile) expect(parseEmailAddress(input).kind).toBe('refused');
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

const torture = fileURLToPath(new URL('../../../shared/data/torture/isemail/', import.meta.url));

describe.skipIf(!existsSync(torture))('the isemail torture set (skipped: shared data absent, when it is)', () => {
  const cases = ['tests.xml', 'tests-original.xml'].flatMap((file) => (existsSync(torture) ? readCases(`${torture}${file}`) : []));

  it('has cases to try', () => {
    expect(cases.length).toBeGreaterThan(400);
  });

  it('what is plainly valid is accepted, unless it is at no full domain', () => {
    const wrong = cases.filter(({ address, category }) => {
      if (category !== 'ISEMAIL_VALID_CATEGORY' && category !== 'ISEMAIL_DNSWARN') return false;
      const reason = refusal(address);
      return reason !== null && reason !== 'domain-one-label';
    });
    expect(wrong).toEqual([]);
  });

  it('what is invalid, deprecated, quoted, commented or at an IP number is refused', () => {
    const wrong = cases.filter(({ address, category }) => {
      // Blanks around an address are forgiven, a line break is not.
      const padded = address !== address.replace(/^ | $/gu, '');
      return !['ISEMAIL_VALID_CATEGORY', 'ISEMAIL_DNSWARN'].includes(category) && !padded && refusal(address) === null;
    });
    expect(wrong).toEqual([]);
  });
});

function readCases(file: string): readonly { readonly address: string; readonly category: string; readonly diagnosis: string }[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/<test id="\d+">(.*?)<\/test>/gsu)].map(([, test = '']) => {
    const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, 'su').exec(test)?.[1] ?? '';
    // The set writes control characters as their symbols, U+2400 onwards.
    const address = decodeXML(field('address')).replace(/[\u2400-\u2421]/gu, (symbol) =>
      String.fromCharCode(symbol.charCodeAt(0) - 0x2400),
    );
    return { address, category: field('category'), diagnosis: field('diagnosis') };
  });
}
