import { parse } from 'parse5';

type Node = {
  readonly nodeName: string;
  readonly childNodes?: readonly Node[];
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
};

/** A feed a page names. `sure`: the page calls it its feed; otherwise a link that looks like one. */
export type NamedFeed = { readonly url: string; readonly title: string | null; readonly sure: boolean };

const feedTypes = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|x-rss\+xml)\b|^text\/(?:rss|xml)\b/i;
const looksLikeFeed =
  /(?:^|\/)(?:feed|feeds|rss|atom|index)(?:\.(?:xml|rss|atom|json))?\/?$|\.(?:rss|atom)$|[?&]feed=(?:rss2?|atom)|feed\.json$/i;
const ofComments = /comment/i;
const mostNodes = 200_000;

/** Where sites keep their feed when no page of theirs says so. */
export const usualPlaces: readonly string[] = [
  'feed',
  'rss',
  'feed.xml',
  'rss.xml',
  'atom.xml',
  'index.xml',
  'feed.json',
  'feeds/posts/default',
];

/** Feeds a web page names, the best first: what it calls its feed, then links that look like one; those of comments last. */
export function feedsNamedBy(html: string, url: string): readonly NamedFeed[] {
  const sure: NamedFeed[] = [];
  const likely: NamedFeed[] = [];
  let base = url;
  let visited = 0;
  const visit = (node: Node): void => {
    visited += 1;
    if (visited > mostNodes) return;
    const attribute = (name: string) => node.attrs?.find((one) => one.name === name)?.value ?? '';
    const href = attribute('href');
    if (node.nodeName === 'base' && href !== '' && base === url) base = URL.parse(href, url)?.href ?? url;
    const found = href === '' ? null : URL.parse(href, base);
    if (found !== null && /^https?:$/.test(found.protocol)) {
      const named = { url: found.href, title: attribute('title').trim() || null };
      if (
        node.nodeName === 'link' &&
        /(?:^|\s)(?:alternate|feed)(?:\s|$)/i.test(attribute('rel')) &&
        feedTypes.test(attribute('type')) &&
        !/oembed|wp-json/.test(href)
      )
        sure.push({ ...named, sure: true });
      else if (node.nodeName === 'a' && looksLikeFeed.test(`${found.pathname}${found.search}`)) likely.push({ ...named, sure: false });
    }
    for (const child of node.childNodes ?? []) visit(child);
  };
  try {
    visit(parse(html) as unknown as Node);
  } catch {
    // A page nested beyond the stack: what was found up to there counts.
  }
  const unique = new Map([...sure, ...likely].map((one) => [one.url, one] as const).reverse());
  return [...unique.values()].reverse().sort((a, b) => rank(a) - rank(b));
}

const rank = ({ url, title, sure }: NamedFeed): number => (ofComments.test(`${url} ${title ?? ''}`) ? 2 : 0) + (sure ? 0 : 1);
