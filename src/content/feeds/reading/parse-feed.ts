import { type AnyFeed, parseFeed as parseAnyFeed } from 'feedsmith';
import { canonicalUrl } from '../../addresses/canonical-url.ts';
import { plainText } from '../../fields/html-to-text.ts';
import { showValue } from '../../show-value.ts';
import type { FeedFault, FeedItem, FeedParse, ParsedFeed } from './feed-item.ts';
import { atomItem, homeOf, jsonItem } from './from-atom.ts';
import { rdfItem, rssItem, text } from './from-rss.ts';

/** Items of one answer; the newest stand first in nearly every feed. */
const mostItems = 1_000;

/**
 * Reads a feed of any format, hostile ones included: entities are not expanded, nothing is fetched. `url` is where it was found;
 * addresses in it are made absolute by it. Never throws.
 */
export function parseFeed(source: string, url: string): FeedParse {
  // A control character that XML does not know would cost the whole feed.
  const tidy = source.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').trimStart();
  const read = readAny(tidy);
  if ('fault' in read) return { kind: 'refused', fault: read.fault };
  try {
    return withoutTwins(mapped(read.feed, url), read.mended);
  } catch {
    return {
      kind: 'refused',
      fault: fault('feed-broken', 'it is a feed whose parts are not what they should be', 'ask its publisher to have it validated'),
    };
  }
}

const fault = (code: string, found: string, advice: string): FeedFault => ({ item: null, severity: 'error', code, found, advice });

type Read = { readonly feed: AnyFeed; readonly mended: FeedFault | null } | { readonly fault: FeedFault };

function readAny(source: string): Read {
  if (source.trim() === '') return { fault: fault('feed-empty', 'the answer is empty', 'check the address') };
  const whole = tryParse(source);
  if (whole !== null) return { feed: whole, mended: null };
  // Two documents in one file, rubbish around it, or a feed in a page.
  const inner = innerDocument(source);
  const rescued = inner === null ? null : tryParse(inner);
  if (rescued !== null) {
    const mended = fault('feed-not-well-formed', 'something stands before the feed or behind its end', 'the feed itself was read');
    return { feed: rescued, mended: { ...mended, severity: 'warning' } };
  }
  if (looksLikePage(source)) {
    const advice = 'give the address of its feed; `courant feeds add` finds it by the page';
    return { fault: fault('feed-is-a-page', 'it is a web page, not a feed', advice) };
  }
  const isOne = /<(?:rss|feed|rdf:RDF|channel)\b/i.test(source.slice(0, 5_000));
  if (isOne)
    return { fault: fault('feed-broken', 'XML that cannot be read', 'ask its publisher to mend it; a feed validator names the place') };
  const begins = showValue(source.slice(0, 60));
  return { fault: fault('not-a-feed', `it is no RSS, Atom, RDF or JSON feed; it begins ${begins}`, 'check the address') };
}

function tryParse(source: string): AnyFeed | null {
  try {
    const value: unknown = source.startsWith('{') ? JSON.parse(source) : source;
    return parseAnyFeed(value, { maxItems: mostItems });
  } catch {
    return null;
  }
}

const looksLikePage = (source: string): boolean =>
  /^(?:\s|<!--[^>]{0,2000}-->){0,50}<(?:!doctype\s+html|html|head|body)\b/i.test(source.slice(0, 5_000));

function innerDocument(source: string): string | null {
  const start = source.slice(0, 20_000).search(/<(?:rss|feed|rdf:RDF)\b/i);
  const end = start === -1 ? null : /<\/(?:rss|feed|rdf:RDF)\s*>/i.exec(source.slice(start));
  return end === null ? null : source.slice(start, start + end.index + end[0].length);
}

function mapped(any: AnyFeed, url: string): ParsedFeed {
  switch (any.format) {
    case 'rss': {
      const { feed } = any;
      const absolute = resolver(feed.xml?.base ?? feed.link, url);
      const head = { title: feed.title, home: absolute(feed.link ?? ''), language: feed.language, ttlMs: ttl(feed.ttl, feed.sy) };
      return parsed('rss', head, feed.items?.map((item) => rssItem(item, within(absolute, item.xml?.base))) ?? []);
    }
    case 'rdf': {
      const { feed } = any;
      const absolute = resolver(feed.xml?.base ?? feed.link, url);
      const head = {
        title: feed.title,
        home: absolute(feed.link ?? ''),
        language: feed.dc?.languages?.[0],
        ttlMs: ttl(undefined, feed.sy),
      };
      return parsed('rdf', head, feed.items?.map((item) => rdfItem(item, within(absolute, item.xml?.base))) ?? []);
    }
    case 'atom': {
      const { feed } = any;
      const absolute = resolver(feed.xml?.base, url);
      const home = homeOf(feed.links);
      const head = {
        title: feed.title?.value,
        home: home === null ? null : absolute(home),
        language: feed.xml?.lang,
        ttlMs: ttl(undefined, feed.sy),
      };
      return parsed(
        'atom',
        head,
        feed.entries?.map((entry) => atomItem(entry, within(absolute, entry.xml?.base ?? entry.content?.xml?.base))) ?? [],
      );
    }
    case 'json': {
      const { feed } = any;
      const absolute = resolver(feed.home_page_url, url);
      const head = { title: feed.title, home: absolute(feed.home_page_url ?? ''), language: feed.language, ttlMs: null };
      return parsed('json', head, feed.items?.map((item) => jsonItem(item, absolute)) ?? []);
    }
  }
}

type Head = {
  readonly title: string | undefined;
  readonly home: string | null;
  readonly language: string | undefined;
  readonly ttlMs: number | null;
};

const parsed = (format: ParsedFeed['format'], head: Head, items: readonly FeedItem[]): ParsedFeed => ({
  kind: 'feed',
  format,
  title: plainText(head.title ?? '').text || null,
  home: head.home,
  language: text(head.language),
  ttlMs: head.ttlMs,
  items,
  faults:
    items.length === 0 ? [{ ...fault('feed-without-items', 'it has no items', 'nothing to do, if that is so'), severity: 'warning' }] : [],
});

type Syndication = { readonly updatePeriod?: string; readonly updateFrequency?: number } | undefined;
const periods: Readonly<Record<string, number>> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 7 * 86_400_000,
  monthly: 30 * 86_400_000,
};

/** RSS's `ttl` is in minutes; the syndication module says how often in a period. */
function ttl(minutes: number | undefined, sy: Syndication): number | null {
  if (minutes !== undefined && minutes > 0) return minutes * 60_000;
  const period = periods[sy?.updatePeriod?.toLowerCase() ?? ''];
  return period === undefined ? null : period / Math.max(1, sy?.updateFrequency ?? 1);
}

const webUrl = (address: string, base: string | undefined): string | null => {
  const url = URL.parse(address.trim(), base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
};

/** Makes addresses absolute by the feed's own base, else by where it was found. */
function resolver(base: string | undefined, found: string): (url: string) => string | null {
  const from = base === undefined || base.trim() === '' ? found : (webUrl(base, found) ?? found);
  return (url) => (url.trim() === '' ? null : webUrl(url, from));
}

const within = (absolute: (url: string) => string | null, base: string | undefined): ((url: string) => string | null) =>
  base === undefined ? absolute : resolver(absolute(base) ?? undefined, absolute('./') ?? base);

/** Feeds repeat items, under one id or under one address; the first one counts. */
function withoutTwins(feed: ParsedFeed, mended: FeedFault | null): ParsedFeed {
  const ids = new Set<string>();
  const pages = new Set<string>();
  const items = feed.items.filter(({ id, url }) => {
    const page = url === null ? null : canonicalUrl(url);
    const twin = ids.has(id) || (page !== null && pages.has(page));
    ids.add(id);
    if (page !== null) pages.add(page);
    return !twin;
  });
  return { ...feed, items, faults: mended === null ? feed.faults : [mended, ...feed.faults] };
}
