import { describe, expect, it } from 'vitest';
import { madeUp, slot } from '../../../../bench/corpus/synthetic-corpus.ts';
import { bCubedOfAll } from '../../../../bench/eval/b-cubed.ts';
import { collectCoverages } from '../../../../src/selection/stories/collect-coverages.ts';
import { groupCoverages } from '../../../../src/selection/stories/grouping/regroup.ts';
import { buildArticle } from '../../build-article.ts';

/** How well the events of so many made-up articles of one week are found. */
function measure(count: number): { precision: number; recall: number } {
  const eventOf = new Map<string, number>();
  const articles = Array.from(madeUp(count), ({ event, title, excerpt, at, outlet }, index) => {
    const url = `https://${outlet}/${index}`;
    eventOf.set(url, event);
    return buildArticle({ title, excerpt, at: at.toISOString(), outlet, url });
  });
  const collected = collectCoverages(articles, slot, new Date(0));
  return bCubedOfAll(groupCoverages(collected), (page) => eventOf.get(collected.coverages[page]?.canonicalUrl ?? '') ?? -1);
}

describe('a window of any size', () => {
  it.each([300, 1_500, 8_000])('of %i articles shows nearly no story about something else, and finds nearly all tellings', (count) => {
    const { precision, recall } = measure(count);
    expect(precision).toBeGreaterThan(0.995);
    expect(recall).toBeGreaterThan(0.96);
  });
});
