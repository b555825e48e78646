import type { Article, Telling } from './article.ts';

type Written<Dated extends Telling> = Omit<Dated, 'publishedAt'> & { readonly publishedAt: string };

/** An Article as `JSON.parse` gives it back. */
export type ArticleJson = Omit<Written<Article>, 'related'> & { readonly related: readonly Written<Telling>[] };

/** The Article a JSON text of ours was made from: `JSON.stringify` loses nothing of one but that dates are dates. */
export function articleFromJson(json: ArticleJson): Article {
  return {
    ...json,
    publishedAt: new Date(json.publishedAt),
    related: json.related.map((telling) => ({ ...telling, publishedAt: new Date(telling.publishedAt) })),
  };
}
