import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article, ArticleImage } from '../../../src/content/article.ts';
import { storyLedBy } from '../../../src/selection/stories/assemble-story.ts';
import type { Coverage, Story } from '../../../src/selection/stories/story.ts';
import { imagesOfStories } from '../../../src/selection/stories/story-images.ts';

const image = (url: string): ArticleImage => ({ url, width: null, height: null, title: null });

const telling = (name: string, images: readonly string[]) => ({
  url: `https://a.example/${name}`,
  canonicalUrl: `https://a.example/${name}`,
  title: name,
  excerpt: null,
  publishedAt: new Date('2026-01-01T00:00:00Z'),
  type: 'article',
  quality: 50,
  provider: { name: 'A', domain: 'a.example' },
  images: images.map(image),
});

const article = (name: string, images: readonly string[], changed: Partial<Article> = {}): Article => ({
  ...telling(name, images),
  file: `${name}.md`,
  category: 'news',
  heat: null,
  published: true,
  removed: false,
  featured: false,
  topics: ['T'],
  related: [],
  extra: {},
  ...changed,
});

const storyOf = (name: string, images: readonly string[], others: readonly string[] = [], picture?: ArticleImage | null): Story => {
  const lead: Coverage = { ...telling(name, images), file: `${name}.md`, topics: ['T'], ...(picture === undefined ? {} : { picture }) };
  return storyLedBy(name, lead, [lead, ...others.map((other) => ({ ...telling(other, images), file: `${other}.md`, topics: ['T'] }))]);
};

const urlsOf = (stories: readonly Story[], articles: readonly Article[]) =>
  Object.fromEntries([...imagesOfStories(stories, articles)].map(([id, { images }]) => [id, images.map(({ url }) => url)]));

const share = 'https://cdn.example/share.png';

describe('the pictures a story may show', () => {
  it('are its own, but for one seen with three events or more', () => {
    const stories = [storyOf('one', [share, 'https://cdn.example/1.jpg']), storyOf('two', ['https://cdn.example/2.jpg'])];
    const old = ['x', 'y'].map((name) => article(name, [share]));
    expect(urlsOf(stories, [article('one', [share]), ...old])).toEqual({
      one: ['https://cdn.example/1.jpg'],
      two: ['https://cdn.example/2.jpg'],
    });
    expect(imagesOfStories(stories, [article('one', [share]), ...old]).get('one')?.generic).toEqual([{ url: share, events: 3 }]);
    expect(urlsOf(stories, [article('one', [share]), ...old.slice(1)]).one).toEqual([share, 'https://cdn.example/1.jpg']);
  });

  it('may be seen with an event as often as it is told: three reports of one fire show one fire', () => {
    const stories = [storyOf('fire', [share], ['fire-2', 'fire-3'])];
    const articles = ['fire', 'fire-2', 'fire-3'].map((name) => article(name, [share]));
    expect(urlsOf(stories, articles)).toEqual({ fire: [share] });
  });

  it('count with what others relate to them, each page once, and without what was removed', () => {
    const stories = [storyOf('one', [share])];
    const related = [telling('x', [share]), telling('y', [share])];
    expect(urlsOf(stories, [article('one', [share], { related })])).toEqual({ one: [] });
    expect(urlsOf(stories, [article('one', [share], { related: [telling('x', [share]), telling('x', [share])] })])).toEqual({
      one: [share],
    });
    expect(urlsOf(stories, [article('one', [share], { related, removed: true })])).toEqual({ one: [share] });
  });

  it('are known again in another size', () => {
    const sizes = [`${share}?w=300`, `${share}?w=600#x`, 'http://cdn.example/share.png'];
    const stories = [storyOf('one', [share])];
    expect(
      urlsOf(
        stories,
        sizes.map((url, at) => article(`a${at}`, [url])),
      ),
    ).toEqual({ one: [] });
    // What tells pictures apart where no file is named is the query.
    const asked = [storyOf('one', ['https://cdn.example/image?id=1'])];
    expect(
      urlsOf(
        asked,
        ['2', '3', '4'].map((id) => article(id, [`https://cdn.example/image?id=${id}`])),
      ).one,
    ).toHaveLength(1);
  });

  it('go to the story that comes first, and the second shows its next one', () => {
    const stories = [storyOf('one', [share]), storyOf('two', [share, 'https://cdn.example/2.jpg']), storyOf('three', [`${share}?small`])];
    expect(urlsOf(stories, [])).toEqual({ one: [share], two: ['https://cdn.example/2.jpg'], three: [] });
  });

  it('are the one an editor chose, even a generic one, which others leave to it then; or none', () => {
    const generic = ['x', 'y', 'z'].map((name) => article(name, [share]));
    const stories = [storyOf('one', ['https://cdn.example/1.jpg']), storyOf('two', [], [], image('https://cdn.example/1.jpg'))];
    expect(urlsOf(stories, [])).toEqual({ one: [], two: ['https://cdn.example/1.jpg'] });
    expect(urlsOf([storyOf('one', [], [], image(share))], generic)).toEqual({ one: [share] });
    expect(urlsOf([storyOf('one', [share], [], null)], [])).toEqual({ one: [] });
  });

  it('never begin with the same one in two stories, and do not depend on the order of the articles', () => {
    const names = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 8 }), fc.array(names, { maxLength: 8 }), (shown, others) => {
        const urls = (own: readonly number[]) => own.map((name) => `https://cdn.example/${name}.jpg`);
        const stories = shown.map((own, at) => storyOf(`s${at}`, urls(own)));
        const articles = [
          ...shown.map((own, at) => article(`s${at}`, urls(own))),
          ...others.map((own, at) => article(`o${at}`, urls(own))),
        ];
        const found = urlsOf(stories, articles);
        const first = Object.values(found).flatMap(([url]) => url ?? []);
        expect(new Set(first).size).toBe(first.length);
        expect(urlsOf(stories, articles.toReversed())).toEqual(found);
      }),
    );
  });
});
