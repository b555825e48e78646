/** A picture as a feed or a page names it; sizes are often missing, and often wrong. */
export type FoundPicture = { readonly url: string; readonly width: number | null; readonly height: number | null };

/** One entry of a feed, or of any other source, before it is an article file. Texts are as sent: HTML, entities and all. */
export type FeedItem = {
  /** What tells it from the other items of its source, for good. */
  readonly id: string;
  /** Absolute; `null`: it leads nowhere. */
  readonly url: string | null;
  readonly title: string | null;
  /** What the publisher says it is about; `null`: it does not. */
  readonly summary: string | null;
  /** The text itself, as HTML; `null`: not given. */
  readonly body: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  /** `video` for films and podcasts: what is watched or heard rather than read. */
  readonly type: 'article' | 'video';
  readonly categories: readonly string[];
  readonly author: string | null;
  /** Whose it is, where a feed gathers several outlets' articles. */
  readonly outlet: { readonly name: string; readonly url: string | null } | null;
  readonly pictures: readonly FoundPicture[];
};

/** What is wrong with a feed or one of its items, in words for a person. `item`: its title or id; `null`: the feed itself. */
export type FeedFault = {
  readonly item: string | null;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly found: string;
  readonly advice: string;
};

export type ParsedFeed = {
  readonly kind: 'feed';
  readonly format: 'rss' | 'atom' | 'rdf' | 'json';
  readonly title: string | null;
  /** The site it belongs to, absolute. */
  readonly home: string | null;
  readonly language: string | null;
  /** How often the publisher says it is worth asking, in ms; `null`: it does not say. */
  readonly ttlMs: number | null;
  /** In the feed's own order. */
  readonly items: readonly FeedItem[];
  readonly faults: readonly FeedFault[];
};

export type FeedParse = ParsedFeed | { readonly kind: 'refused'; readonly fault: FeedFault };
