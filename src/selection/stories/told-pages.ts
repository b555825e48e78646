import type { Article } from '../../content/article.ts';
import type { KnownStory } from './keep-identity.ts';
import type { Coverage } from './story.ts';

/** The pages of stories told before that the content still has, by canonical URL: what a new story is compared with. */
export function toldPages(
  known: readonly Pick<KnownStory, 'canonicalUrls'>[],
  articles: readonly Article[],
): ReadonlyMap<string, Coverage> {
  const wanted = new Set(known.flatMap(({ canonicalUrls }) => canonicalUrls));
  const found = new Map<string, Coverage>();
  if (wanted.size === 0) return found;
  const inOrder = articles.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  for (const { topics, file, ...article } of inOrder)
    if (wanted.has(article.canonicalUrl) && !article.removed) found.set(article.canonicalUrl, { ...article, topics, file });
  for (const { related } of inOrder)
    for (const mention of related)
      if (wanted.has(mention.canonicalUrl) && !found.has(mention.canonicalUrl))
        found.set(mention.canonicalUrl, { ...mention, file: null, topics: [] });
  return found;
}
