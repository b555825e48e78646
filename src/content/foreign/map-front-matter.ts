import { at, isRecord } from '../feeds/apis/json-items.ts';
import { publishedDate } from '../fields/published-date.ts';
import { excerptOf, pictureIn } from './body-words.ts';
import { type FilePlace, filePlace, permalinkOf, urlSegment } from './file-place.ts';
import type { FolderMapping, MappedField } from './mapping.ts';

type Data = Readonly<Record<string, unknown>>;

/** Front matter in the input format, and for each of its fields the one it was taken from, for finding its line. */
export type Mapped = { readonly data: Data; readonly takenFrom: ReadonlyMap<string, string> };

/** Fields of the input format whose names other programs use for something else. */
const ours = [
  'title',
  'excerpt',
  'publishedDateTime',
  'originalUrl',
  'webUrl',
  'type',
  'quality',
  'heat',
  'published',
  'provider',
  'topics',
  'images',
  'related',
  'removed',
  'category',
  'featuredContent',
];

/**
 * The front matter of another program's file as the input format has it. `path`: of the file inside its folder. A file that gives
 * `publishedDateTime` is in the input format already, and comes back as it is.
 */
export function mapFrontMatter(data: Data, body: string, path: string, mapping: FolderMapping): Mapped {
  if (data.publishedDateTime !== undefined) return { data, takenFrom: new Map() };
  const place = filePlace(path);
  const takenFrom = new Map<string, string>();
  const take = (field: MappedField, as: string): unknown => {
    for (const name of mapping.fields[field]) {
      const value = at(data, name);
      if (value === undefined || value === null || value === '') continue;
      takenFrom.set(as, name);
      return value;
    }
    return undefined;
  };
  const mapped: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(data)) if (!ours.includes(name)) mapped[name] = value;
  const set = (name: string, value: unknown) => {
    if (value !== undefined && value !== null) mapped[name] = value;
  };
  const date = dateOf(take('publishedDateTime', 'publishedDateTime'), place);
  const topics = [...mapping.topics, ...wordsIn(take('topics', 'topics'))];
  const category = wordsIn(take('category', 'category'))[0] ?? 'news';
  set('title', textOf(take('title', 'title')));
  set('publishedDateTime', date);
  set('excerpt', textOf(take('excerpt', 'excerpt')) ?? excerptOf(body));
  set('topics', topics);
  set('category', category);
  set('type', 'article');
  set('published', true);
  const url = addressOf(data, take, place, { date: isoDay(date), category: wordsIn(at(data, 'categories')).join('/') }, mapping);
  set('webUrl', url);
  set('quality', typeof data.quality === 'number' ? data.quality : mapping.quality);
  set('images', imagesOf(take('images', 'images') ?? pictureIn(body), mapping.baseUrl));
  const author = wordsIn(take('author', 'author'))[0];
  set('author', author);
  if (mapping.outlet !== null || url !== undefined) set('provider', providerOf(url, mapping));
  if (isDraft(data, mapping)) mapped.removed = true;
  return { data: mapped, takenFrom };
}

const textOf = (value: unknown): string | number | undefined =>
  typeof value === 'string' || typeof value === 'number' ? value : undefined;

/** Blogs date by the day, in no zone: midnight UTC, which is no fault of theirs. What is no date is told as it stands. */
function dateOf(value: unknown, { date }: FilePlace): unknown {
  const given = value ?? date;
  if (typeof given !== 'string') return given;
  const read = publishedDate(given);
  return read.kind === 'date' ? read.at.toISOString() : given;
}

const isoDay = (date: unknown): string | null => (typeof date === 'string' && /^\d{4}-\d{2}-\d{2}/.test(date) ? date.slice(0, 10) : null);

/** A list, words with commas between, or Jekyll's words with blanks between; `#` of Obsidian's tags and names of authors' records taken off. */
function wordsIn(value: unknown): readonly string[] {
  const list = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(value.includes(',') ? ',' : /\s*;\s*|\s+(?=#)/)
      : isRecord(value)
        ? [value]
        : [];
  return list.flatMap((one) => {
    const word = isRecord(one) ? (one.name ?? one.label ?? one.title) : one;
    return typeof word === 'string' || typeof word === 'number' ? String(word).trim().replace(/^#/, '') || [] : [];
  });
}

type Take = (field: MappedField, as: string) => unknown;

function addressOf(
  data: Data,
  take: Take,
  place: FilePlace,
  known: { date: string | null; category: string },
  mapping: FolderMapping,
): string | undefined {
  const { baseUrl } = mapping;
  const given = textOf(take('url', 'webUrl'));
  const slugGiven = textOf(take('slug', 'slug'));
  const slug = slugGiven === undefined ? urlSegment(place.name) : String(slugGiven);
  const below = (path: string) => (baseUrl === null ? path : /^https?:\/\//.test(path) ? path : `${baseUrl}/${path.replace(/^\/+/, '')}`);
  const title = String(data.title ?? '');
  if (given !== undefined) {
    const filled = permalinkOf(String(given), { slug, place, title, ...known });
    if (filled !== null) return below(filled);
  }
  if (baseUrl === null && !/^https?:/.test(mapping.permalink)) return undefined;
  // Docusaurus and Astro take a slug with slashes for the whole path below their folder.
  if (slug.startsWith('/')) return below(`${mapping.permalink.startsWith('/blog/') ? '/blog' : ''}${slug}`);
  const pattern = slugGiven !== undefined && mapping.preset === 'docusaurus' ? '/blog/{slug}' : mapping.permalink;
  const filled = permalinkOf(pattern, { slug, place, title, ...known });
  return filled === null ? undefined : below(filled);
}

function imagesOf(value: unknown, baseUrl: string | null): readonly object[] | undefined {
  const entries = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const images = entries.slice(0, 10).flatMap((entry) => {
    const given = isRecord(entry) ? (entry.url ?? entry.src ?? entry.image ?? entry.path) : entry;
    const url = typeof given === 'string' ? pictureUrl(given.trim().replace(/^\[\[|\]\]$/g, ''), baseUrl) : null;
    const side = (name: string) => (isRecord(entry) && typeof entry[name] === 'number' ? { [name]: entry[name] } : {});
    return url === null ? [] : [{ url, ...side('width'), ...side('height') }];
  });
  return images.length === 0 ? undefined : images;
}

/** Whole, from the root of the site, or beside the file; one outside of its folder is found by nobody. */
function pictureUrl(given: string, baseUrl: string | null): string | null {
  if (/^https?:\/\//i.test(given)) return given;
  if (given.startsWith('//')) return `https:${given}`;
  if (given.startsWith('/')) return baseUrl === null ? null : new URL(given, baseUrl).href;
  if (/\{[{%<]|^[@~]/.test(given) || given.split('/').includes('..')) return null;
  return given.replace(/^\.\//, '') || null;
}

function providerOf(url: string | undefined, { outlet, baseUrl }: FolderMapping): object {
  const domain = (URL.parse(baseUrl ?? url ?? '')?.hostname ?? '').replace(/^www\./, '');
  return { name: outlet?.name ?? domain, domain: outlet?.domain ?? domain };
}

function isDraft(data: Data, { fields, draftWords }: FolderMapping): boolean {
  return fields.draft.some((name) => {
    const value = at(data, name);
    if (value === undefined || value === null) return false;
    const word = String(value).trim().toLowerCase();
    return draftWords.includes(word) || draftWords.includes(`${name}=${word}`);
  });
}
