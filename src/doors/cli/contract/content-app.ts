import type { ArticleDraft } from '../../../content/feeds/keeping/draft-article.ts';
import type { ListedFeed } from '../../../content/feeds/reading/opml.ts';
import type { LearnedQuality } from '../../../content/quality/learned-quality.ts';
import type { Wishes } from '../../../press/feeds/add-article.ts';
import type { FoundFeed } from '../../../press/feeds/discover-feed.ts';
import type { PullReport } from '../../../press/feeds/pull-report.ts';
import type { SourceHealth } from '../../../press/feeds/source-health.ts';

export type PullFlags = { readonly dryRun: boolean; readonly anew: boolean };

/** `known`: it is on the list, or in the config, already. */
export type AddedFeed = FoundFeed & { readonly known: boolean; readonly list: string };

export type ImportedFeeds = {
  readonly list: string;
  readonly added: readonly ListedFeed[];
  readonly known: number;
  readonly passedOver: number;
};

/** What the command line asks of Courant where articles come in. */
export type ContentApp = {
  /** Names or addresses of sources; none: all. */
  readonly pull: (named: readonly string[], flags: PullFlags) => Promise<PullReport>;
  readonly feeds: () => Promise<readonly SourceHealth[]>;
  /** What the corpus tells of its outlets. */
  readonly outletQuality: () => Promise<readonly LearnedQuality[]>;
  /** Finds the feed of an address, and puts it on the list. */
  readonly addFeed: (address: string, topics: readonly string[]) => Promise<AddedFeed>;
  readonly removeFeed: (named: string) => Promise<{ readonly address: string; readonly list: string }>;
  readonly importFeeds: (file: string) => Promise<ImportedFeeds>;
  /** Writes an article file to be filled in; returns its path. */
  readonly newArticle: (title: string) => string;
  /** A page of the web as an article, as it describes itself; `file`: where it is kept, `null` in a dry run. */
  readonly addArticle: (
    address: string,
    wishes: Wishes,
    dryRun: boolean,
  ) => Promise<{ readonly draft: ArticleDraft; readonly file: string | null }>;
  /** Every feed there is, as a list other programs take. */
  readonly exportFeeds: () => string;
};
