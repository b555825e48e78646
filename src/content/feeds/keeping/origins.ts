import type { Article } from '../../article.ts';
import { isRecord } from '../apis/json-items.ts';

/** Where an article's quality and topics come from, for an editor to read; `null`: it was kept from no source. */
export type Origins = {
  readonly quality: string;
  readonly topics: readonly { readonly topic: string; readonly because: string }[];
  readonly feed: string;
  readonly seen: string | null;
  /** What the publisher has corrected, oldest first. */
  readonly corrections: readonly { readonly at: string; readonly fields: readonly string[] }[];
};

export function originsOf({ quality, topics, extra }: Pick<Article, 'quality' | 'topics' | 'extra'>): Origins | null {
  const { source } = extra;
  if (!isRecord(source) || typeof source.feed !== 'string') return null;
  const [, number, because] = /^(-?\d+): ([\s\S]*)$/.exec(String(source.quality ?? '')) ?? [];
  const given = isRecord(source.topics) ? source.topics : {};
  const history = Array.isArray(source.history) ? source.history.filter(isRecord) : [];
  return {
    quality: because !== undefined && Number(number) === quality ? because : 'written into the file by hand',
    topics: topics.map((topic) => ({ topic, because: typeof given[topic] === 'string' ? given[topic] : 'written into the file by hand' })),
    feed: source.feed,
    seen: typeof source.seen === 'string' ? source.seen : null,
    corrections: history.map(({ at, ...before }) => ({ at: String(at), fields: Object.keys(before) })),
  };
}

/** A sentence each. */
export const originLines = (quality: number, { quality: because, topics, feed, seen, corrections }: Origins): readonly string[] => [
  `Quality ${quality}: ${because}.`,
  ...topics.map((one) => `Topic ${one.topic}: ${one.because}.`),
  `From ${feed}${seen === null ? '' : `, first seen ${seen}`}.`,
  ...corrections.map(({ at, fields }) => `Corrected by its publisher, taken in ${at}: ${fields.join(', ')}.`),
];

/** Of how many articles quality and topics come from where: by the feed's word, learned, by rule, by hand. */
export function originCounts(articles: readonly Pick<Article, 'quality' | 'topics' | 'extra'>[]): {
  readonly quality: Readonly<Record<string, number>>;
  readonly topics: Readonly<Record<string, number>>;
} {
  const quality: Record<string, number> = {};
  const topics: Record<string, number> = {};
  const count = (counts: Record<string, number>, kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  for (const article of articles) {
    const origins = originsOf(article);
    count(quality, origins === null ? 'the file' : kindOf(origins.quality));
    for (const kind of new Set(origins === null ? ['the file'] : origins.topics.map(({ because }) => kindOf(because)))) count(topics, kind);
  }
  return { quality, topics };
}

/** `category "Space"` and `category "Cities"` are of one kind. */
const kindOf = (because: string): string =>
  because.replace(/^written into the file by hand$/, 'the file').replace(/^(learned|category|the word|domain)\b[\s\S]*$/, '$1');
