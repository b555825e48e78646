import { describe, expect, it } from 'vitest';
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
    expect(layout.sections[0]?.stories).toEqual([{ id: 'a2', update: false, trim: 'full' }]);
    expect(layout.sections[1]?.stories[0]).toEqual({ id: 'b1', update: false, trim: 'short' });
  });
});
