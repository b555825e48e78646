import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readerUrl } from '../../../src/content/addresses/reader-url.ts';

const mended = (given: string) => {
  const address = readerUrl(given);
  return address.kind === 'mended' ? address.url : address;
};

describe('the address a reader is sent to', () => {
  it('is kept byte for byte when it is clean', () => {
    for (const url of [
      'https://a.example/x',
      'http://a.example',
      'https://a.example/x?b=1&a=%C3%A9#part',
      "https://a.example/it's(a)~path;v=1,2",
      'https://[::1]:8080/x',
    ]) {
      expect(readerUrl(url)).toEqual({ kind: 'clean', url });
    }
  });

  it('is mended when it holds blanks, curly quotes or other letters', () => {
    expect(mended('https://a.example/PR Newswire/1')).toBe('https://a.example/PR%20Newswire/1');
    expect(mended('https://a.example/x.png ')).toBe('https://a.example/x.png');
    expect(mended('https://a.example/‘quoted’')).toBe('https://a.example/%E2%80%98quoted%E2%80%99');
    expect(mended('https://bücher.example/ü?q=ü|{x}')).toBe('https://xn--bcher-kva.example/%C3%BC?q=%C3%BC%7C%7Bx%7D');
    expect(mended('https://a.example/?x=1&amp;y=2&#038;z=3')).toBe('https://a.example/?x=1&y=2&z=3');
    expect(mended('https://a.example\\x\n/y')).toBe('https://a.example/x/y');
  });

  it('gets the https it lacks', () => {
    expect(mended('//a.example/x')).toBe('https://a.example/x');
    expect(mended('www.a.example/x')).toBe('https://www.a.example/x');
    expect(mended('harbour-post.com/news')).toBe('https://harbour-post.com/news');
  });

  it('is refused when a reader could not or should not go there', () => {
    const refused = [
      '',
      '   ',
      'no address',
      'images/x.jpg',
      '/x',
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'ftp://a.example/x',
      'file:///etc/passwd',
      'mailto:a@b.example',
      'https://',
      'https://bank.example@evil.example/',
      'https://user:pass@a.example/',
      `https://a.example/${'x'.repeat(5000)}`,
    ];
    for (const url of refused) expect([url, readerUrl(url).kind]).toEqual([url, 'refused']);
  });

  it('is measured as it will stand in the mail', () => {
    for (const letter of ['ü', '密', ' ', '"']) {
      const given = `https://a.example/?q=${letter.repeat(4_000)}x`;
      expect(readerUrl(given)).toEqual({ kind: 'refused', reason: 'is longer than 4096 characters when it is encoded' });
    }
  });

  it('has no entity left that a line end had parted, or that another entity had spelt', () => {
    expect(mended('https:/;y=+/m&\r\namp;y')).toBe('https://;y=+/m&y');
    expect(mended('https://a.example/?x=1&am\tp;amp;y=2')).toBe('https://a.example/?x=1&y=2');
  });

  it('is always a web address in plain characters, no longer than it may be, and clean from then on', () => {
    const scrap = fc.constantFrom(
      '&',
      'amp;',
      '#38;',
      '#x26;',
      '\r\n',
      '\t',
      ' ',
      '%',
      '\\',
      '/',
      '?',
      ':',
      '..',
      '@',
      '"',
      'ü',
      '密',
      '\u200b',
      'a.example',
      '0x7f',
      ';',
      '[',
      '=',
    );
    const hostile = fc.oneof(
      fc.array(scrap, { maxLength: 12 }).map((scraps) => `https:/${scraps.join('')}`),
      fc.tuple(scrap, fc.integer({ min: 1, max: 4_200 })).map(([piece, times]) => `https://a.example/${piece.repeat(times)}`),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }).map((text) => `https://a.example/${text}`),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(hostile, (given) => {
        const address = readerUrl(given);
        if (address.kind === 'refused') return;
        expect(address.url.length).toBeLessThanOrEqual(4_096);
        expect(address.url).toMatch(/^https?:\/\/[!#-;=?-Z[\]_a-z~]+$/);
        expect(readerUrl(address.url)).toEqual({ kind: 'clean', url: address.url });
      }),
      { numRuns: 5_000 },
    );
  });
});
