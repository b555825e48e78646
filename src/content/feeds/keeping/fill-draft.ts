import { publishedDate } from '../../fields/published-date.ts';
import type { FeedItem } from '../reading/feed-item.ts';
import { summaryOf } from '../reading/item-words.ts';
import type { ArticleDraft } from './draft-article.ts';

/** What an article lacks that its own page may say. */
export const lacks = ({ excerpt, pictures, publishedAt }: ArticleDraft): boolean =>
  excerpt === null || pictures.length === 0 || publishedAt === null;

/** The draft with what it lacked taken from its page; what it has stays as its feed said it. */
export function fillDraft(draft: ArticleDraft, page: FeedItem, now: Date): ArticleDraft {
  const date = page.published === null ? null : publishedDate(page.published);
  const publishedAt = date?.kind === 'date' && date.at <= now ? date.at : null;
  const excerpt = summaryOf(page.summary, null);
  const fromPage = [
    ...(draft.excerpt === null && excerpt !== null ? ['excerpt'] : []),
    ...(draft.pictures.length === 0 && page.pictures.length > 0 ? ['images'] : []),
    ...(draft.publishedAt === null && publishedAt !== null ? ['publishedDateTime'] : []),
  ];
  if (fromPage.length === 0) return draft;
  return {
    ...draft,
    excerpt: draft.excerpt ?? excerpt,
    pictures: draft.pictures.length === 0 ? page.pictures : draft.pictures,
    publishedAt: draft.publishedAt ?? publishedAt,
    fromPage,
  };
}
