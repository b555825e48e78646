import { describe, expect, it } from 'vitest';
import { readingMinutes } from '../../src/content/reading-time.ts';

describe('the reading time of an article', () => {
  it.each([
    [{ readingTime: 4 }, 4],
    [{ readingTime: '7 min' }, 7],
    [{ readingTime: 0.4 }, 1],
    [{ wordCount: 1150 }, 5],
    [{ readingTime: 'long', wordCount: 460 }, 2],
  ])('of %j is %i minutes', (extra, minutes) => expect(readingMinutes(extra)).toBe(minutes));

  it.each([{}, { readingTime: -1 }, { readingTime: 100_000 }, { readingTime: Number.NaN }, { wordCount: 1e12 }, { readingTime: ['4'] }])(
    'is not known from %j',
    (extra) => expect(readingMinutes(extra)).toBeNull(),
  );
});
