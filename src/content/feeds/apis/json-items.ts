import type { FeedFault, FeedItem, FoundPicture } from '../reading/feed-item.ts';

/** Where in an entry of somebody's JSON each field stands, as in `attributes.headline`. */
export type JsonFields = {
  readonly [Field in 'id' | 'title' | 'url' | 'summary' | 'body' | 'published' | 'image' | 'categories' | 'author']?: string | undefined;
};

export type JsonItems =
  | { readonly kind: 'items'; readonly items: readonly FeedItem[] }
  | { readonly kind: 'refused'; readonly fault: FeedFault };

/** Names the fields usually have, tried where the newsroom does not say. */
const usual: Readonly<Record<keyof JsonFields, readonly string[]>> = {
  id: ['id', 'guid', 'uuid', 'slug'],
  title: ['title', 'headline', 'name'],
  url: ['url', 'link', 'webUrl', 'permalink', 'canonical_url'],
  summary: ['summary', 'excerpt', 'description', 'abstract', 'standfirst'],
  body: ['body', 'content', 'html', 'content_html'],
  published: ['published', 'publishedDateTime', 'published_at', 'publishedAt', 'date', 'datePublished', 'created_at'],
  image: ['image', 'image_url', 'imageUrl', 'thumbnail', 'picture'],
  categories: ['categories', 'tags', 'topics', 'keywords'],
  author: ['author', 'byline', 'creator'],
};

/** Entries of a JSON answer as items. `list`: where they stand; `null`: the answer is the list. `url`: where it came from. */
export function jsonItems(value: unknown, list: string | null, fields: JsonFields, url: string): JsonItems {
  const entries = list === null ? (Array.isArray(value) ? value : firstList(value)) : at(value, list);
  if (!Array.isArray(entries)) {
    const found = list === null ? 'its JSON is no list of entries' : `its JSON has no list at ${list}`;
    return {
      kind: 'refused',
      fault: { item: null, severity: 'error', code: 'json-list', found, advice: 'say where the list stands with `list`' },
    };
  }
  return { kind: 'items', items: entries.slice(0, 1_000).map((entry) => itemOf(entry, fields, url)) };
}

const firstList = (value: unknown): unknown => Object.values(isRecord(value) ? value : {}).find(Array.isArray);

function itemOf(entry: unknown, fields: JsonFields, base: string): FeedItem {
  const of = (field: keyof JsonFields): unknown => {
    const path = fields[field];
    return path === undefined ? usual[field].map((name) => at(entry, name)).find((found) => found != null) : at(entry, path);
  };
  const absolute = (address: string | null) => (address === null ? null : (URL.parse(address, base)?.href ?? null));
  const url = absolute(text(of('url')));
  const title = text(of('title'));
  return {
    id: text(of('id')) ?? url ?? title ?? '',
    url,
    title,
    summary: text(of('summary')),
    body: text(of('body')),
    published: dateText(of('published')),
    updated: null,
    type: 'article',
    categories: texts(of('categories')),
    author: text(of('author')),
    outlet: null,
    pictures: picturesAt(of('image'), absolute),
  };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at `a.b.0.c`; `undefined`: nothing. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

/** Text, a number as text, or the `rendered` or `name` of what APIs wrap texts in. */
export function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (Array.isArray(value)) return text(value[0]);
  return isRecord(value) ? text(value.rendered ?? value.name ?? value.value ?? value.url) : null;
}

export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : (text(value)?.split(/\s*,\s*/) ?? []);

/** Seconds or milliseconds since 1970 are dates, too. */
function dateText(value: unknown): string | null {
  if (typeof value !== 'number') return text(value);
  const date = new Date(value < 1e11 ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function picturesAt(value: unknown, absolute: (address: string | null) => string | null): readonly FoundPicture[] {
  const url = absolute(text(isRecord(value) ? (value.url ?? value.src) : value));
  if (url === null) return [];
  const side = (name: string) => (isRecord(value) && typeof value[name] === 'number' && value[name] > 0 ? value[name] : null);
  return [{ url, width: side('width'), height: side('height') }];
}
