import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../../src/composition/views/digest-view.ts';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { digestOf } from '../made-up-digest.ts';

const made = (id: string, points: number) => ({ id, title: id, points });

describe('the layout of a digest', () => {
  const digest = digestOf({ A: [made('a1', 10), made('a2', 40)], B: [made('b1', 90), made('b2', 40)], C: [made('c1', 5)] });

  it('lists the three strongest stories after the lead as contents, in digest order', () => {
    expect(layoutOf(digest).highlights).toEqual(['a2', 'b1', 'b2']);
  });

  it('needs no contents for a short digest', () => {
    expect(layoutOf(digestOf({ A: [made('a1', 10), made('a2', 40)] })).highlights).toEqual([]);
  });

  it('drops empty sections, and passes the place on to the next story', () => {
    const layout = layoutOf(
      digest,
      new Map([
        ['c1', 'dropped'],
        ['a1', 'dropped'],
        ['b1', 'short'],
      ]),
    );
    expect(layout.sections.map(({ topic }) => topic)).toEqual(['A', 'B']);
    expect(layout.sections[0]?.stories).toMatchObject([{ id: 'a2', update: false, trim: 'full', form: 'lead' }]);
    expect(layout.sections[1]?.stories[0]).toMatchObject({ id: 'b1', update: false, trim: 'short', form: 'section-lead' });
  });

  /** What stands as what, section by section: `L` the lead, `S` section leads, `c` cards, `b` briefs, with `½` for halves. */
  const shape = (digest: Parameters<typeof layoutOf>[0], pictured?: (id: string) => boolean, trims?: Parameters<typeof layoutOf>[1]) =>
    sectionsOf(layoutOf(digest, trims, pictured), true)
      .map(({ stories }) =>
        stories
          .map(({ form, pair }) => ({ lead: 'L', 'section-lead': 'S', card: 'c', brief: 'b' })[form] + (pair === '' ? '' : '½'))
          .join(''),
      )
      .join(' ');
  const section = (name: string, ...points: number[]) => points.map((each, at) => made(`${name}${at}`, each));

  it('ranks stories: one lead, the first of each section, the strongest as cards, the rest in a line each', () => {
    const long = digestOf({
      A: section('a', 99, 20, 19),
      B: section('b', 80, 70, 69, 68, 5),
      C: section('c', 60, 50, 2),
      D: section('d', 40),
    });
    expect(shape(long)).toBe('Lb½b½ Sc½c½b½b½ Sb½b½ S');
  });

  it('cuts nothing down to a line in a short digest', () => {
    expect(shape(digestOf({ A: section('a', 9, 8), B: section('b', 7, 6, 5) }))).toBe('Lc Sc½c½');
  });

  it('lets a story alone in its section lead it only with a picture', () => {
    const digest = digestOf({ A: section('a', 9), B: section('b', 8), C: section('c', 7) });
    expect(shape(digest, (id) => id !== 'b0')).toBe('L c S');
  });

  it('leaves the others as large as they were when the budget drops some', () => {
    const digest = digestOf({ A: section('a', 99, 20, 19), B: section('b', 80, 70, 69), C: section('c', 60, 50) });
    expect(shape(digest)).toBe('Lb½b½ Sc½c½ Sb');
    expect(
      shape(
        digest,
        undefined,
        new Map([
          ['b0', 'dropped'],
          ['a2', 'dropped'],
        ]),
      ),
    ).toBe('Lb c½c½ Sb');
  });

  it('ranks the same whatever the order of equal points, and never lets size grow again within a section', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 7 }), (sections) => {
        const digest = digestOf(Object.fromEntries(sections.map((points, at) => [`T${at}`, section(`t${at}-`, ...points)])));
        const layout = layoutOf(digest, new Map(), (id) => id.length % 2 === 0);
        expect(layoutOf(digest, new Map(), (id) => id.length % 2 === 0)).toEqual(layout);
        const places = sectionsOf(layout, true).map(({ stories }) => stories);
        expect(places.flat().filter(({ form }) => form === 'lead')).toHaveLength(1);
        const sizes = { lead: 0, 'section-lead': 1, card: 2, brief: 3 };
        for (const stories of places) {
          const ranks = stories.map(({ form }) => sizes[form]);
          expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
          for (const form of ['card', 'brief'] as const)
            expect(stories.filter((place) => place.form === form && place.pair !== '').length % 2).toBe(0);
        }
      }),
    );
  });
});
