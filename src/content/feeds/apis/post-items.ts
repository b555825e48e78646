import type { FeedItem } from '../reading/feed-item.ts';
import { at, isRecord, type JsonItems, jsonItems, text } from './json-items.ts';

/** Address of the newest posts in Ghost's Content API. */
export const ghostAddress = (site: string, key: string): string =>
  `${site.replace(/\/+$/, '')}/ghost/api/content/posts/?key=${key}&limit=50&include=tags,authors&formats=html`;

const ghostFields = {
  id: 'id',
  title: 'title',
  url: 'url',
  body: 'html',
  published: 'published_at',
  image: 'feature_image',
  categories: 'tags',
  author: 'primary_author',
};

/** Posts as Ghost's Content API (v3 to v6) gives them. */
export function ghostItems(value: unknown, url: string): JsonItems {
  const read = jsonItems(value, 'posts', ghostFields, url);
  const posts = at(value, 'posts');
  if (read.kind === 'refused' || !Array.isArray(posts)) return read;
  return {
    kind: 'items',
    items: read.items.map((item, index) => ({
      ...item,
      summary: text(at(posts[index], 'custom_excerpt')) ?? text(at(posts[index], 'excerpt')),
      updated: text(at(posts[index], 'updated_at')),
    })),
  };
}

/** Address of the newest posts in WordPress's REST API. */
export const wordpressAddress = (site: string): string => `${site.replace(/\/+$/, '')}/wp-json/wp/v2/posts?per_page=50&_embed=1`;

const wordpressFields = {
  id: 'guid',
  title: 'title',
  url: 'link',
  summary: 'excerpt',
  body: 'content',
  published: 'date_gmt',
  author: '_embedded.author',
  categories: 'none',
};

/** Posts as WordPress's REST API gives them, with the pictures, names and terms it embeds. */
export function wordpressItems(value: unknown, url: string): JsonItems {
  const read = jsonItems(value, null, wordpressFields, url);
  if (read.kind === 'refused' || !Array.isArray(value)) return read;
  return { kind: 'items', items: read.items.map((item, index) => wordpressItem(item, value[index])) };
}

function wordpressItem(item: FeedItem, post: unknown): FeedItem {
  const media = at(post, '_embedded.wp:featuredmedia.0');
  const picture = text(at(media, 'source_url'));
  const side = (name: string) => {
    const pixels = at(media, `media_details.${name}`);
    return typeof pixels === 'number' && pixels > 0 ? pixels : null;
  };
  const terms = at(post, '_embedded.wp:term');
  const names = (Array.isArray(terms) ? terms.flat() : []).flatMap((term) =>
    isRecord(term) && term.taxonomy !== 'author' ? (text(term.name) ?? []) : [],
  );
  // `date_gmt` names no zone.
  const published = item.published === null || /Z$|[+-]\d\d:?\d\d$/.test(item.published) ? item.published : `${item.published}Z`;
  return {
    ...item,
    published,
    updated: text(at(post, 'modified_gmt')),
    categories: names.filter((name) => name !== 'Uncategorized'),
    pictures: picture === null ? [] : [{ url: picture, width: side('width'), height: side('height') }],
  };
}
