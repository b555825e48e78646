import type { Article, Telling } from '../../src/content/article.ts';

/** A telling by hand: `outlet` is its domain, `at` an ISO date. */
export type TellingSketch = {
  readonly url?: string;
  readonly title?: string;
  readonly excerpt?: string | null;
  readonly at?: string;
  readonly quality?: number;
  readonly outlet?: string;
  readonly type?: string;
};

export type ArticleSketch = TellingSketch & {
  readonly file?: string;
  readonly topics?: readonly string[];
  readonly related?: readonly Telling[];
  readonly published?: boolean;
  readonly removed?: boolean;
};

export function buildTelling(sketch: TellingSketch): Telling {
  const outlet = sketch.outlet ?? 'gazette.example';
  const title = sketch.title ?? 'A headline';
  const url = sketch.url ?? `https://${outlet}/${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
  return {
    url,
    canonicalUrl: url,
    title,
    excerpt: sketch.excerpt ?? null,
    publishedAt: new Date(sketch.at ?? '2024-05-10T12:00:00Z'),
    type: sketch.type ?? 'article',
    quality: sketch.quality ?? 50,
    provider: { name: outlet, domain: outlet },
    images: [],
  };
}

export function buildArticle(sketch: ArticleSketch): Article {
  const telling = buildTelling(sketch);
  return {
    ...telling,
    file: sketch.file ?? `articles/${telling.url.replace(/\W+/g, '-')}.md`,
    category: 'news',
    heat: null,
    published: sketch.published ?? true,
    removed: sketch.removed ?? false,
    featured: false,
    topics: sketch.topics ?? ['AI'],
    related: sketch.related ?? [],
    extra: {},
  };
}

export const now = new Date('2024-05-13T08:00:00Z');
export const week = { from: new Date('2024-05-06T08:00:00Z'), to: now };
