import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/content/fields/html-to-text.ts';

const text = (raw: string) => plainText(raw).text;
const dirt = (raw: string) => plainText(raw).dirt;

describe('a text field', () => {
  it('is left alone when it is plain, in any script', () => {
    for (const plain of [
      'Ships & lamps: 5 > 4',
      'Größe zählt – “wirklich”',
      '東京の灯台',
      'שלום עולם',
      '👩‍🚀 lands',
      'می‌خواهم',
      'AT&T and R&D',
      'Q&A',
    ]) {
      expect(plainText(plain)).toEqual({ text: plain, dirt: [] });
    }
  });

  it('becomes one paragraph with single blanks', () => {
    expect(text('  One.\r\n\r\nTwo\tthree\u00a0\u2003four \n')).toBe('One. Two three four');
    expect(dirt('One.\r\nTwo')).toEqual(['line-breaks']);
    expect(dirt('One.\n\n')).toEqual([]);
  });

  it('has its entities decoded, once', () => {
    expect(plainText('Bits &#038; bytes &quot;here&quot; &hellip;')).toEqual({ text: 'Bits & bytes "here" …', dirt: ['html-entities'] });
    expect(text('cats&notdogs &copy2026')).toBe('cats&notdogs &copy2026');
    expect(text('How to write &amp;amp;')).toBe('How to write &amp;');
  });

  it('loses its tags but not what only looks like one', () => {
    expect(plainText('<p>Ships <b>answer</b>ed.</p><p>Twice.</p>')).toEqual({ text: 'Ships answered. Twice.', dirt: ['markup'] });
    expect(text('Corp <CORP.O> fell; 3 < 4 and 5 > 2')).toBe('Corp <CORP.O> fell; 3 < 4 and 5 > 2');
    expect(text('A<script>alert("x")</script >B<STYLE>p{}</STYLE>C<iframe src=x>no</iframe>')).toBe('ABC');
    expect(text('Look <img src=x onerror=alert(1)> here<!-- not here -->')).toBe('Look here');
  });

  it('loses escaped tags when they are markup, and keeps them when they are the subject', () => {
    expect(text('&lt;p&gt;Ships &amp;amp; lamps&lt;/p&gt;')).toBe('Ships & lamps');
    expect(text('Why &lt;div&gt; is everywhere')).toBe('Why <div> is everywhere');
  });

  it('loses control characters, direction overrides and invisible ones, also when they come as entities', () => {
    expect(plainText('a\u0000b\u001b[31mc\u0085d')).toEqual({ text: 'ab[31mc d', dirt: ['control-characters', 'line-breaks'] });
    expect(plainText('moc.evil\u202e')).toEqual({ text: 'moc.evil', dirt: ['direction-overrides'] });
    expect(plainText('safe&#x202e;evil&#8294;')).toEqual({ text: 'safeevil', dirt: ['html-entities', 'direction-overrides'] });
    expect(plainText('zero\u200bwidth\ufeff')).toEqual({ text: 'zerowidth', dirt: ['invisible-characters'] });
    expect(text('a\ud800b')).toBe('a\ufffdb');
  });

  it('loses Markdown, but not what only looks like it', () => {
    expect(plainText('**Tide gauges** agree: see [the paper](https://harbour.example/paper) &amp; `code`')).toEqual({
      text: 'Tide gauges agree: see the paper & code',
      dirt: ['html-entities', 'markdown'],
    });
    expect(text('***All*** *of* __it is__ _said_, ~~not~~ ![plot](plot.png) and [mail](mailto:a@b.example)')).toBe(
      'All of it is said, not plot and mail',
    );
    for (const plain of [
      'snake_case_word and 2*3*4',
      '5* hotels, 4* food',
      'Leser*innen und Autor*innen',
      'a * lone asterisk * or two',
      'Python’s __init__ and _ alone',
      'What the f*** happened',
      '[1](note), [Update](sic) and [sic]',
      'rock `n roll',
      '~ 5 and ~~',
      'a_b_c_ and _',
    ])
      expect(plainText(plain)).toEqual({ text: plain, dirt: [] });
  });

  it('loses what nobody sees, and keeps joiners and marks that do something', () => {
    expect(plainText('한글 \u3164채움')).toEqual({ text: '한글 채움', dirt: ['invisible-characters'] });
    expect(text('a\u034fb\u115f\u1160c\u17b4\u17b5d\uffa0e\u2800f\ufdd0g')).toBe('abcd e fg');
    expect(text('x\u{e0041}\u{e0042}y 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}')).toBe(
      'xy 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    );
    expect(text('\u200f\u200f\u05d0 \u200f \u05d1\u200f')).toBe('\u200f\u05d0 \u05d1\u200f');
    expect(text('می\u200cخواهم 👨‍👩‍👧')).toBe('می\u200cخواهم 👨‍👩‍👧');
    const zalgo = plainText(`Z${'\u0301'.repeat(40)}o`);
    expect([zalgo.text.length, zalgo.dirt]).toEqual([9, ['stacked-marks']]);
    expect(plainText('בְּרֵאשִׁ֖ית בָּרָ֣א').dirt).toEqual([]);
  });

  it('is written in composed letters, so that equal titles are equal', () => {
    expect(text('Cafe\u0301')).toBe('Café');
  });

  it('never holds a line break, a control or an override, whatever came in', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('<', '>', '/', 'p', '&', 'lt;', '#10;', '\n', '\u202e', ' ', 'script') }),
        ),
        (raw) => {
          const clean = text(raw);
          expect(clean).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\s\s|^\s|\s$/);
          expect(clean.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
