import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectCoverages } from '../../../../src/selection/stories/collect-coverages.ts';
import { groupsIn } from '../../../../src/selection/stories/grouping/grouping.ts';
import { groupCoverages, regroup } from '../../../../src/selection/stories/grouping/regroup.ts';
import { buildArticle, buildTelling, now } from '../../build-article.ts';

const long = new Date('2024-01-01T00:00:00Z');
const syllables = ['ba', 'kel', 'ri', 'Tor', 'mu', 'Lan', 'sen', 'Dor'];
/** So few that pages share many of them, and that in a corpus of 300 most stand in more than 60 pages. */
const words = syllables.flatMap((a) => syllables.slice(0, 5).map((b) => a + b.toLowerCase()));
const text = (minLength: number, maxLength: number) =>
  fc.array(fc.nat(39), { minLength, maxLength }).map((chosen) => chosen.map((one) => words[one] ?? '').join(' '));
const anyPage = fc.record({
  title: text(2, 6),
  excerpt: fc.option(text(3, 12), { nil: null }),
  hours: fc.integer({ min: 0, max: 700 }),
  outlet: fc.integer({ min: 0, max: 9 }),
  mentions: fc.array(fc.nat(30), { maxLength: 2 }),
});
type Sketch = typeof anyPage extends fc.Arbitrary<infer Value> ? Value : never;

const article = ({ title, excerpt, hours, outlet, mentions }: Sketch, index: number) =>
  buildArticle({
    title,
    excerpt,
    at: new Date(now.getTime() - hours * 3_600_000).toISOString(),
    outlet: `outlet${outlet}.example`,
    url: `https://page.example/${index}`,
    related: mentions.map((one) => buildTelling({ title, outlet: 'wire.example', url: `https://page.example/${one}` })),
  });
const collect = (sketches: ReadonlyMap<number, Sketch>) =>
  collectCoverages(
    [...sketches].map(([index, sketch]) => article(sketch, index)),
    now,
    long,
  );

/** One day at the desk: pages added, edited and taken away. */
const anyDay = (pages: number, changes: number) =>
  fc.array(fc.tuple(fc.nat(pages + changes), fc.option(anyPage, { freq: 3, nil: null }), fc.boolean()), {
    minLength: 1,
    maxLength: changes,
  });
const corpora = (minPages: number, maxPages: number, changes: number) =>
  fc
    .tuple(
      fc.array(anyPage, { minLength: minPages, maxLength: maxPages }),
      fc.array(anyDay(maxPages, changes), { minLength: 1, maxLength: 3 }),
    )
    .map(([first, days]) => {
      const pages = new Map(first.map((sketch, index) => [index, sketch]));
      const stages = [collect(pages)];
      for (const day of days) {
        for (const [index, sketch, onlyMentions] of day) {
          const known = pages.get(index);
          if (sketch === null) pages.delete(index);
          else pages.set(index, known && onlyMentions ? { ...known, mentions: sketch.mentions } : sketch);
        }
        stages.push(collect(pages));
      }
      return stages;
    });

function expectSameAsFromNothing(stages: readonly ReturnType<typeof collect>[]): void {
  let before: ReturnType<typeof regroup> | null = null;
  for (const collected of stages) {
    const from = regroup(collected, before);
    const fresh = regroup(collected, null);
    expect(groupsIn(from.group)).toEqual(groupsIn(fresh.group));
    expect(from.compared).toEqual(fresh.compared);
    expect(from.odds).toEqual(fresh.odds);
    before = from;
  }
}

describe('a grouping that starts from an earlier one', () => {
  it('is to the last pair what grouping from nothing gives, whatever was added, edited and taken away', () => {
    fc.assert(fc.property(corpora(0, 25, 6), expectSameAsFromNothing), { numRuns: 1_000 });
  });

  it('is the same where words are so common that only the latest pages with them are met', () => {
    // Not made smaller when it fails: that would take an hour.
    fc.assert(fc.property(corpora(380, 400, 1), expectSameAsFromNothing), { numRuns: 8, endOnFailure: true });
  });

  it('gives numbers to terms anew when most of those numbered are gone', () => {
    const pages = (from: number) =>
      collectCoverages(
        Array.from({ length: 40 }, (_, index) => buildArticle({ title: `Harbour${from + index} opens quay${from + index}` })),
        now,
        long,
      );
    const first = regroup(pages(0), null);
    const second = regroup(pages(100), first);
    const third = regroup(pages(200), second);
    expect(third.terms.length).toBeLessThan(first.terms.length + second.terms.length);
    expect(groupsIn(third.group)).toEqual(groupCoverages(pages(200)));
  });
});
