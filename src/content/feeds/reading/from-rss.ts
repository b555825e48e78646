import type { RdfFeed, RssFeed } from 'feedsmith';
import type { FeedItem } from './feed-item.ts';
import { picturesOf } from './item-pictures.ts';

export type Absolute = (url: string) => string | null;

/** RSS 0.9x to 2.0 with what podcasts, Media RSS and Dublin Core add. */
export function rssItem(item: RssFeed.Item<string>, absolute: Absolute): FeedItem {
  const link = text(item.link) ?? text(item.atom?.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href);
  const guid = text(item.guid?.value);
  const media = (item.enclosures ?? []).filter(({ type }) => /^(?:audio|video)\//.test(type ?? ''));
  const permalink = guid !== null && item.guid?.isPermaLink !== false && /^https?:\/\//i.test(guid) ? guid : null;
  const url = link ?? permalink ?? text(media[0]?.url);
  const body = text(item.content?.encoded);
  const description = text(item.description);
  return {
    id: guid ?? link ?? text(item.title) ?? '',
    url: url === null ? null : absolute(url),
    title: text(item.title) ?? text(item.itunes?.title) ?? text(item.media?.title?.value),
    summary: description ?? text(item.itunes?.subtitle) ?? text(item.itunes?.summary) ?? text(item.media?.description?.value),
    body,
    published: text(item.pubDate) ?? first(item.dc?.dates) ?? first(item.dcterms?.issued) ?? text(item.atom?.published),
    updated: text(item.atom?.updated) ?? first(item.dcterms?.modified),
    type: media.length > 0 || isFilm(url) ? 'video' : 'article',
    categories: names([...(item.categories ?? []).map(({ name }) => name), ...(item.dc?.subjects ?? []), ...(item.itunes?.keywords ?? [])]),
    author: first(item.dc?.creators) ?? text(item.authors?.[0]?.name) ?? text(item.itunes?.author),
    outlet: item.source?.title === undefined ? null : { name: item.source.title, url: text(item.source.url) },
    pictures: picturesOf({ media: item.media, enclosures: item.enclosures, others: [item.itunes?.image] }, body ?? description, absolute),
  };
}

/** RSS 0.90 and 1.0. */
export function rdfItem(item: RdfFeed.Item<string>, absolute: Absolute): FeedItem {
  const url = text(item.link) ?? text(item.rdf?.about);
  const body = text(item.content?.encoded);
  return {
    id: text(item.rdf?.about) ?? url ?? text(item.title) ?? '',
    url: url === null ? null : absolute(url),
    title: text(item.title),
    summary: text(item.description) ?? first(item.dc?.descriptions),
    body,
    published: first(item.dc?.dates) ?? first(item.dcterms?.issued),
    updated: first(item.dcterms?.modified),
    type: isFilm(url) ? 'video' : 'article',
    categories: names(item.dc?.subjects ?? []),
    author: first(item.dc?.creators),
    outlet: null,
    pictures: picturesOf({ media: item.media }, body ?? text(item.description), absolute),
  };
}

/** Text that says something. */
export const text = (value: string | undefined): string | null => (value === undefined || value.trim() === '' ? null : value.trim());

const first = (values: readonly string[] | undefined): string | null => text(values?.[0]);

export const names = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.flatMap((value) => text(value) ?? []).slice(0, 50)),
];

export const isFilm = (url: string | null): boolean =>
  url !== null && /^https?:\/\/(?:www\.|m\.)?(?:youtube\.com\/(?:watch|shorts|live)|youtu\.be\/|vimeo\.com\/\d)/i.test(url);
