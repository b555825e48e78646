import type { AtomFeed, JsonFeed } from 'feedsmith';
import type { FeedItem } from './feed-item.ts';
import { type Absolute, isFilm, names, text } from './from-rss.ts';
import { picturesOf } from './item-pictures.ts';

/** RFC 4287, and what YouTube adds. */
export function atomItem(entry: AtomFeed.Entry<string>, absolute: Absolute): FeedItem {
  const links = entry.links ?? [];
  const alternate = links.find(({ rel }) => rel === 'alternate') ?? links.find(({ rel }) => rel === undefined) ?? links.find(isPage);
  const enclosures = links.filter(({ rel }) => rel === 'enclosure').map(({ href, type }) => ({ url: href, type }));
  const content = entry.content?.src === undefined ? text(entry.content?.value) : null;
  const id = text(entry.id);
  const url = text(alternate?.href) ?? text(entry.content?.src) ?? (id !== null && /^https?:\/\//i.test(id) ? id : null);
  const heard = enclosures.some(({ type }) => /^(?:audio|video)\//.test(type ?? ''));
  return {
    id: id ?? url ?? text(entry.title?.value) ?? '',
    url: url === null ? null : absolute(url),
    title: text(entry.title?.value) ?? text(entry.media?.title?.value),
    summary: text(entry.summary?.value) ?? text(entry.media?.description?.value) ?? text(entry.media?.groups?.[0]?.description?.value),
    body: content,
    published: text(entry.published) ?? text(entry.updated) ?? text(entry.dc?.dates?.[0]),
    updated: text(entry.updated),
    type: heard || entry.yt?.videoId !== undefined || isFilm(url) ? 'video' : 'article',
    categories: names((entry.categories ?? []).map(({ label, term }) => text(label) ?? term)),
    author: text(entry.authors?.[0]?.name) ?? text(entry.dc?.creators?.[0]),
    outlet: entry.source?.title === undefined ? null : { name: entry.source.title.value, url: homeOf(entry.source.links) },
    pictures: picturesOf(
      { media: entry.media, enclosures, others: [entry.itunes?.image] },
      content ?? text(entry.summary?.value),
      absolute,
    ),
  };
}

const isPage = ({ rel }: AtomFeed.Link<string>): boolean =>
  !['self', 'enclosure', 'edit', 'replies', 'hub', 'next', 'via'].includes(rel ?? '');

/** Where the site of a feed is. */
export const homeOf = (links: readonly AtomFeed.Link<string>[] | undefined): string | null =>
  text((links?.find(({ rel }) => rel === 'alternate') ?? links?.find(({ rel }) => rel === undefined))?.href);

/** JSON Feed 1.0 and 1.1. */
export function jsonItem(item: JsonFeed.Item<string>, absolute: Absolute): FeedItem {
  const url = text(item.url) ?? text(item.external_url);
  const body = text(item.content_html) ?? text(item.content_text);
  const attachments = (item.attachments ?? []).map(({ url: address, mime_type: type }) => ({ url: address, type }));
  const heard = attachments.some(({ type }) => /^(?:audio|video)\//.test(type ?? ''));
  return {
    id: text(item.id === undefined ? undefined : String(item.id)) ?? url ?? text(item.title) ?? '',
    url: url === null ? null : absolute(url),
    title: text(item.title),
    summary: text(item.summary),
    body,
    published: text(item.date_published) ?? text(item.date_modified),
    updated: text(item.date_modified),
    type: heard || isFilm(url) ? 'video' : 'article',
    categories: names(item.tags ?? []),
    author: text(item.authors?.[0]?.name),
    outlet: null,
    pictures: picturesOf({ enclosures: attachments, others: [item.image, item.banner_image] }, body, absolute),
  };
}
