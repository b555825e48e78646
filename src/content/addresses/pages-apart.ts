import { hash } from 'node:crypto';
import type { Article } from '../article.ts';

export type PagesApart = {
  readonly articles: readonly Article[];
  /** File -> the file told before of the same address; `apart`: the two say nothing in common, so they are two pages. */
  readonly twins: ReadonlyMap<string, { readonly url: string; readonly first: string; readonly apart: boolean }>;
};

/**
 * Articles of one canonical address that share no word in headline or excerpt are pages of their own: a page that routes by something
 * the address does not show, or one that holds several pieces. The earliest keeps the address, the others get their fragment with it.
 */
export function pagesApart(articles: readonly Article[]): PagesApart {
  const seen = new Map<string, number>();
  const several = new Map<string, number[]>();
  articles.forEach(({ canonicalUrl }, at) => {
    const first = seen.get(canonicalUrl);
    if (first === undefined) seen.set(canonicalUrl, at);
    else several.set(canonicalUrl, [...(several.get(canonicalUrl) ?? [first]), at]);
  });
  if (several.size === 0) return { articles, twins: new Map() };
  const told = [...articles];
  const twins = new Map<string, { url: string; first: string; apart: boolean }>();
  for (const places of several.values()) {
    const pages: { readonly article: Article; readonly canonicalUrl: string }[] = [];
    for (const at of places.toSorted((a, b) => earlier(articles[a] as Article, articles[b] as Article))) {
      const article = articles[at] as Article;
      const same = pages.find((page) => shareWords(page.article, article));
      const first = (same ?? pages[0])?.article.file;
      const canonicalUrl = same?.canonicalUrl ?? (pages.length === 0 ? article.canonicalUrl : ownAddress(article));
      if (same === undefined) pages.push({ article, canonicalUrl });
      if (first !== undefined) twins.set(article.file, { url: article.url, first, apart: same === undefined });
      if (canonicalUrl !== article.canonicalUrl) told[at] = { ...article, canonicalUrl };
    }
  }
  return { articles: told, twins };
}

const earlier = (a: Article, b: Article): number => a.publishedAt.getTime() - b.publishedAt.getTime() || (a.file < b.file ? -1 : 1);

function ownAddress({ canonicalUrl, url, title }: Article): string {
  const fragment = URL.parse(url)?.hash ?? '';
  return `${canonicalUrl}${fragment.length > 1 ? fragment : `#${hash('sha256', title).slice(0, 8)}`}`;
}

/** Too common to tell that two texts are of one thing. */
const common = new Set(
  'about after also been from have into more most over than that their them they this what when will with your'.split(' '),
);
const leastWords = 2;

function shareWords(a: Article, b: Article): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const telling = (words: ReadonlySet<string>) =>
    new Set([...words].filter((word) => [...word].length > 3 || /\d|[^\u0000-\u024f]/.test(word)));
  const [few, many] = [telling(one), telling(other)];
  if (few.size < leastWords || many.size < leastWords) return [...one].some((word) => other.has(word));
  return [...few].some((word) => many.has(word));
}

const word = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{2}|[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]]+/gv;

const wordsOf = ({ title, excerpt }: Article): ReadonlySet<string> =>
  new Set((`${title} ${excerpt ?? ''}`.normalize('NFKC').toLowerCase().match(word) ?? []).filter((one) => !common.has(one)));
