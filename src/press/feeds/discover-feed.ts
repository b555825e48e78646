import { feedText } from '../../content/feeds/reading/feed-text.ts';
import { feedsNamedBy, type NamedFeed, usualPlaces } from '../../content/feeds/reading/find-feed.ts';
import { parseFeed } from '../../content/feeds/reading/parse-feed.ts';
import { CourantError } from '../../errors/courant-error.ts';

/** One page of the web. `detail`: why there is none, in words. */
export type FetchPage = (
  url: string,
  accept: string,
) => Promise<
  | { readonly kind: 'ok'; readonly url: string; readonly bytes: Uint8Array; readonly charset: string | null }
  | { readonly kind: 'failed'; readonly detail: string }
>;

export type FoundFeed = {
  readonly url: string;
  readonly title: string | null;
  readonly home: string | null;
  readonly items: number;
  /** Other feeds the page names. */
  readonly others: readonly NamedFeed[];
};

const accept = 'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5';
const triesAtMost = 6;

/**
 * The feed of an address: the address itself where it is one, else what its page names, else where sites keep theirs.
 * @throws CourantError `feed-not-found`, `feed-unreachable`
 */
export async function discoverFeed(address: string, fetchPage: FetchPage): Promise<FoundFeed> {
  const given = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const page = await fetchPage(given, accept);
  if (page.kind === 'failed')
    throw new CourantError('feed-unreachable', `${given} could not be fetched: ${page.detail}.`, { help: 'Check the address.' });
  const { text } = feedText(page.bytes, page.charset);
  const itself = readFeed(text, page.url);
  if (itself !== null) return { ...itself, others: [] };
  const named = feedsNamedBy(text, page.url);
  const candidates = [...named.map(({ url }) => url), ...usualPlaces.map((place) => new URL(`/${place}`, page.url).href)];
  for (const candidate of [...new Set(candidates)].slice(0, triesAtMost + named.length)) {
    const found = await fetchPage(candidate, accept);
    const feed = found.kind === 'ok' ? readFeed(feedText(found.bytes, found.charset).text, found.url) : null;
    if (feed !== null) return { ...feed, others: named.filter(({ url }) => url !== candidate) };
  }
  throw new CourantError('feed-not-found', `${given} is no feed, and its page names none.`, {
    help: 'Look on the site for "RSS" or "feed", and give that address.',
  });
}

function readFeed(text: string, url: string): Omit<FoundFeed, 'others'> | null {
  const feed = parseFeed(text, url);
  return feed.kind === 'feed' ? { url, title: feed.title, home: feed.home, items: feed.items.length } : null;
}
