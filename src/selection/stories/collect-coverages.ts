import type { Article, Telling } from '../../content/article.ts';
import { ownFields } from '../../content/fields/own-fields.ts';
import { readingMinutes } from '../../content/reading-time.ts';
import { distinctTopics } from './fold-topic.ts';
import { bestFirst, byCodeUnit, earliestFirst } from './ordering.ts';
import type { Coverage } from './story.ts';

export type Collected = {
  /** One for each canonical URL, earliest first. */
  readonly coverages: readonly Coverage[];
  /** Pairs of indexes into `coverages`, smaller first, each once: an article and an entry of its `related`. A hint, never proof. */
  readonly edges: readonly (readonly [number, number])[];
  /** The language of headlines too short to show theirs, where the pages speak it at all; left out, English. */
  readonly language?: string | undefined;
};

/**
 * Every page known at `now`, once: from the articles and from their `related`. An article beats a related entry of the
 * same page, then quality, then the earlier one. A removed article gives nothing, and its page is not offered through
 * another's `related` either. `since` leaves out what is older.
 */
export function collectCoverages(articles: readonly Article[], now: Date, since: Date): Collected {
  const [from, to] = [since.getTime(), now.getTime()];
  const within = ({ publishedAt }: Telling) => publishedAt.getTime() <= to && publishedAt.getTime() >= from;
  const live = articles.filter((article) => !article.removed);
  const known = bestArticles(live.filter(within));
  const relating = live.filter((article) => article.related.length > 0);
  const gone = new Set(articles.filter((article) => article.removed).map((article) => article.canonicalUrl));
  const mentions = relating.flatMap((article) => (article.publishedAt.getTime() <= to ? article.related.filter(within) : []));
  for (const mention of mentions.sort(bestMentionFirst)) {
    const url = mention.canonicalUrl;
    if (!known.has(url) && !gone.has(url)) known.set(url, { ...mention, file: null, topics: [] });
  }
  const coverages = inOrderOfTime([...known.values()]);
  return { coverages, edges: hints(relating, coverages) };
}

/** `earliestFirst`, with the times at hand: hardly two pages need more than theirs to be told apart. */
function inOrderOfTime(coverages: readonly Coverage[]): Coverage[] {
  const times = Float64Array.from(coverages, ({ publishedAt }) => publishedAt.getTime());
  const order = Uint32Array.from(times, (_, index) => index);
  const at = (index: number) => coverages[index] as Coverage;
  order.sort((a, b) => (times[a] as number) - (times[b] as number) || earliestFirst(at(a), at(b)));
  return Array.from(order, at);
}

/** Two files of one page make one coverage: the better file's text, the topics of both. Most pages have one file. */
function bestArticles(articles: readonly Article[]): Map<string, Coverage> {
  const known = new Map<string, Coverage>();
  const several = new Set<string>();
  for (const article of articles) {
    const url = article.canonicalUrl;
    if (known.has(url)) several.add(url);
    else known.set(url, coverageOf(article));
  }
  const twins = new Map([...several].map((url): [string, Article[]] => [url, []]));
  if (several.size > 0) for (const article of articles) twins.get(article.canonicalUrl)?.push(article);
  for (const [url, found] of twins) known.set(url, coverageOfTwins(found));
  return known;
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
  const fields = ownFields(article.extra);
  const coverage = { url, canonicalUrl, title, excerpt, publishedAt, type, quality, provider, images, file, topics, published };
  const { body } = article;
  if (minutes === null && fields === null && article.day === undefined && body === undefined) return coverage;
  return {
    ...coverage,
    ...(article.day === undefined ? {} : { day: article.day }),
    ...(minutes === null ? {} : { readingMinutes: minutes }),
    ...(fields === null ? {} : { fields }),
    ...(body === undefined ? {} : { body }),
  };
}

/** Beyond `bestFirst`, text decides: two mentions of one page may differ in nothing else. */
function bestMentionFirst(a: Telling, b: Telling): number {
  return bestFirst(a, b) || byCodeUnit(a.title, b.title) || byCodeUnit(a.excerpt ?? '', b.excerpt ?? '');
}

function hints(articles: readonly Article[], coverages: readonly Coverage[]): [number, number][] {
  if (articles.length === 0) return [];
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
