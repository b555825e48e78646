import type { Article, Telling } from '../content/article.ts';
import { readingMinutes } from '../content/reading-time.ts';
import { bestFirst, earliestFirst } from './best-first.ts';
import { byCodeUnit } from './code-unit-order.ts';
import { distinctTopics } from './fold-topic.ts';
import type { Coverage } from './story.ts';

export type Collected = {
  /** One for each canonical URL, earliest first. */
  readonly coverages: readonly Coverage[];
  /** Pairs of indexes into `coverages`, smaller first, each once: an article and an entry of its `related`. A hint, never proof. */
  readonly edges: readonly (readonly [number, number])[];
};

/**
 * Every page known at `now`, once: from the articles and from their `related`. An article beats a related entry of the
 * same page, then quality, then the earlier one. A removed article gives nothing, and its page is not offered through
 * another's `related` either. `since` leaves out what is older.
 */
export function collectCoverages(articles: readonly Article[], now: Date, since: Date): Collected {
  const within = (telling: Telling) => telling.publishedAt <= now && telling.publishedAt >= since;
  const live = articles.filter((article) => !article.removed);
  const known = bestArticles(live.filter(within));
  const gone = new Set(articles.filter((article) => article.removed).map((article) => article.canonicalUrl));
  const mentions = live.flatMap((article) => (article.publishedAt <= now ? article.related.filter(within) : []));
  for (const mention of [...mentions].sort(bestMentionFirst)) {
    const url = mention.canonicalUrl;
    if (!known.has(url) && !gone.has(url)) known.set(url, { ...mention, file: null, topics: [] });
  }
  const coverages = [...known.values()].sort(earliestFirst);
  return { coverages, edges: hints(live, coverages) };
}

/** Two files of one page make one coverage: the better file's text, the topics of both. Most pages have one file. */
function bestArticles(articles: readonly Article[]): Map<string, Coverage> {
  const files = new Map<string, Article | Article[]>();
  for (const article of articles) {
    const twins = files.get(article.canonicalUrl);
    if (twins === undefined) files.set(article.canonicalUrl, article);
    else files.set(article.canonicalUrl, Array.isArray(twins) ? [...twins, article] : [twins, article]);
  }
  return new Map([...files].map(([url, found]) => [url, Array.isArray(found) ? coverageOfTwins(found) : coverageOf(found)]));
}

function coverageOfTwins(twins: readonly Article[]): Coverage {
  const [best, ...others] = [...twins].sort((a, b) => bestFirst(a, b) || byCodeUnit(a.file, b.file)) as [Article, ...Article[]];
  const topics = distinctTopics([best, ...others].flatMap((article) => article.topics));
  return { ...coverageOf(best), topics, published: twins.some((article) => article.published) };
}

function coverageOf(article: Article): Coverage {
  const { url, canonicalUrl, title, excerpt, publishedAt, type, quality, provider, images, file, published } = article;
  const topics = distinctTopics(article.topics);
  const minutes = readingMinutes(article.extra);
  const known = minutes === null ? {} : { readingMinutes: minutes };
  return { url, canonicalUrl, title, excerpt, publishedAt, type, quality, provider, images, file, topics, published, ...known };
}

/** Beyond `bestFirst`, text decides: two mentions of one page may differ in nothing else. */
function bestMentionFirst(a: Telling, b: Telling): number {
  return bestFirst(a, b) || byCodeUnit(a.title, b.title) || byCodeUnit(a.excerpt ?? '', b.excerpt ?? '');
}

function hints(articles: readonly Article[], coverages: readonly Coverage[]): [number, number][] {
  const indexOf = new Map(coverages.map((coverage, index) => [coverage.canonicalUrl, index]));
  const seen = new Set<number>();
  const edges: [number, number][] = [];
  for (const article of articles) {
    const from = indexOf.get(article.canonicalUrl);
    for (const mention of article.related) {
      const to = indexOf.get(mention.canonicalUrl);
      if (from === undefined || to === undefined || from === to) continue;
      const edge: [number, number] = from < to ? [from, to] : [to, from];
      const key = edge[0] * coverages.length + edge[1];
      if (!seen.has(key)) edges.push(edge);
      seen.add(key);
    }
  }
  return edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
