import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoOfLooseDate } from '../../../src/content/fields/loose-date.ts';
import { publishedDate } from '../../../src/content/fields/published-date.ts';

describe('a date as feeds and blogs write it', () => {
  it.each([
    ['Wed, 18 Nov 2026 09:00:00 +0100', '2026-11-18T08:00:00.000Z'],
    ['Wed, 18 Nov 2026 09:00:00 GMT', '2026-11-18T09:00:00.000Z'],
    ['18 Nov 26 09:00 EST', '2026-11-18T14:00:00.000Z'],
    ['Seg, 24 Set 2018 19:42:40 -0300', '2018-09-24T22:42:40.000Z'],
    ['Mi, 7. März 2018 10:00:00 +0100', '2018-03-07T09:00:00.000Z'],
    ['November 18, 2026', '2026-11-18T00:00:00.000Z'],
    ['2026-11-8 9:05:00', '2026-11-08T09:05:00.000Z'],
    ['2026/11/18', '2026-11-18T00:00:00.000Z'],
    ['2026-11-18 15:32:14 -0500', '2026-11-18T20:32:14.000Z'],
  ])('%s is read', (text, at) => {
    const date = publishedDate(text);
    expect(date.kind === 'date' && date.at.toISOString()).toBe(at);
  });

  it.each(['yesterday', '18 Brumaire 2026', 'Nov 18', '18/11/2026', '2026-11-18 09:00 LMT'])('%s is not guessed at', (text) => {
    expect(publishedDate(text).kind).toBe('not-a-date');
  });

  it('a day that does not exist is told as such', () => {
    expect(publishedDate('Mon, 30 Feb 2026 09:00:00 GMT').kind).toBe('impossible-date');
  });

  it('reads back what Date writes for mail and feeds, whatever the instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
          expect(isoOfLooseDate(whole.toUTCString())).toBe(whole.toISOString().replace('.000Z', 'Z'));
        },
      ),
    );
  });
});
