import { parse } from 'parse5';
import { at, isRecord, text, texts } from '../feeds/apis/json-items.ts';
import type { FeedItem, FoundPicture } from '../feeds/reading/feed-item.ts';

type Node = {
  readonly nodeName: string;
  readonly value?: string;
  readonly childNodes?: readonly Node[];
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
};

/** What a page says about itself in its head. `meta`: by name or property, all values in their order. */
type Head = {
  readonly meta: Map<string, string[]>;
  title: string;
  canonical: string | null;
  readonly records: Readonly<Record<string, unknown>>[];
};

const mostNodes = 100_000;
const articleTypes =
  /^(?:(?:News|Opinion|Report|Reportage|Analysis|Review|BackgroundNews|Satirical|Scholarly|Tech|Advertiser)?(?:Article|Content)|BlogPosting|LiveBlogPosting|SocialMediaPosting|VideoObject|PodcastEpisode|WebPage)$/;

/**
 * A web page as an item: what it says of itself for others to show (Open Graph, JSON-LD, canonical address). Nothing of its text is
 * read, nothing is fetched. `url`: where it was found. Never throws.
 */
export function pageItem(html: string, url: string): FeedItem {
  const head: Head = { meta: new Map(), title: '', canonical: null, records: [] };
  try {
    readHead(parse(html) as unknown as Node, head);
  } catch {
    // Nested beyond the stack: what was found up to there counts.
  }
  const meta = (...names: readonly string[]) => names.map((name) => head.meta.get(name)?.[0]?.trim()).find((value) => value) ?? null;
  const record = head.records[0] ?? {};
  const absolute = (address: string | null) => (address === null ? null : (webUrl(address, url) ?? null));
  const canonical = absolute(head.canonical) ?? absolute(meta('og:url'));
  const address = canonical !== null && sameSite(canonical, url) ? canonical : url;
  const video = /^video/.test(meta('og:type') ?? '') || ['VideoObject', 'PodcastEpisode'].includes(String(text(record['@type'])));
  const site = meta('og:site_name') ?? text(at(record, 'publisher.name'));
  return {
    id: address,
    url: address,
    title: text(record.headline) ?? meta('og:title', 'twitter:title') ?? (head.title.trim() || null),
    summary: meta('og:description') ?? text(record.description) ?? meta('description', 'twitter:description'),
    body: null,
    published:
      text(record.datePublished) ??
      meta('article:published_time', 'og:article:published_time', 'date', 'dc.date', 'parsely-pub-date', 'publish-date'),
    updated: text(record.dateModified) ?? meta('article:modified_time'),
    type: video ? 'video' : 'article',
    categories: [
      ...new Set([
        ...(head.meta.get('article:tag') ?? []),
        ...(head.meta.get('article:section') ?? []),
        ...texts(record.keywords),
        ...texts(record.articleSection),
      ]),
    ],
    author: text(at(record, 'author.name')) ?? text(at(record, 'author.0.name')) ?? text(record.author) ?? meta('author', 'article:author'),
    outlet: site === null ? null : { name: site, url: address },
    pictures: picturesOf(head, record, absolute),
  };
}

function readHead(document: Node, head: Head): void {
  let visited = 0;
  const visit = (node: Node): void => {
    visited += 1;
    if (visited > mostNodes) return;
    const attribute = (name: string) => node.attrs?.find((one) => one.name === name)?.value ?? '';
    if (node.nodeName === 'meta') {
      const name = (attribute('property') || attribute('name') || attribute('itemprop')).toLowerCase();
      if (name !== '') head.meta.set(name, [...(head.meta.get(name) ?? []), attribute('content')].slice(0, 30));
    } else if (node.nodeName === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attribute('rel')))
      head.canonical ??= attribute('href') || null;
    else if (node.nodeName === 'title' && head.title === '') head.title = textIn(node);
    else if (node.nodeName === 'script' && /^application\/ld\+json/i.test(attribute('type').trim()))
      head.records.push(...recordsIn(textIn(node)));
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(document);
  // An article says more than the page around it.
  head.records.sort((a, b) => Number(text(a['@type']) === 'WebPage') - Number(text(b['@type']) === 'WebPage'));
}

const textIn = (node: Node): string => (node.childNodes ?? []).map(({ value }) => value ?? '').join('');

/** Records of articles in JSON-LD, alone, in a list or in a graph. */
function recordsIn(json: string): Readonly<Record<string, unknown>>[] {
  try {
    const value: unknown = JSON.parse(json.slice(0, 500_000));
    const all = [value].flat().flatMap((one) => (isRecord(one) && Array.isArray(one['@graph']) ? one['@graph'] : [one]));
    return all.filter(
      (one): one is Readonly<Record<string, unknown>> =>
        isRecord(one) && [one['@type']].flat().some((type) => articleTypes.test(String(type))),
    );
  } catch {
    return [];
  }
}

function picturesOf(
  { meta }: Head,
  record: Readonly<Record<string, unknown>>,
  absolute: (address: string | null) => string | null,
): readonly FoundPicture[] {
  const side = (name: string) => {
    const pixels = Number(meta.get(name)?.[0]);
    return Number.isSafeInteger(pixels) && pixels > 0 ? pixels : null;
  };
  const named = meta.get('og:image:secure_url')?.[0] ?? meta.get('og:image')?.[0] ?? meta.get('og:image:url')?.[0];
  const own = absolute(named?.trim() || null);
  if (own !== null) return [{ url: own, width: side('og:image:width'), height: side('og:image:height') }];
  const other = absolute(text(at(record, 'image.url')) ?? text(record.image) ?? text(meta.get('twitter:image')?.[0]));
  return other === null ? [] : [{ url: other, width: null, height: null }];
}

const webUrl = (address: string, base: string): string | null => {
  const url = URL.parse(address.trim(), base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
};

/** A canonical address elsewhere, or the front page, is a mistake of the page's or worse. */
function sameSite(canonical: string, url: string): boolean {
  const [one, other] = [new URL(canonical), new URL(url)];
  const bare = ({ hostname }: URL) => hostname.replace(/^(?:www|m|amp)\./, '');
  return bare(one) === bare(other) && (one.pathname !== '/' || other.pathname === '/');
}
