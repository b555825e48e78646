/** Where a picture's subject is, as shares of its width and height from the upper left corner: `[0.5, 0.2]`. */
export type Focus = readonly [x: number, y: number];

/**
 * A picture as the publisher describes it. `url` is absolute (http, https) or, for a file kept beside the articles, a relative
 * path. What is not given is not there: articles sealed before these fields were read stay as they were.
 */
export type ArticleImage = {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly title: string | null;
  /** What is to be seen, for those who do not see it. */
  readonly alt?: string;
  /** What is said under it. */
  readonly caption?: string;
  /** Whose picture it is. */
  readonly credit?: string;
  readonly focus?: Focus;
};

/** The outlet a coverage appeared in. `domain` is lower case, without `www.`; `mark` is the address of its small logo. */
export type Provider = { readonly name: string; readonly domain: string; readonly mark?: string };

/** What every telling of an event has, whether it has a file of its own or stands in another's `related`. */
export type Telling = {
  /** The address a reader is sent to: the publisher's own, cleaned (no blanks, valid, http or https). */
  readonly url: string;
  /** Identity of the page: see `canonicalUrl` in `canonical-url.ts`. */
  readonly canonicalUrl: string;
  readonly title: string;
  readonly excerpt: string | null;
  readonly publishedAt: Date;
  /** `article`, `video` or whatever else the publisher writes, lower case. */
  readonly type: string;
  /** The publisher's 0..189; negative values are kept here, counted as 0 by selection. */
  readonly quality: number;
  readonly provider: Provider;
  readonly images: readonly ArticleImage[];
  /** The calendar day of a date written without a time of day, as in `2026-11-18`: it is that day for every reader. */
  readonly day?: string;
  /** The date has a time and no zone. Like a day's beginning it is read as UTC until `placedInZone` says where it was meant. */
  readonly withoutZone?: true;
  /** It gives no quality; `quality` is 0 until selection says what counts instead. */
  readonly unrated?: true;
};

/** One validated content file (or feed item). `secured` is never part of it. */
export type Article = Telling & {
  /** Path of the file as named to the reader of a message: the content folder as given, `/`, the path inside it. */
  readonly file: string;
  readonly category: string;
  readonly heat: number | null;
  /** `false` with `heat: -1` marks a follower of another story, not a draft. */
  readonly published: boolean;
  readonly removed: boolean;
  readonly featured: boolean;
  readonly topics: readonly string[];
  readonly related: readonly Telling[];
  /** Fields the format does not name, kept as read. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Its whole text, where it says that this is what is sent. */
  readonly body?: ArticleBody;
};

/** An article's whole text as its file has it: raw, for nothing but composition reads what it says. */
export type ArticleBody = {
  readonly format: 'markdown' | 'html';
  readonly text: string;
  /** The line of the file it begins on, from 1: faults of the text are told by it. */
  readonly line: number;
  /** Where the file lies inside its content folder, for pictures beside it; left out at the top. */
  readonly folder?: string;
};

type Written<Dated extends Telling> = Omit<Dated, 'publishedAt'> & { readonly publishedAt: string };

/** An Article as `JSON.parse` gives it back. */
export type ArticleJson = Omit<Written<Article>, 'related'> & { readonly related: readonly Written<Telling>[] };

/** The Article a JSON text of ours was made from: `JSON.stringify` loses nothing of one but that dates are dates. */
export function articleFromJson(json: ArticleJson): Article {
  return {
    ...json,
    publishedAt: new Date(json.publishedAt),
    related: json.related.map((telling) => ({ ...telling, publishedAt: new Date(telling.publishedAt) })),
  };
}
