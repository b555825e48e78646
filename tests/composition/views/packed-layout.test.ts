import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DigestLayout, storyForms } from '../../../src/composition/views/layout.ts';
import { layoutCodec } from '../../../src/composition/views/packed-layout.ts';
import { trims } from '../../../src/composition/views/trim.ts';

const ids = Array.from({ length: 400 }, (_, n) => `${n}-${'abcdef0123456789'.repeat(2)}`);
const topics = ['Climate', 'Space', 'a:b;c.d=e', '日本', '', '=', '__proto__'];
const place = fc
  .record({
    id: fc.constantFrom(...ids),
    update: fc.boolean(),
    trim: fc.constantFrom(...trims),
    form: fc.constantFrom(undefined, ...storyForms),
  })
  .map(({ form, ...place }) => (form === undefined ? place : { ...place, form }));
const layouts: fc.Arbitrary<DigestLayout> = fc
  .record({
    sections: fc.uniqueArray(
      fc.record({
        topic: fc.oneof(fc.constantFrom(...topics), fc.string({ unit: 'grapheme' })),
        stories: fc.array(place, { maxLength: 8 }),
      }),
      {
        selector: ({ topic }) => topic,
        maxLength: 8,
      },
    ),
    told: fc.nat({ max: 3 }),
    arm: fc.constantFrom(undefined, 1 as const, 2 as const),
  })
  .map(({ sections, told, arm }) => {
    // Each story stands once in a digest.
    const seen = new Set<string>();
    const once = sections.map((section) => ({
      ...section,
      stories: section.stories.filter(({ id }) => !seen.has(id) && seen.add(id)),
    }));
    return {
      sections: once,
      highlights: once.flatMap(({ stories }) => stories.map(({ id }) => id)).slice(1, 1 + told),
      ...(arm && { arm }),
    };
  });
const codec = layoutCodec({ stories: ids, topics: topics.slice(0, 6) });

describe('a layout packed into numbers', () => {
  test('reads back as it was, and so does one written out as JSON by an earlier version', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        expect(codec.unpack(codec.pack(layout))).toEqual(layout);
        expect(codec.unpack(JSON.stringify(layout))).toEqual(layout);
      }),
      { numRuns: 2_000 },
    );
  });

  test('tells two layouts apart', () => {
    fc.assert(
      fc.property(layouts, layouts, (one, other) => {
        expect(codec.pack(one) === codec.pack(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes at most 200 bytes for eight sections of five stories out of four hundred', () => {
    const sections = Array.from({ length: 8 }, (_, n) => ({
      topic: topics[n % 6] as string,
      stories: ids.slice(320 + 5 * n, 325 + 5 * n).map((id) => ({ id, update: true, trim: 'bare' as const, form: 'brief' as const })),
    }));
    expect(codec.pack({ sections, highlights: ids.slice(321, 324) }).length).toBeLessThanOrEqual(200);
  });

  test('reads those packed before there were four forms as leads and cards', () => {
    // Topic 1; stories 5, 6 and 7: an update in full, one of the highlights cut short, and a bare one.
    const place = (n: number) => ({ id: ids[n], update: false, trim: 'full' });
    expect(codec.unpack(`1:${[5 * 12 + 3, 6 * 12 + 7, 7 * 12 + 2].map((number) => number.toString(36)).join('.')}`)).toEqual({
      sections: [
        {
          topic: topics[1],
          stories: [
            { ...place(5), update: true },
            { ...place(6), trim: 'short' },
            { ...place(7), trim: 'bare' },
          ],
        },
      ],
      highlights: [ids[6]],
    });
  });

  test('refuses what is none', () => {
    for (const bad of ['zzzz:1', '0:zzzz', '0:-1', '{}', 'x', '!zzzz:1', '!0:zzzzz', '!0:-1', '!x'])
      expect(() => codec.unpack(bad), bad).toThrow();
  });
});
