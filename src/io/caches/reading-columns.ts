import { deserialize, serialize } from 'node:v8';
import type { Article, ArticleBody, ArticleImage, Provider, Telling } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import type { ArticleRead } from '../../content/read-article.ts';

/** What reading a file gave. `stamp` tells the state the file was in. */
export type KeptReading = { readonly file: string; readonly stamp: string; readonly read: ArticleRead };

/** Readings packed once, one row each; an article is put together when it is asked for. */
export type PackedReadings = {
  readonly files: readonly string[];
  readonly stamps: readonly string[];
  readonly readAt: (row: number) => ArticleRead;
};

/** Field by field instead of file by file: a hundred thousand short texts are read back ten times as fast as JSON. */
type Columns = {
  readonly files: readonly string[];
  readonly stamps: readonly string[];
  /** JSON; empty where there is nothing to tell. */
  readonly faults: readonly string[];
  /** For each file which of the articles it holds; -1: none. */
  readonly article: Int32Array;
  readonly own: TellingColumns;
  readonly category: Words;
  readonly heat: readonly (number | null)[];
  readonly flags: Uint8Array;
  /** Each list as JSON. */
  readonly topics: Words;
  /** The related entries of article `i` are those before `relatedUpTo[i]` and not of the one before it. */
  readonly relatedUpTo: Int32Array;
  readonly related: TellingColumns;
  /** JSON; empty for no fields. */
  readonly extra: readonly string[];
  /** `null`: none is sent. */
  readonly body: readonly (ArticleBody | null)[];
};

type TellingColumns = {
  readonly url: readonly string[];
  /** `null`: the same as `url`. */
  readonly canonicalUrl: readonly (string | null)[];
  readonly title: readonly string[];
  readonly excerpt: readonly (string | null)[];
  readonly publishedAt: Float64Array;
  readonly type: Words;
  /** NaN: unrated. */
  readonly quality: Float64Array;
  /** How the date was written: 0 in full, 1 without a zone, 2 as a day. */
  readonly dated: Uint8Array;
  /** As JSON: an outlet tells many stories. */
  readonly provider: Words;
  /** `null`: none. */
  readonly images: readonly (readonly ArticleImage[] | null)[];
};

/** Texts that say the same over and over: each once, and their numbers row by row. */
type Words = { readonly distinct: readonly string[]; readonly at: Int32Array };

const flags = { published: 1, removed: 2, featured: 4 };

export function packReadings(readings: readonly KeptReading[]): Uint8Array {
  const articles = readings.flatMap(({ read }) => read.article ?? []);
  let next = 0;
  let relatedSoFar = 0;
  const columns: Columns = {
    files: readings.map(({ file }) => file),
    stamps: readings.map(({ stamp }) => stamp),
    faults: readings.map(({ read }) => (read.faults.length === 0 ? '' : JSON.stringify(read.faults))),
    article: Int32Array.from(readings, ({ read }) => (read.article === null ? -1 : next++)),
    own: tellingColumns(articles),
    category: wordsOf(articles.map(({ category }) => category)),
    heat: articles.map(({ heat }) => heat),
    flags: Uint8Array.from(articles, flagsOf),
    topics: wordsOf(articles.map(({ topics }) => JSON.stringify(topics))),
    relatedUpTo: Int32Array.from(articles, ({ related }) => {
      relatedSoFar += related.length;
      return relatedSoFar;
    }),
    related: tellingColumns(articles.flatMap(({ related }) => related)),
    extra: articles.map(({ extra }) => (Object.keys(extra).length === 0 ? '' : JSON.stringify(extra))),
    body: articles.map(({ body }) => body ?? null),
  };
  return serialize(columns);
}

const flagsOf = ({ published, removed, featured }: Article): number =>
  (published ? flags.published : 0) + (removed ? flags.removed : 0) + (featured ? flags.featured : 0);

function tellingColumns(tellings: readonly Telling[]): TellingColumns {
  return {
    url: tellings.map(({ url }) => url),
    canonicalUrl: tellings.map(({ url, canonicalUrl }) => (canonicalUrl === url ? null : canonicalUrl)),
    title: tellings.map(({ title }) => title),
    excerpt: tellings.map(({ excerpt }) => excerpt),
    publishedAt: Float64Array.from(tellings, ({ publishedAt }) => publishedAt.getTime()),
    type: wordsOf(tellings.map(({ type }) => type)),
    quality: Float64Array.from(tellings, ({ quality, unrated }) => (unrated ? Number.NaN : quality)),
    dated: Uint8Array.from(tellings, ({ day, withoutZone }) => (day !== undefined ? 2 : withoutZone ? 1 : 0)),
    provider: wordsOf(tellings.map(({ provider }) => JSON.stringify(provider))),
    images: tellings.map(({ images }) => (images.length === 0 ? null : images)),
  };
}

function wordsOf(texts: readonly string[]): Words {
  const numbers = new Map<string, number>();
  const at = Int32Array.from(texts, (text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return { distinct: [...numbers.keys()], at };
}

/** What `packReadings` packed. What articles share is frozen, so that a hook cannot change one through another. */
export function unpackReadings(bytes: Uint8Array): PackedReadings {
  const columns = deserialize(bytes) as Columns;
  const { files, stamps, faults, article } = columns;
  const articleAt = articlesIn(columns);
  return {
    files,
    stamps,
    readAt(row) {
      const [place, found] = [article[row] as number, faults[row] as string];
      return {
        article: place < 0 ? null : articleAt(place, files[row] as string),
        faults: found === '' ? none : (JSON.parse(found) as readonly Fault[]),
      };
    },
  };
}

const none: readonly never[] = Object.freeze([]);
const noFields: Article['extra'] = Object.freeze({});

/** An article's fields are in the order `readArticle` gives them: seals are made of them as they stand. */
function articlesIn(columns: Columns): (place: number, file: string) => Article {
  const topics = columns.topics.distinct.map((json) => Object.freeze(JSON.parse(json) as string[]));
  const own = tellingsIn(columns.own);
  const related = tellingsIn(columns.related);
  const { relatedUpTo } = columns;
  return (place, file) => {
    const telling = own(place);
    const [held, extra] = [columns.flags[place] as number, columns.extra[place] as string];
    const body = columns.body[place] ?? null;
    const [from, to] = [place === 0 ? 0 : (relatedUpTo[place - 1] as number), relatedUpTo[place] as number];
    return {
      file,
      url: telling.url,
      canonicalUrl: telling.canonicalUrl,
      title: telling.title,
      excerpt: telling.excerpt,
      publishedAt: telling.publishedAt,
      type: telling.type,
      quality: telling.quality,
      provider: telling.provider,
      images: telling.images,
      ...(telling.day === undefined ? {} : { day: telling.day }),
      ...(telling.withoutZone === undefined ? {} : { withoutZone: telling.withoutZone }),
      ...(telling.unrated === undefined ? {} : { unrated: telling.unrated }),
      category: wordAt(columns.category, place),
      heat: columns.heat[place] as number | null,
      published: (held & flags.published) !== 0,
      removed: (held & flags.removed) !== 0,
      featured: (held & flags.featured) !== 0,
      topics: topics[columns.topics.at[place] as number] as readonly string[],
      related: from === to ? none : Array.from({ length: to - from }, (_, index) => related(from + index)),
      extra: extra === '' ? noFields : (JSON.parse(extra) as Article['extra']),
      ...(body === null ? {} : { body }),
    };
  };
}

function tellingsIn(columns: TellingColumns): (place: number) => Telling {
  const providers = columns.provider.distinct.map((json) => Object.freeze(JSON.parse(json) as Provider));
  return (place) => {
    const url = columns.url[place] as string;
    const unrated = Number.isNaN(columns.quality[place] as number);
    const publishedAt = new Date(columns.publishedAt[place] as number);
    const dated = columns.dated[place] as number;
    return {
      url,
      canonicalUrl: columns.canonicalUrl[place] ?? url,
      title: columns.title[place] as string,
      excerpt: columns.excerpt[place] as string | null,
      publishedAt,
      type: wordAt(columns.type, place),
      quality: unrated ? 0 : (columns.quality[place] as number),
      provider: providers[columns.provider.at[place] as number] as Provider,
      images: columns.images[place] ?? none,
      ...(dated === 2 ? { day: publishedAt.toISOString().slice(0, 10) } : {}),
      ...(dated === 1 ? { withoutZone: true as const } : {}),
      ...(unrated ? { unrated } : {}),
    };
  };
}

const wordAt = ({ distinct, at }: Words, place: number): string => distinct[at[place] as number] as string;
