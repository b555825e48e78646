import { canonicalUrl } from '../../content/addresses/canonical-url.ts';
import { articleText, versionOf } from '../../content/feeds/keeping/article-text.ts';
import { type ArticleDraft, draftArticle, type KeepingRules } from '../../content/feeds/keeping/draft-article.ts';
import { articleName } from '../../content/feeds/keeping/file-name.ts';
import { feedText } from '../../content/feeds/reading/feed-text.ts';
import { pageItem } from '../../content/pages/page-item.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { ArticleFolder, SourceBook } from '../ports/sources.ts';
import type { FetchPage } from './discover-feed.ts';

/** Articles a person added are kept under this name among the sources. */
const byHand = 'by hand';

/** What a person may say better than the page does. */
export type Wishes = {
  readonly title?: string | undefined;
  readonly excerpt?: string | undefined;
  readonly topics: readonly string[];
  /** Whether those topics are all there are to be: no rule adds to them. */
  readonly topicsAreAll?: boolean;
  readonly quality: number | null;
};

/**
 * An article of a page of the web, as the page describes itself, and as a person wishes it.
 * @throws CourantError `page-unreachable`, `page-unusable`
 */
export async function draftOfPage(
  address: string,
  wishes: Wishes,
  rules: Pick<KeepingRules, 'rules' | 'followed'>,
  fetchPage: FetchPage,
  now: Date,
): Promise<ArticleDraft> {
  const given = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const page = await fetchPage(given, 'text/html, application/xhtml+xml');
  if (page.kind === 'failed')
    throw new CourantError('page-unreachable', `${given} could not be fetched: ${page.detail}.`, { help: 'Check the address.' });
  const item = pageItem(feedText(page.bytes, page.charset).text, page.url);
  const told = { ...item, title: wishes.title || item.title, summary: wishes.excerpt || item.summary };
  const quality = wishes.quality === null ? null : { value: wishes.quality, because: 'set when it was added', learned: false };
  const { draft, faults } = draftArticle(
    told,
    { url: page.url, title: item.outlet?.name ?? null, home: null },
    {
      ...(wishes.topicsAreAll ? { rules: [], followed: [] } : rules),
      own: wishes.topics,
      outlet: null,
      quality,
      learned: null,
      body: false,
    },
    now,
  );
  if (draft !== null) return draft;
  throw new CourantError('page-unusable', `${given}: ${faults.map(({ found }) => found).join(', ')}.`, {
    help: 'Give a title with --title, or write the file by hand: courant new.',
  });
}

/**
 * Keeps such an article as a file; returns its path.
 * @throws CourantError `article-known`
 */
export function keepDraft(
  draft: ArticleDraft,
  { book, files, folder, now }: { readonly book: SourceBook; readonly files: ArticleFolder; readonly folder: string; readonly now: Date },
): string {
  const page = canonicalUrl(draft.url);
  const known = book.fileOfPage(page);
  if (known !== null && files.read(known) !== null)
    throw new CourantError('article-known', `There is an article of this page already: ${known}.`, { help: 'Edit that file.' });
  const version = versionOf(draft);
  const text = articleText(draft, { feed: byHand, id: draft.id, seen: now, version, history: [] });
  const file = files.create(folder, articleName(draft.publishedAt ?? now, draft.title, draft.id), text);
  book.keepItems(byHand, [{ id: draft.id, file, version, page }], now);
  return file;
}
