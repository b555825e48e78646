import type { KnownItem } from '../../content/feeds/keeping/take-in.ts';
import type { FeedFault, FeedItem } from '../../content/feeds/reading/feed-item.ts';
import type { SourceSettings } from '../newsletter/source-settings.ts';

/** What a source gave with its last answer, to be asked the next time only for what is new. */
export type Validators = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where it moved to for good; `null`: it is where the config says. */
  readonly movedTo: string | null;
};

export type SourceAnswer =
  | {
      readonly kind: 'items';
      readonly title: string | null;
      readonly home: string | null;
      readonly items: readonly FeedItem[];
      readonly faults: readonly FeedFault[];
      readonly validators: Validators;
      /** How long the source says it is worth waiting; `null`: it does not say. */
      readonly wishMs: number | null;
    }
  /** It has other files than before, in a folder that is read as it stands. */
  | { readonly kind: 'pulled'; readonly files: number; readonly validators: Validators; readonly wishMs: null }
  | { readonly kind: 'unchanged'; readonly validators: Validators; readonly wishMs: number | null }
  | { readonly kind: 'failed'; readonly fault: FeedFault; readonly retryAfterMs: number | null; readonly gone: boolean };

/** Asks one source for what it has, wherever articles come from: a feed, an API. Never rejects: trouble is an answer. */
export type AskSource = (source: SourceSettings, before: Validators, signal: AbortSignal) => Promise<SourceAnswer>;

/** How a source has been doing. */
export type SourceStanding = {
  readonly address: string;
  readonly title: string | null;
  readonly home: string | null;
  readonly validators: Validators;
  readonly askedAt: Date;
  /** When it last answered as a source should; `null`: never yet. */
  readonly answeredAt: Date | null;
  /** When it last had something new. */
  readonly newsAt: Date | null;
  readonly nextAt: Date;
  /** In a row. */
  readonly failures: number;
  /** Whether it asked to be left alone until `nextAt`. */
  readonly asksForRest: boolean;
  /** What was wrong the last time. */
  readonly faults: readonly FeedFault[];
  /** Items of its last full answer, and articles kept of it so far. */
  readonly items: number;
  readonly kept: number;
};

/** What is remembered of sources and their items beside the articles; losing it costs requests, no article and no editor's change. */
export type SourceBook = {
  readonly standing: (address: string) => SourceStanding | null;
  readonly standings: () => readonly SourceStanding[];
  readonly write: (standing: SourceStanding) => void;
  /** False: another process is at it until then. */
  readonly claim: (address: string, now: Date, until: Date) => boolean;
  readonly release: (address: string) => void;
  readonly knowsItems: (address: string) => boolean;
  readonly item: (address: string, id: string) => KnownItem | null;
  /** The file an article of this page was kept in, by whatever source. */
  readonly fileOfPage: (canonicalUrl: string) => string | null;
  readonly keepItems: (address: string, items: readonly KeptItem[], now: Date) => void;
  readonly close: () => void;
};

export type KeptItem = KnownItem & { readonly id: string; readonly page: string };

/** The folder of article files sources write to. Names are paths as `courant check` names them. */
export type ArticleFolder = {
  readonly read: (file: string) => string | null;
  /** Writes a file nobody has written; of several names, the first that is free. Returns its path. */
  readonly create: (folder: string, name: string, text: string) => string;
  /** In place of a file of ours. */
  readonly replace: (file: string, text: string) => void;
  /** Keeps the publisher's version beside a file, where no newsletter reads it. Returns its path. */
  readonly putBeside: (file: string, text: string) => string;
  /** Every article file of a folder, with its text. */
  readonly all: (folder: string) => Iterable<readonly [file: string, text: string]>;
};
