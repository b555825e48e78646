import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectCoverages } from '../../../../src/selection/stories/collect-coverages.ts';
import { matchPages } from '../../../../src/selection/stories/grouping/match-pages.ts';
import { blocksOf, pageKey } from '../../../../src/selection/stories/grouping/page-keys.ts';
import type { Coverage } from '../../../../src/selection/stories/story.ts';
import { buildArticle, now } from '../../build-article.ts';

const long = new Date('2024-01-01T00:00:00Z');
const pages = Array.from({ length: 600 }, (_, index) =>
  buildArticle({
    title: `Quay ${'and quay '.repeat(index % 9)}${index}`,
    at: new Date(now.getTime() - index * 61_000).toISOString(),
    url: `https://page.example/${index}`,
  }),
);
const all = collectCoverages(pages, now, long).coverages;
const told = (coverages: readonly Coverage[]) => ({ keys: coverages.map(pageKey), blocks: blocksOf(coverages) });

/** Some of the pages, a few of them with another headline. */
const anyCorpus = fc
  .tuple(fc.array(fc.nat(599), { maxLength: 12 }), fc.array(fc.nat(599), { maxLength: 12 }), fc.nat(599), fc.nat(600))
  .map(([gone, edited, from, count]) =>
    all
      .map((coverage, index) => (edited.includes(index) ? { ...coverage, title: `${coverage.title}, again` } : coverage))
      .filter((_, index) => !gone.includes(index))
      .slice(from % 300, (from % 300) + 300 + count),
  );

describe('pages told in blocks', () => {
  it('are matched as they are page by page, whatever was added, edited and taken away', () => {
    fc.assert(
      fc.property(anyCorpus, anyCorpus, (before, after) => {
        const { oldOf, newOf, keys } = matchPages(told(before), after, blocksOf(after));
        const [keysBefore, keysAfter] = [before.map(pageKey), after.map(pageKey)];
        expect(keys).toEqual(keysAfter);
        expect([...oldOf]).toEqual(keysAfter.map((key) => keysBefore.indexOf(key)));
        expect([...newOf]).toEqual(keysBefore.map((key) => keysAfter.indexOf(key)));
      }),
      { numRuns: 100 },
    );
  });

  it('change in one block when one page changes', () => {
    const blocks = blocksOf(all).keys;
    expect(blocks.length).toBeGreaterThan(4);
    for (const change of [1, 250, 420]) {
      const edited = all.map((coverage, index) => (index === change ? { ...coverage, title: `${coverage.title}, again` } : coverage));
      const one = blocksOf(edited).keys.filter((key) => !blocks.includes(key)).length;
      expect(one).toBeGreaterThan(0);
      // Two when the page ends a block no more, or ends one now.
      expect(one).toBeLessThanOrEqual(2);
    }
  });

  it('are told apart by whatever grouping looks at', () => {
    const [first] = all as [Coverage, ...Coverage[]];
    const changes: Partial<Coverage>[] = [
      { canonicalUrl: 'https://page.example/other' },
      { title: 'Other' },
      { excerpt: 'Other' },
      { excerpt: '' },
      { publishedAt: new Date(1) },
      { provider: { name: 'Other', domain: first.provider.domain } },
      { provider: { name: first.provider.name, domain: 'other.example' } },
    ];
    const keys = [{}, ...changes].map((change) => blocksOf([{ ...first, ...change }]).keys.join());
    expect(new Set(keys).size).toBe(keys.length);
  });
});
