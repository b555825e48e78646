import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/content/article.ts';
import { gatherStories } from '../../../src/selection/stories/gather-stories.ts';
import { buildArticle, buildTelling, now, week } from '../build-article.ts';

const gather = (articles: readonly Article[]) => gatherStories(articles, { now, window: week });

const quake = {
  title: 'Quake of magnitude 6.1 shakes Ostvik harbour',
  excerpt: 'A quake shook Ostvik at dawn; the harbour crane fell and nobody was hurt.',
};

describe('stories from articles', () => {
  it('has one story for one article', () => {
    const [story, ...rest] = gather([buildArticle({ title: 'Otters return to the Linnet', topics: ['Nature'] })]);
    expect(rest).toEqual([]);
    expect(story).toMatchObject({ lead: { title: 'Otters return to the Linnet' }, alsoCoveredBy: [], topics: ['Nature'] });
    expect(story?.id).toMatch(/^[0-9a-f]{16}$/);
  });

  it('does not know what is published after now', () => {
    expect(gather([buildArticle({ at: '2024-05-13T08:00:01Z' })])).toEqual([]);
    expect(gather([buildArticle({ at: '2024-05-13T08:00:00Z' })])).toHaveLength(1);
  });

  it('does not know a coverage of the future mentioned by an article of today', () => {
    const later = buildTelling({ ...quake, outlet: 'wire.example', at: '2024-05-13T09:00:00Z' });
    const [story] = gather([buildArticle({ ...quake, related: [later] })]);
    expect(story?.alsoCoveredBy).toEqual([]);
  });

  it('shares no article between windows laid end to end', () => {
    const onTheEdge = [buildArticle({ at: week.from.toISOString() })];
    expect(gather(onTheEdge)).toEqual([]);
    const before = { from: new Date(week.from.getTime() - 604_800_000), to: week.from };
    expect(gatherStories(onTheEdge, { now: week.from, window: before })).toHaveLength(1);
  });

  it('gives nothing for a removed article, not even through another article that mentions it', () => {
    const gone = buildArticle({ ...quake, outlet: 'wire.example', removed: true });
    const [story, ...rest] = gather([gone, buildArticle({ ...quake, related: [gone] })]);
    expect(rest).toEqual([]);
    expect(story?.alsoCoveredBy).toEqual([]);
  });

  it('makes no story of pages known only from `related`', () => {
    const stray = buildTelling({ title: 'Cheese museum opens in Pell', outlet: 'wire.example' });
    const stories = gather([buildArticle({ title: 'Otters return to the Linnet', related: [stray] })]);
    expect(stories.map((story) => story.lead.title)).toEqual(['Otters return to the Linnet']);
  });

  it('counts a page once: the article beats the mention, whatever their quality', () => {
    const url = 'https://wire.example/quake';
    const mention = buildTelling({ ...quake, url, outlet: 'wire.example', quality: 99 });
    const own = buildArticle({ ...quake, url, outlet: 'wire.example', quality: 20 });
    const [story] = gather([buildArticle({ ...quake, quality: 30, related: [mention] }), own]);
    expect(story?.coverages.map(({ canonicalUrl, quality }) => [canonicalUrl, quality])).toContainEqual([url, 20]);
    expect(story?.coverages).toHaveLength(2);
  });

  it('counts a page once when two files hold it: the better one, with the topics of both', () => {
    const url = 'https://wire.example/quake';
    const twice = [
      buildArticle({ ...quake, url, quality: 20, topics: ['Ports'], file: 'articles/a.md' }),
      buildArticle({ ...quake, url, quality: 40, topics: ['Quakes', 'ports'], file: 'articles/b.md' }),
    ];
    const [story] = gather(twice);
    expect(story?.coverages).toHaveLength(1);
    expect(story?.lead).toMatchObject({ quality: 40, file: 'articles/b.md', topics: ['Quakes', 'ports'] });
  });
});

describe('the lead of a story', () => {
  const coverages = (first: object, second: object) => [
    buildArticle({ ...quake, outlet: 'gazette.example', ...first }),
    buildArticle({ ...quake, outlet: 'wire.example', ...second }),
  ];

  it('is the coverage of best quality', () => {
    const [story] = gather(coverages({ quality: 30 }, { quality: 31 }));
    expect(story?.lead.provider.domain).toBe('wire.example');
    expect(story?.alsoCoveredBy.map((coverage) => coverage.provider.domain)).toEqual(['gazette.example']);
  });

  it('is the earlier one where quality is equal', () => {
    const [story] = gather(coverages({ at: '2024-05-10T12:00:01Z' }, { at: '2024-05-10T12:00:00Z' }));
    expect(story?.lead.provider.domain).toBe('wire.example');
  });

  it('lies inside the window, though a better coverage came before it', () => {
    const [story] = gather(coverages({ at: '2024-05-06T07:00:00Z', quality: 90 }, { at: '2024-05-06T11:00:00Z', quality: 10 }));
    expect(story?.lead).toMatchObject({ quality: 10 });
    expect(story?.alsoCoveredBy).toMatchObject([{ quality: 90 }]);
  });

  it('keeps the id of the earliest coverage when a better one joins and leads', () => {
    const [first, second] = coverages({ quality: 30 }, { quality: 90, at: '2024-05-10T20:00:00Z' });
    const [alone] = gather([first as Article]);
    const [together] = gather([first as Article, second as Article]);
    expect(together?.lead.quality).toBe(90);
    expect(together?.id).toBe(alone?.id);
  });

  it('keeps the id in the next edition, whose window opened after the story began', () => {
    const [first, second] = coverages({ at: '2024-05-12T20:00:00Z' }, { at: '2024-05-13T10:00:00Z' });
    const [thisWeek] = gather([first as Article]);
    const to = new Date('2024-05-20T08:00:00Z');
    const [nextWeek] = gatherStories([first as Article, second as Article], { now: to, window: { from: now, to } });
    expect(nextWeek?.lead.provider.domain).toBe('wire.example');
    expect(nextWeek?.id).toBe(thisWeek?.id);
  });
});

describe('also covered by', () => {
  it('shows each other outlet once, by its best coverage, best first, and never the lead’s own', () => {
    const telling = (outlet: string, quality: number, page: string) =>
      buildTelling({ ...quake, outlet, quality, url: `https://${outlet}/${page}` });
    const related = [
      telling('wire.example', 20, 'a'),
      telling('wire.example', 40, 'b'),
      telling('gazette.example', 45, 'c'),
      telling('herald.example', 60, 'd'),
    ];
    const [story] = gather([buildArticle({ ...quake, outlet: 'gazette.example', quality: 80, related })]);
    expect(story?.alsoCoveredBy.map(({ provider, quality }) => [provider.domain, quality])).toEqual([
      ['herald.example', 60],
      ['wire.example', 40],
    ]);
  });
});
