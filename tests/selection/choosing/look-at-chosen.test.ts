import { describe, expect, it } from 'vitest';
import { chooseDigest } from '../../../src/selection/choosing/choose.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { gatherStories } from '../../../src/selection/stories/gather-stories.ts';
import { sentStoryOf } from '../../../src/selection/stories/sent-stories.ts';
import { toldPages } from '../../../src/selection/stories/told-pages.ts';
import { type ArticleSketch, buildArticle, now, week } from '../build-article.ts';

const settings = SelectionSettings.parse({ minStories: 0 });
const flaw: ArticleSketch = {
  title: 'Heron 365 exposes Corvid cloud credentials in plaintext',
  excerpt: 'A researcher dumped the unencrypted Corvid credentials from the Heron 365 service.',
  outlet: 'beep.example',
  quality: 60,
};
const again: ArticleSketch = { ...flaw, title: 'Heron 365 exposes Corvid cloud credentials in plain-text', quality: 40 };
const other: ArticleSketch = { title: 'The bakers of Pell walked out over flour', outlet: 'pell.example', quality: 20 };

function digestOf(sketches: readonly ArticleSketch[], { told = [] as readonly ArticleSketch[], looked = true } = {}) {
  const articles = sketches.map(buildArticle);
  const before = told.map(buildArticle);
  const sent = gatherStories(before, { now, window: week }).map(sentStoryOf);
  const stories = gatherStories(articles, { now, window: week });
  return chooseDigest(
    stories,
    { topics: '*', sentBefore: sent },
    { now, window: week, settings, newsletterTopics: '*', toldPages: looked ? toldPages(sent, [...articles, ...before]) : null },
  );
}
const titles = (digest: ReturnType<typeof digestOf>) =>
  digest.sections.flatMap(({ stories }) => stories.map(({ story }) => story.lead.title));

describe('a digest', () => {
  it('tells one event once: the better stays, and the other is named with what it repeats', () => {
    const digest = digestOf([flaw, again, other]);
    expect(titles(digest)).toEqual([flaw.title, other.title]);
    const left = digest.leftOut.find(({ title }) => title === again.title);
    expect(left?.reason).toBe('repeats-another');
    expect(left?.detail).toContain(flaw.title);
  });

  it('told it twice under the first rules, which an edition of then is replayed by', () => {
    expect(titles(digestOf([flaw, again, other], { looked: false }))).toHaveLength(3);
  });

  it('does not tell by another page what its reader was told already', () => {
    const digest = digestOf([again, other], { told: [{ ...flaw, at: '2024-05-10T11:00:00Z' }] });
    expect(titles(digest)).toEqual([other.title]);
    expect(digest.leftOut.find(({ title }) => title === again.title)?.reason).toBe('already-told');
  });
});
