import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/content/article.ts';
import { SelectionSettings, settingsOf } from '../../../src/selection/choosing/settings.ts';
import { prepareArticles } from '../../../src/selection/editing/prepare-articles.ts';
import { buildArticle, buildTelling, now } from '../build-article.ts';

type Asked = {
  readonly settings?: Parameters<typeof settingsOf>[0];
  readonly zone?: string;
  readonly muted?: readonly { readonly outlet: string; readonly words: string }[];
};

function prepared(articles: readonly Article[], { settings = {}, zone = 'UTC', muted = [] }: Asked = {}) {
  return prepareArticles(articles, { settings: settingsOf(settings), now, since: new Date('2024-04-29T08:00:00Z'), zone, muted });
}

const reasons = (articles: readonly Article[], asked?: Asked) =>
  articles.map(({ canonicalUrl }) => prepared(articles, asked).keptOut.get(canonicalUrl)?.reason ?? null);

describe('what an edition keeps out', () => {
  it('is outlets by domain, those below it, and by name; none that only ends alike', () => {
    const articles = ['spam.example', 'news.spam.example', 'notspam.example', 'gazette.example'].map((outlet) => buildArticle({ outlet }));
    const named = { ...buildArticle({ outlet: 'other.example' }), provider: { name: 'The Daily Noise', domain: 'other.example' } };
    const settings = { blockOutlets: ['www.Spam.example', 'the daily noise'] };
    expect(reasons([...articles, named], { settings })).toEqual(['blocked-outlet', 'blocked-outlet', null, null, 'blocked-outlet']);
  });

  it('is headlines and excerpts that say a word whole, whatever its letter case and blanks', () => {
    const articles = [
      buildArticle({ title: 'The Casino opens' }),
      buildArticle({ title: 'Casinos open' }),
      buildArticle({ title: 'A quiet week', excerpt: 'One more black\nFriday is over.' }),
      buildArticle({ title: 'Wybory są blisko' }),
      buildArticle({ title: 'A blackfriday' }),
    ];
    const settings = { blockWords: ['casino', 'Black Friday', 'są'] };
    expect(reasons(articles, { settings })).toEqual(['blocked-word', null, 'blocked-word', 'blocked-word', null]);
    expect(prepared(articles, { settings }).keptOut.get(articles[0]?.canonicalUrl ?? '')?.detail).toContain('“casino”');
  });

  it('comes back under no other article, as one of its other outlets', () => {
    const related = [buildTelling({ outlet: 'spam.example' }), buildTelling({ outlet: 'herald.example' })];
    const { articles } = prepared([buildArticle({ related })], { settings: { blockOutlets: ['spam.example'] } });
    expect(articles.map((article) => article.related.map(({ provider }) => provider.domain))).toEqual([['herald.example']]);
    const own = buildArticle({ outlet: 'spam.example' });
    expect(prepared([own], { settings: { blockOutlets: ['spam.example'] } }).articles).toMatchObject([{ removed: true }]);
  });

  it('is what an editor muted, told in the editor’s words; what a file withholds; in the zone it was written in', () => {
    const day = { ...buildArticle({ title: 'Tomorrow there' }), extra: { publishDate: '2024-05-13' } };
    expect(reasons([buildArticle({ outlet: 'gazette.example' })], { muted: [{ outlet: 'gazette.example', words: 'Ada: no' }] })).toEqual([
      'muted',
    ]);
    expect(reasons([{ ...buildArticle({}), extra: { draft: true } }])).toEqual(['draft']);
    // At 08:00 UTC the day has begun in Tokyo, and not yet in Honolulu.
    expect(reasons([day], { zone: 'Asia/Tokyo' })).toEqual([null]);
    expect(reasons([day], { zone: 'Pacific/Honolulu' })).toEqual(['not-yet']);
  });
});

describe('what an edition settles', () => {
  const unrated = (article: Article): Article => ({ ...article, quality: 0, unrated: true });

  it('is the quality of articles that give none: the median of the others, else 50, else what the settings say', () => {
    const rated = [30, 70, 90].map((quality) => buildArticle({ title: `Of ${quality}`, quality }));
    const open = unrated(buildArticle({ title: 'Of none' }));
    expect(prepared([...rated, open])).toMatchObject({ neutral: 70, articles: [{}, {}, {}, { quality: 70 }] });
    expect(prepared([open])).toMatchObject({ neutral: 50, articles: [{ quality: 50 }] });
    expect(prepared([...rated, open], { settings: { neutralQuality: 12 } }).neutral).toBe(12);
    expect(prepared(rated).neutral).toBeNull();
    // Long ago, to come or removed, it says nothing of what is usual now.
    const elsewhere = [{ at: '2023-01-01T00:00:00Z' }, { at: '2024-06-01T00:00:00Z' }, { removed: true }].map((sketch, index) =>
      buildArticle({ title: `Away ${index}`, quality: 99, ...sketch }),
    );
    expect(prepared([...elsewhere, open]).neutral).toBe(50);
  });

  it('is one name for a topic that is written in several ways', () => {
    const topics = { AI: { also: ['Artificial Intelligence', 'A.I.'], parent: null } };
    const { articles } = prepared([buildArticle({ topics: ['artificial  intelligence', 'Space'] })], { settings: { topics } });
    expect(articles[0]?.topics).toEqual(['AI', 'Space']);
  });

  it('is nothing where there is nothing to settle: the same array', () => {
    const articles = [buildArticle({})];
    expect(prepared(articles, { settings: { blockOutlets: ['spam.example'], blockWords: ['casino'] } }).articles).toBe(articles);
  });
});

describe('a preset', () => {
  it('sets what a newcomer would not find, and gives way to what the config says besides', () => {
    expect(SelectionSettings.parse({ preset: 'own-blog' })).toMatchObject({ perOutlet: null, minStories: 1, coverageWeight: 0 });
    expect(SelectionSettings.parse({ preset: 'own-blog', perOutlet: 2 })).toMatchObject({ perOutlet: 2, minStories: 1 });
    expect(SelectionSettings.parse({ preset: 'news' }).announcementFactor).toBeLessThan(1);
    expect(SelectionSettings.safeParse({ preset: 'blog' }).error?.issues[0]?.message).toContain('"own-blog"');
  });
});
