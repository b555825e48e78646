import { type JsonItems, jsonItems } from '../../content/feeds/apis/json-items.ts';
import { ghostAddress, ghostItems, wordpressAddress, wordpressItems } from '../../content/feeds/apis/post-items.ts';
import { maxAgeMs, retryAfterMs } from '../../content/feeds/pace.ts';
import type { FeedFault, FeedItem } from '../../content/feeds/reading/feed-item.ts';
import { charsetNamed, feedText } from '../../content/feeds/reading/feed-text.ts';
import { feedsNamedBy } from '../../content/feeds/reading/find-feed.ts';
import { parseFeed } from '../../content/feeds/reading/parse-feed.ts';
import type { SourceSettings } from '../../press/newsletter/source-settings.ts';
import type { AskSource, SourceAnswer, Validators } from '../../press/ports/sources.ts';
import type { Fetched } from '../fetch/guarded-fetch.ts';
import type { AskRepository } from './git-repository.ts';
import type { PoliteFetch } from './polite-fetch.ts';

const acceptFeeds =
  'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5';

/** Asks sources, each in its own language. */
export function webSources(fetch: PoliteFetch, now: () => Date, askRepository: AskRepository): AskSource {
  return async (source, before, signal) => {
    switch (source.kind) {
      case 'feed':
        return await askFeed(source.address, before, { fetch, now, signal });
      case 'git':
        return await askRepository(source, before, signal);
      case 'archive':
        return await askArchive(source.address, before, { fetch, now, signal });
      case 'ghost':
        return await askApi(source, [ghostAddress(source.address, source.key)], before, ghostItems, { fetch, now, signal });
      case 'wordpress':
        return await askApi(source, [wordpressAddress(source.address)], before, wordpressItems, { fetch, now, signal });
      case 'json': {
        const { address, list, fields, pages } = source;
        const addresses = address.includes('{page}')
          ? Array.from({ length: pages }, (_, page) => address.replaceAll('{page}', String(page + 1)))
          : [address];
        return await askApi(source, addresses, before, (value, url) => jsonItems(value, list, fields, url), { fetch, now, signal });
      }
    }
  };
}

type Asking = { readonly fetch: PoliteFetch; readonly now: () => Date; readonly signal: AbortSignal };

async function askFeed(address: string, before: Validators, { fetch, now, signal }: Asking): Promise<SourceAnswer> {
  const fetched = await fetch(before.movedTo ?? address, {
    accept: acceptFeeds,
    ifNoneMatch: before.etag,
    ifModifiedSince: before.lastModified,
    signal,
  });
  if (fetched.kind === 'not-modified')
    return {
      kind: 'unchanged',
      validators: { ...before, movedTo: fetched.movedTo ?? before.movedTo },
      wishMs: maxAgeMs(fetched.headers['cache-control']),
    };
  if (fetched.kind !== 'ok') return notFetched(fetched, now());
  const { text, damage } = feedText(fetched.bytes, charsetNamed(fetched.headers['content-type']));
  const feed = parseFeed(text, fetched.url);
  if (feed.kind === 'refused') return { kind: 'failed', fault: withFeedOf(feed.fault, text, fetched.url), retryAfterMs: null, gone: false };
  const encoding: readonly FeedFault[] =
    damage === null
      ? []
      : [
          {
            item: null,
            severity: 'warning',
            code: 'feed-encoding',
            found: damage,
            advice: 'ask its publisher to say the encoding it is in',
          },
        ];
  const { etag, lastModified, movedTo } = fetched;
  return {
    kind: 'items',
    title: feed.title,
    home: feed.home,
    items: feed.items,
    faults: [...encoding, ...feed.faults],
    validators: { etag, lastModified, movedTo: movedTo ?? before.movedTo },
    wishMs: feed.ttlMs ?? maxAgeMs(fetched.headers['cache-control']),
  };
}

/** The feed a page names is worth naming to who gave the page for a feed. */
function withFeedOf(fault: FeedFault, html: string, url: string): FeedFault {
  const [named] = fault.code === 'feed-is-a-page' ? feedsNamedBy(html, url) : [];
  return named === undefined ? fault : { ...fault, advice: `its feed is ${named.url}: give that address` };
}

/** A newsletter's archive: the address itself may be a feed, or a page that names one, which is remembered. */
async function askArchive(address: string, before: Validators, asking: Asking): Promise<SourceAnswer> {
  const asked = await askFeed(address, before, asking);
  if (asked.kind !== 'failed' || before.movedTo !== null) return asked;
  const page = await asking.fetch(address, { accept: 'text/html', signal: asking.signal });
  const named = page.kind === 'ok' ? feedsNamedBy(new TextDecoder().decode(page.bytes), page.url).map(({ url }) => url) : [];
  const below = address.replace(/\/+$/, '');
  for (const candidate of [
    ...new Set([...named.slice(0, 3), `${below}/feed.json`, `${below}/atom.xml`, `${below}/feed`, `${below}/rss`]),
  ]) {
    const answer = await askFeed(candidate, { ...before, etag: null, lastModified: null }, asking);
    if (answer.kind === 'items') return { ...answer, validators: { ...answer.validators, movedTo: candidate } };
  }
  return asked;
}

type ReadItems = (value: unknown, url: string) => JsonItems;

/** Pages are asked for until one holds nothing new; what they have in common with feeds is how they are kept. */
async function askApi(
  source: SourceSettings,
  addresses: readonly string[],
  before: Validators,
  read: ReadItems,
  { fetch, now, signal }: Asking,
): Promise<SourceAnswer> {
  const items = new Map<string, FeedItem>();
  const faults: FeedFault[] = [];
  let validators: Validators = { etag: null, lastModified: null, movedTo: null };
  let wishMs: number | null = null;
  for (const [at, address] of addresses.entries()) {
    const conditions = addresses.length === 1 ? { ifNoneMatch: before.etag, ifModifiedSince: before.lastModified } : {};
    const fetched = await fetch(address, { accept: 'application/json', signal, ...conditions });
    if (fetched.kind === 'not-modified')
      return { kind: 'unchanged', validators: before, wishMs: maxAgeMs(fetched.headers['cache-control']) };
    // A page beyond the last one is an error with many an API.
    if (fetched.kind !== 'ok' && at > 0) break;
    if (fetched.kind !== 'ok') return notFetched(fetched, now());
    const page = read(parsedJson(fetched.bytes), fetched.url);
    if (page.kind === 'refused' && at === 0) return { kind: 'failed', fault: page.fault, retryAfterMs: null, gone: false };
    // A bad page costs itself, not those before it.
    if (page.kind === 'refused') {
      faults.push({ ...page.fault, severity: 'warning' });
      break;
    }
    const known = items.size;
    for (const item of page.items) if (!items.has(item.id)) items.set(item.id, item);
    validators = { etag: fetched.etag, lastModified: fetched.lastModified, movedTo: null };
    wishMs = maxAgeMs(fetched.headers['cache-control']);
    if (items.size === known) break;
  }
  return {
    kind: 'items',
    title: source.name,
    home: new URL(source.address).origin,
    items: [...items.values()],
    faults,
    validators,
    wishMs,
  };
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function notFetched(fetched: Extract<Fetched, { kind: 'refused' | 'failed' }>, now: Date): SourceAnswer {
  const fault = (code: string, advice: string): FeedFault => ({ item: null, severity: 'error', code, found: fetched.detail, advice });
  if (fetched.kind === 'refused') {
    // Where one's own network is let in, the words say how.
    const advice = fetched.host === undefined ? 'check the address' : 'pull again once it is let in';
    return { kind: 'failed', fault: fault(`source-${fetched.reason}`, advice), retryAfterMs: null, gone: false };
  }
  const { reason, status } = fetched;
  const gone = status === 410;
  return {
    kind: 'failed',
    fault: fault(`source-${reason}`, adviceFor(status, reason)),
    retryAfterMs: retryAfterMs(fetched.retryAfter ?? undefined, now),
    gone,
  };
}

function adviceFor(status: number | null, reason: string): string {
  if (status === 410) return 'it is gone for good: take it out of the config';
  if (status === 404) return 'check the address; `courant feeds add` finds the feed by its site';
  if (status === 401 || status === 403) return 'it is not for everybody: check address and key, or ask its publisher';
  if (status === 429) return 'it was asked too often; it is left alone for a while';
  if (reason === 'not-found') return 'check the spelling of the host';
  return 'it is asked again later, by and by less often';
}
