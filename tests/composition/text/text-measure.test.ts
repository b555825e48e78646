import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, cutAtSentence, cutAtWord, wrapLines } from '../../../src/composition/text/text-measure.ts';

describe('cutting text', () => {
  it('ends after a whole word, without the punctuation that follows it', () => {
    expect(cutAtWord('Bats learn the sound, and stay away', 23)).toBe('Bats learn the sound…');
    expect(cutAtWord('Short enough', 12)).toBe('Short enough');
  });

  it('cuts inside a word only when there is no other way, and never inside a character', () => {
    expect(cutAtWord('Donaudampfschifffahrtsgesellschaft', 10)).toBe('Donaudamp…');
    expect(cutAtWord('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 5)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  });

  it('prefers the end of a sentence', () => {
    expect(cutAtSentence('Two reels of three survive. The orchestra will improvise the ending.', 40)).toBe('Two reels of three survive.');
    expect(cutAtSentence('Yes. The orchestra will improvise the whole of the ending.', 40)).toBe('Yes. The orchestra will improvise the…');
  });

  it('never exceeds its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 2, max: 90 }), (text, limit) => {
        expect(columns(cutAtWord(text, limit))).toBeLessThanOrEqual(limit);
        expect(columns(cutAtSentence(text, limit))).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe('wrapping text', () => {
  it('keeps words whole and hangs later lines', () => {
    expect(wrapLines('* Climate: Reservoirs are full in August', 24, '  ')).toEqual(['* Climate: Reservoirs', '  are full in August']);
    expect(wrapLines('see https://example.com/a-very-long-address now', 12)).toEqual([
      'see',
      'https://example.com/a-very-long-address',
      'now',
    ]);
  });

  it('breaks scripts without blanks, two columns a character, and starts no line with a full stop', () => {
    const lines = wrapLines('日本語の見出しはとても長い。途中で折り返されます。', 16);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).not.toMatch(/^。/);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 80 }), fc.integer({ min: 10, max: 80 }), (text, limit) => {
        const lines = wrapLines(text, limit);
        expect(lines.join(' ')).toBe(text.trim());
        for (const line of lines) expect(columns(line) <= limit || !line.includes(' ')).toBe(true);
      }),
    );
  });
});
