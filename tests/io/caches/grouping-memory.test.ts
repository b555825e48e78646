import { describe, expect, it } from 'vitest';
import { groupingMemory } from '../../../src/io/caches/grouping-cache.ts';
import { collectCoverages } from '../../../src/selection/stories/collect-coverages.ts';
import { groupCoverages } from '../../../src/selection/stories/grouping/regroup.ts';
import { buildArticle, now, week } from '../../selection/build-article.ts';

const article = (index: number, title = `Harbour${index % 20} opens quay${index % 20} after Storm${index % 20}`) =>
  buildArticle({ title, outlet: `outlet${Math.floor(index / 20)}.example`, at: '2024-05-12T08:00:00Z' });
const articles = Array.from({ length: 60 }, (_, index) => article(index));

describe('groupings of a process that goes on', () => {
  it('are what grouping from nothing gives, as articles come, change and go', () => {
    const group = groupingMemory();
    const corpora = [
      articles,
      [...articles, article(60, 'Harbour3 opens quay3 after Storm3 at last')],
      articles.map((one, index) => (index === 5 ? article(5, 'A bakery wins the cup') : one)),
      articles.slice(10, 40),
      [],
      articles,
    ];
    for (const corpus of corpora) {
      const collected = collectCoverages(corpus, now, week.from);
      expect(group(collected)).toEqual(groupCoverages(collected));
    }
  });
});
