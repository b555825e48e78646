import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBait, learnedQuality, learnedWords, outletHabits, type Told } from '../../../src/content/quality/learned-quality.ts';

const told = (outlet: string, hour: number, more: Partial<Told> = {}): Told => ({
  outlet,
  publishedAt: new Date(Date.UTC(2026, 10, 18, hour)),
  title: `${outlet} tells it at ${hour}`,
  excerptLength: 150,
  hasPicture: true,
  ...more,
});
const story = (...tellings: readonly Told[]) => ({ tellings });
const qualityOf = (stories: readonly { tellings: readonly Told[] }[]) =>
  new Map(outletHabits(stories).map((habits) => [habits.outlet, learnedQuality(habits)] as const));
const times = <Value>(count: number, make: (at: number) => Value): Value[] => Array.from({ length: count }, (_, at) => make(at));

describe('quality learned from a corpus nobody has labelled', () => {
  it('is more for who tells it first than for who tells it after, and least for who reprints', () => {
    const of = qualityOf(
      times(30, (at) =>
        story(told('first', 6), told('second', 9), told('third', 12, { title: 'first tells it at 6' }), told('fourth', 10 + (at % 2))),
      ),
    );
    const [first, second, third] = ['first', 'second', 'third'].map((outlet) => of.get(outlet)?.quality ?? 0);
    expect(first).toBeGreaterThan(second ?? 0);
    expect(second).toBeGreaterThan(third ?? 0);
  });

  it('is less for who is always alone, has no pictures, no summaries, and headlines that shout', () => {
    const shared = times(20, () => story(told('a', 6), told('b', 9)));
    const alone = times(20, () => story(told('c', 6)));
    const poor = times(20, () => story(told('d', 6, { hasPicture: false, excerptLength: 0, title: '10 things you won’t believe' })));
    const of = qualityOf([...shared, ...alone, ...poor]);
    expect(of.get('b')?.quality).toBeGreaterThan(of.get('c')?.quality ?? 0);
    expect(of.get('c')?.quality).toBeGreaterThan(of.get('d')?.quality ?? 0);
  });

  it('stays near the middle where little is known', () => {
    const [few, many] = [1, 100].map((count) => qualityOf(times(count, () => story(told('a', 6), told('b', 9)))).get('a')?.quality ?? 0);
    expect(Math.abs((few ?? 0) - 50)).toBeLessThan(Math.abs((many ?? 0) - 50));
  });

  it('can be redone by hand from its words', () => {
    const one = qualityOf(times(30, () => story(told('a', 6), told('b', 9)))).get('a');
    if (one === undefined) throw new Error('unknown');
    const numbers = [...learnedWords(one).matchAll(/(?<= )([+-]?\d[\d.]*)(?= [(+-])/g)].map(([, number]) => Number(number));
    expect(Math.round(numbers.reduce((all, number) => all + number, 0))).toBe(one.quality);
  });

  it('is a whole number from 0 to 100, and the same in whatever order the stories come', () => {
    const telling = fc.record({
      outlet: fc.constantFrom('a', 'b', 'c'),
      hour: fc.integer({ min: 0, max: 23 }),
      title: fc.constantFrom('One', 'Two', 'Three?', 'FOUR LOUD WORDS HERE'),
      length: fc.integer({ min: 0, max: 500 }),
      picture: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.array(telling, { minLength: 1, maxLength: 5 }), { maxLength: 30 }), (raw) => {
        const stories = raw.map((tellings) =>
          story(
            ...tellings.map(({ outlet, hour, title, length, picture }) =>
              told(outlet, hour, { title, excerptLength: length, hasPicture: picture }),
            ),
          ),
        );
        const of = [...qualityOf(stories)];
        for (const [, { quality }] of of) expect(Number.isInteger(quality) && quality >= 0 && quality <= 100).toBe(true);
        expect([...qualityOf(stories.toReversed())].map(([outlet, { quality }]) => [outlet, quality])).toEqual(
          of.map(([outlet, { quality }]) => [outlet, quality]),
        );
      }),
    );
  });

  it.each(['Is this the end of trams?', '10 things to know about trams', 'This is why trams are late', 'TRAMS WILL COST LESS FROM SPRING'])(
    'takes "%s" for a headline that asks, shouts or counts',
    (title) => {
      expect(isBait(title)).toBe(true);
    },
  );

  it.each(['Trams will cost less', '12 killed in tram crash', 'NASA and ESA sign a treaty on Mars'])('but not "%s"', (title) => {
    expect(isBait(title)).toBe(false);
  });
});
