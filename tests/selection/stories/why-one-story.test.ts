import { describe, expect, it } from 'vitest';
import { collectCoverages } from '../../../src/selection/stories/collect-coverages.ts';
import { whyOneStory } from '../../../src/selection/stories/why-one-story.ts';
import { type ArticleSketch, buildArticle, now, week } from '../build-article.ts';

const quake: ArticleSketch = {
  title: 'Quake shakes Ostvik harbour',
  excerpt: 'Cranes fell in Ostvik after a quake of magnitude 6.1 under the Linnet strait.',
  outlet: 'a.example',
};
const why = (a: ArticleSketch, b: ArticleSketch) => whyOneStory(collectCoverages([a, b].map(buildArticle), now, week.from), 0, 1);

describe('why two pages are one story', () => {
  it('is told sign by sign, and the signs come to the odds', () => {
    const told = why(quake, { title: 'Ostvik harbour shaken by quake in Linnet strait', outlet: 'b.example' });
    expect(told.together).toBe(true);
    expect(told.signs.reduce((sum, { counts }) => sum + counts, 0)).toBeCloseTo(told.odds ?? 0, 5);
    expect(told.signs.find(({ sign }) => sign === 'wordsShared')?.words).toContain('ostvik');
  });

  it('or are not, is told in sentences: other numbers, one outlet, too little shared', () => {
    const update = (month: string) => ({ title: `Heron OS update for ${month} 2024 mends Ostvik flaw`, outlet: `${month}.example` });
    expect(why(update('March'), update('April'))).toMatchObject({
      together: false,
      odds: null,
      against: [expect.stringContaining('dated')],
    });
    expect(why(quake, { title: 'Ostvik harbour closed', outlet: 'a.example' }).against).toEqual([expect.stringContaining('one outlet')]);
    expect(why(quake, { title: 'The bakers of Pell walked out', outlet: 'b.example' }).against).toEqual([
      expect.stringContaining('too little'),
    ]);
  });
});
