import { describe, expect, it } from 'vitest';
import { chooseDigest } from '../../../../src/selection/choosing/choose.ts';
import { SelectionSettings } from '../../../../src/selection/choosing/settings.ts';
import { gatherStories } from '../../../../src/selection/stories/gather-stories.ts';
import { readRealArticles, realFolder } from './read-real-articles.ts';

const seed = realFolder('seed');
const articles = realFolder('articles');
const weekBefore = (to: Date) => ({ from: new Date(to.getTime() - 7 * 86_400_000), to });

describe.skipIf(seed === null)(`the document the project was ordered with${seed === null ? ' (skipped: shared data absent)' : ''}`, () => {
  it('gives one story, led by its best coverage, each other outlet once and best first', () => {
    const now = new Date('2023-05-12T08:00:00Z');
    const stories = gatherStories(readRealArticles(seed as string), { now, window: weekBefore(now) });
    expect(stories).toHaveLength(1);
    expect(stories[0]?.lead).toMatchObject({ provider: { name: 'TechSpot' }, quality: 85 });
    expect(stories[0]?.alsoCoveredBy.map(({ provider, quality }) => [provider.name.toLowerCase(), quality])).toEqual([
      ['decrypt', 54],
      ['tweaktown', 36],
      ['pc gamer', 27],
    ]);
    const options = { now, window: weekBefore(now), settings: SelectionSettings.parse({}), newsletterTopics: ['AI Hardware', 'AI'] };
    const digest = chooseDigest(stories, { topics: ['AI', 'AI Hardware'], sentBefore: [] }, options);
    expect(digest.sections.map(({ topic, stories: { length } }) => [topic, length])).toEqual([['AI Hardware', 1]]);
    expect(digest.skip).not.toBeNull();
  });
});

describe.skipIf(articles === null)(`436 real articles${articles === null ? ' (skipped: shared data absent)' : ''}`, () => {
  it('put every article of a week into exactly one story or aside', () => {
    const now = new Date('2021-08-09T08:00:00Z');
    const all = readRealArticles(articles as string);
    const stories = gatherStories(all, { now, window: weekBefore(now) });
    const pages = stories.flatMap((story) => story.coverages.map((coverage) => coverage.canonicalUrl));
    expect(new Set(pages).size).toBe(pages.length);
    const inWindow = all.filter(({ publishedAt, removed }) => publishedAt <= now && publishedAt > weekBefore(now).from && !removed);
    expect(inWindow.length).toBeGreaterThan(30);
    for (const { canonicalUrl } of inWindow) expect(pages).toContain(canonicalUrl);
    for (const story of stories) {
      const outlets = [story.lead, ...story.alsoCoveredBy].map(({ provider }) => provider.domain);
      expect(new Set(outlets).size).toBe(outlets.length);
    }
  });
});
