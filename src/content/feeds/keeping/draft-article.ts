import { getDomain } from 'tldts';
import { withoutWrapper } from '../../addresses/canonical-url.ts';
import { readerUrl } from '../../addresses/reader-url.ts';
import { plainText } from '../../fields/html-to-text.ts';
import { publishedDate } from '../../fields/published-date.ts';
import { showValue } from '../../show-value.ts';
import type { FeedFault, FeedItem, FoundPicture } from '../reading/feed-item.ts';
import { shortened, summaryOf } from '../reading/item-words.ts';
import { type GivenTopic, type TopicSettings, topicsOf } from './topic-rules.ts';

/** What a newsroom says about a source. */
export type KeepingRules = TopicSettings & {
  /** `null`: as the source itself says. */
  readonly outlet: { readonly name: string; readonly domain: string | null } | null;
  /** As the newsroom says; `null`: `standardQuality`. */
  readonly quality: GivenQuality | null;
  /** What the corpus tells instead, where the newsroom wants that; `null`: it does not. */
  readonly learned: LearnQuality | null;
  /** Whether the article file holds the whole text. */
  readonly body: boolean;
};

/** A number and where it comes from. `learned`: from the corpus, so that it changes with it and is no correction of the publisher's. */
export type GivenQuality = { readonly value: number; readonly because: string; readonly learned: boolean };

/** What the corpus tells of an article. */
export type LearnQuality = (article: Omit<ArticleDraft, 'quality'>) => GivenQuality;

/** Feeds that have one field for summary and text put the text into it; nobody sums up at such length. */
const longestOfSummaries = 1_500;
/** In the middle of what articles have. */
const standardQuality: GivenQuality = { value: 50, because: 'the default for feeds', learned: false };

/** Where items come from, as the source tells of itself. */
export type SourceHead = { readonly url: string; readonly title: string | null; readonly home: string | null };

/** An article about to be a file: the input format's fields, and why it has them. */
export type ArticleDraft = {
  readonly id: string;
  readonly title: string;
  readonly excerpt: string | null;
  /** `null`: the publisher does not say when. */
  readonly publishedAt: Date | null;
  readonly url: string;
  readonly type: string;
  readonly provider: { readonly name: string; readonly domain: string };
  readonly author: string | null;
  readonly topics: readonly GivenTopic[];
  /** The publisher's, where they are no topics of ours. */
  readonly categories: readonly string[];
  readonly pictures: readonly FoundPicture[];
  readonly quality: GivenQuality;
  readonly body: string | null;
  /** Whether that is the whole text, and no summary of it. */
  readonly whole: boolean;
  /** Fields that its own page filled. */
  readonly fromPage: readonly string[];
};

export type Drafted = { readonly draft: ArticleDraft | null; readonly faults: readonly FeedFault[] };

/** A clock that is wrong by a day is no clock. */
const furthestAheadMs = 26 * 3_600_000;

/** An item as an article of ours; `null`, with an error, where it has no title or leads nowhere. */
export function draftArticle(item: FeedItem, source: SourceHead, rules: KeepingRules, seen: Date): Drafted {
  const faults: FeedFault[] = [];
  const title = titleOf(item);
  const name = title ?? item.id;
  const note = (severity: FeedFault['severity'], code: string, found: string, advice: string) =>
    void faults.push({ item: name.slice(0, 120), severity, code, found, advice });
  if (title === null) note('error', 'item-without-title', 'it has neither title nor text', 'it is left out');
  const address = item.url === null ? null : readerUrl(withoutWrapper(item.url));
  if (address === null) note('error', 'item-without-address', 'it leads nowhere', 'it is left out: readers could not be sent to it');
  else if (address.kind === 'refused')
    note('error', 'item-address', `${showValue(item.url)} ${address.reason}`, 'it is left out: readers could not be sent to it');
  if (title === null || address === null || address.kind === 'refused') return { draft: null, faults };
  const publishedAt = dateOf(item, seen, note);
  const excerpt = item.title === null ? null : summaryOf(item.summary, item.body);
  const told = { title, excerpt: excerpt === title ? null : excerpt, url: address.url, categories: categoriesOf(item) };
  const draft = {
    id: item.id,
    title,
    excerpt: told.excerpt,
    publishedAt,
    url: address.url,
    type: item.type,
    provider: providerOf(item, address.url, source, rules),
    author: shortened(plainText(item.author ?? '').text, 120),
    topics: topicsOf(told, rules),
    categories: told.categories,
    pictures: item.pictures,
    fromPage: [] as readonly string[],
    body: rules.body ? (item.body ?? item.summary) : null,
    whole: rules.body && (item.body !== null || plainText(item.summary ?? '').text.length > longestOfSummaries),
  };
  return { draft: { ...draft, quality: rules.quality ?? rules.learned?.(draft) ?? standardQuality }, faults };
}

/** Items of blogs without titles (a status, a note) begin with their first words. */
const titleOf = ({ title, summary, body }: FeedItem): string | null =>
  shortened(plainText(title ?? '').text, 280) ?? shortened(summaryOf(summary, body), 100);

const categoriesOf = ({ categories }: FeedItem): readonly string[] =>
  categories.flatMap((category) => shortened(plainText(category).text, 80) ?? []).slice(0, 20);

type Note = (severity: FeedFault['severity'], code: string, found: string, advice: string) => void;

function dateOf({ published }: FeedItem, seen: Date, note: Note): Date | null {
  if (published === null) {
    note('warning', 'item-without-date', 'it has no date', `dated by when it was first seen, ${seen.toISOString()}`);
    return null;
  }
  const date = publishedDate(published);
  if (date.kind !== 'date') {
    note('warning', 'item-date', `${showValue(published)} is not a date`, `dated by when it was first seen, ${seen.toISOString()}`);
    return null;
  }
  if (date.at.getTime() > seen.getTime() + furthestAheadMs) {
    note(
      'warning',
      'item-from-the-future',
      `${date.at.toISOString()} has not come yet`,
      `dated by when it was first seen, ${seen.toISOString()}`,
    );
    return null;
  }
  return date.at;
}

/** Hosts that stand between a publisher and its readers; the outlet is who stands behind. */
const proxies = /(?:^|\.)(?:feedburner\.com|feedproxy\.google\.com|feeds\.feedblitz\.com|feedsportal\.com|rss\.app)$/;

/** The outlet: as the newsroom says, as the item says, or by whose site the address is of. */
function providerOf(item: FeedItem, url: string, source: SourceHead, { outlet }: KeepingRules): ArticleDraft['provider'] {
  const domain = domainOf(url);
  const homes = [source.home, source.url].flatMap((one) => (one === null ? [] : [one]));
  const behind = isProxy(url) ? domainOf(homes.find((one) => !isProxy(one)) ?? url) : domain;
  if (outlet !== null) return { name: outlet.name, domain: outlet.domain ?? behind };
  const named = item.outlet === null ? null : shortened(plainText(item.outlet.name).text, 120);
  if (named !== null) return { name: named, domain: item.outlet?.url == null ? domain : domainOf(item.outlet.url) };
  const own = isProxy(url) || homes.map(domainOf).includes(domain);
  return { name: (own ? shortened(source.title, 120) : null) ?? behind, domain: behind };
}

/** By the whole host: what is registered may be somebody else's, as `google.com` is. */
const isProxy = (url: string): boolean => proxies.test(URL.parse(url)?.hostname ?? '');

const domainOf = (url: string): string =>
  getDomain(url, { allowPrivateDomains: true }) ?? (URL.parse(url)?.hostname ?? '').replace(/^www\.(?=[^.]+\.)/, '');
