/** The interfaces the use cases need of the outside world. Adapters in `io/` implement them; only `main` wires. */

import type { RenderedEmail, StoryPictures, ThemeTemplate } from '../composition/edition.ts';
import type { FinalMessage, PictureFile } from '../composition/lint/linted-mail.ts';
import type { SlotName } from '../composition/slots.ts';
import type { ThemeComponents } from '../composition/theme.ts';
import type { Article } from '../content/article.ts';
import type { Fault } from '../content/fault.ts';
import type { Accounting, DeliveryState } from '../delivery/delivery-state.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { DeskStore } from './ports-desk.ts';
import type { EngineStore } from './ports-engine.ts';
import type { OverrideStore, SealedInputsStore } from './ports-overrides.ts';
import type { ReaderStore } from './ports-readers.ts';
import type { RetentionStore } from './ports-retention.ts';

export type ContentRead = {
  readonly files: number;
  /** Sorted by `file`; the same folder gives the same order on every machine. */
  readonly articles: readonly Article[];
  readonly faults: readonly Fault[];
};

/** Reads content folders. Never throws for a bad file; throws CourantError `content-folder-missing` for a bad folder. */
export type ReadContent = (folders: readonly string[]) => Promise<ContentRead>;

/** Progress of long work, drawn as a bar on a terminal, silent or as lines elsewhere. */
export type Progress = {
  start(label: string, total: number): void;
  step(done: number): void;
  finish(): void;
  /** A send under way, twice a second. */
  sending?(view: SendingProgress): void;
};

export type SendingProgress = {
  readonly newsletter: string;
  readonly number: number;
  /** Messages this process has handed over, second tries included. */
  readonly attempted: number;
  /** Deliveries it has brought to an end, of `total` that were left when it began. */
  readonly settled: number;
  readonly total: number;
  /** What became of what it handed over. */
  readonly outcomes: Readonly<Record<Outcome['kind'], number>>;
  readonly underWay: number;
  /** Of the last ten seconds. */
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Mail domains left alone for a while, with the server's last word. */
  readonly troubled: readonly { readonly domain: string; readonly waiting: number; readonly lastWord: string }[];
};

export type PictureWanted = { readonly storyId: string; readonly title: string; readonly topic: string; readonly url: string | null };

/** A story whose own picture could not be used as meant; `reason` is for the editor. */
export type PictureProblem = {
  readonly storyId: string;
  readonly url: string;
  readonly reason: string;
  /** What became of the picture; left out: a designed one stands in. */
  readonly instead?: 'not uploaded';
};

/** `pictures` by story id, one entry per story wanted; `problems` in the order the stories were wanted. */
export type PreparedPictures = {
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly problems: readonly PictureProblem[];
};

/** Makes the crops of stories' pictures; never rejects for a bad picture, and keeps its own deadline. */
export type PreparePictures = (wanted: readonly PictureWanted[], progress: Progress) => Promise<PreparedPictures>;

/** The source of a theme that is an MJML file, ours or an editor's; `null` for one that is code. Throws CourantError `theme-missing`. */
export type ReadTheme = (theme: string) => Promise<ThemeTemplate | ThemeComponents | null>;

export type Envelope = { readonly from: string; readonly to: string };

/** A finished message: MIME bytes, CRLF line ends. */
export type OutgoingMessage = { readonly envelope: Envelope; readonly messageId: string; readonly bytes: Uint8Array };

export type MailHeader = { readonly name: string; readonly value: string };

type Mailbox = { readonly name: string | null; readonly address: string };

/** Turns rendered mail into MIME: the costly part once per digest, a copy per reader. Throws CourantError `header-injection`. */
export type MessageComposer = {
  /** Bytes the HTML part will have in the message, transfer encoding included. */
  encodedHtmlSize(html: string): number;
  /** Makes the digest's message; the returned function fills in one reader. */
  compose(
    rendered: RenderedEmail,
    edition: {
      readonly from: Mailbox;
      readonly replyTo: Mailbox | null;
      /** May hold slots, which are filled per reader. */
      readonly headers: readonly MailHeader[];
      readonly date: Date;
      /** Same seed, same bytes. */
      readonly boundarySeed: string;
    },
  ): Personalise;
  /** Takes a finished message apart again, as its reader's program does. Throws CourantError `message-unreadable`. */
  read(message: Uint8Array): Promise<FinalMessage>;
};

/** Sizes in pixels of the pictures of a page, by `src`, as far as their files are at hand. */
export type MeasurePictures = (html: string) => Promise<ReadonlyMap<string, PictureFile>>;

/** `into`: memory of an earlier message to use again when it is large enough, once nothing reads it any more. */
export type Personalise = (
  reader: {
    readonly to: string;
    readonly messageId: string;
    readonly slots: Readonly<Record<SlotName, string>>;
  },
  into?: Uint8Array,
) => Uint8Array;

/** The narrow port of the SMTP leg. `submit` never rejects: everything that can happen is an Outcome. */
export type Transport = {
  /** Where mail goes, for a person: `outbox .courant/outbox` or `smtp://host:port`. No credentials. */
  readonly name: string;
  submit(message: OutgoingMessage): Promise<Outcome>;
  close(): Promise<void>;
};

// --- the store ------------------------------------------------------------------------------------------------

export type EditionState = 'open' | 'sealed' | 'sending' | 'finished';

export type EditionRecord = {
  readonly id: number;
  readonly newsletter: string;
  readonly slot: Date;
  readonly number: number;
  readonly state: EditionState;
  readonly subject: string | null;
  readonly openedAt: Date;
  readonly finishedAt: Date | null;
  /** When its deliveries began to be removed: since then its books are what was written down. Left out: they are all there. */
  readonly prunedAt?: Date;
};

/** One digest of a sealed edition. `layout` is the composition's own JSON (sections and story ids), `stories` what it tells. */
export type DigestRecord = {
  readonly fingerprint: string;
  readonly layout: string;
  readonly stories: readonly { readonly storyId: string; readonly canonicalUrls: readonly string[]; readonly outlets: number }[];
};

export type EditionStore = {
  /** UNIQUE(newsletter, slot): the first caller opens the edition, everyone else gets the same record with `opened: false`. */
  openEdition(newsletter: string, slot: Date, now: Date): Promise<{ edition: EditionRecord; opened: boolean }>;
  findEdition(newsletter: string, slot: Date): Promise<EditionRecord | null>;
  editionByNumber(newsletter: string, number: number): Promise<EditionRecord | null>;
  lastEdition(newsletter: string): Promise<EditionRecord | null>;
  /** When this store first heard of the newsletter; `now`, kept from then on, the first time it is asked. */
  firstSeen(newsletter: string, now: Date): Promise<Date>;
  editions(newsletter: string | null, limit: number): Promise<readonly (EditionRecord & { accounting: Accounting })[]>;
  /** Begun and not finished, oldest slot first; nothing is counted for it. */
  unfinishedEditions(newsletter: string): Promise<readonly EditionRecord[]>;
  /** Stores what is sent, once, in one transaction; `open -> sealed`. Returns false when it was sealed already. */
  sealEdition(
    editionId: number,
    seal: { subject: string; compiled: string; plan: string; digests: readonly DigestRecord[]; inputs?: string },
  ): Promise<boolean>;
  sealedEdition(editionId: number): Promise<{ compiled: string; plan: string; digests: readonly DigestRecord[] } | null>;
  /** What the editions sealed for slots from `since` up to but without `before` told, by number and then as digests were made. */
  storiesTold(
    newsletter: string,
    since: Date,
    before: Date,
  ): Promise<readonly { readonly edition: number; readonly stories: DigestRecord['stories'] }[]>;
  /** Digests found out after sealing (readers with another history); those the edition has already stay as they are. */
  addDigests(editionId: number, digests: readonly DigestRecord[]): Promise<void>;
  /**
   * `finished` throws CourantError `edition-unfinished` while anything is queued, submitting or deferred, and
   * `accounting-breach` when the books do not balance.
   */
  setEditionState(editionId: number, state: 'sending' | 'finished', now: Date): Promise<void>;
};

export type SubscriptionState = 'pending' | 'active' | 'unsubscribed';

export type SubscriberRow = {
  readonly subscriberId: number;
  readonly subscriptionId: number;
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly state: SubscriptionState;
  readonly suppressed: string | null;
  readonly createdAt: Date;
};

export type AudienceStore = {
  /**
   * Idempotent by normalised address and newsletter. Never re-subscribes someone unsubscribed or suppressed: says so.
   * `how` goes to the consent log. Throws CourantError `bad-address`.
   */
  subscribe(subscriber: {
    address: string;
    newsletter: string;
    topics: readonly string[];
    now: Date;
    how: string;
  }): Promise<
    | { result: 'added' | 'updated' | 'unchanged' | 'refused-unsubscribed'; row: SubscriberRow }
    | { result: 'refused-suppressed'; reason: string }
  >;
  subscribers(query: { newsletter: string | null; afterId: number; limit: number }): Promise<readonly SubscriberRow[]>;
  subscription(subscriptionId: number): Promise<SubscriberRow | null>;
  /**
   * Immediate: also moves this newsletter's still unsent deliveries of that reader to `suppressed`. Idempotent: returns
   * whether this call ended the subscription; false when it had ended before or never was.
   */
  unsubscribe(subscriptionId: number, now: Date, how: string): Promise<boolean>;
  /** Moves the unsent deliveries of every newsletter too. The first reason of an address stays. Throws CourantError `bad-address`. */
  suppress(address: string, reason: string, evidence: string, now: Date): Promise<void>;
};

/** A frozen recipient whose digest is not chosen yet. `told` lists digests (ids) this reader was sent since `since`. */
export type FrozenReader = {
  readonly deliveryId: number;
  readonly subscriberId: number;
  readonly topics: readonly string[];
  readonly toldDigests: readonly number[];
};

export type DeliveryRow = {
  readonly id: number;
  readonly editionId: number;
  readonly subscriberId: number;
  readonly subscriptionId: number;
  readonly address: string;
  readonly state: DeliveryState;
  readonly digest: string | null;
  readonly messageId: string | null;
  readonly attempts: number;
  readonly response: string | null;
  readonly nextAttemptAt: Date | null;
  readonly frozenAt: Date;
  readonly updatedAt: Date;
};

export type Ledger = {
  /**
   * One transaction, UNIQUE(edition, subscriber), once: freezing again freezes nobody. Suppressed addresses are frozen as
   * `suppressed`. Returns what this call froze, `suppressed` included in `frozen`. Throws CourantError `no-such-edition`.
   */
  freeze(editionId: number, newsletter: string, now: Date): Promise<{ frozen: number; suppressed: number }>;
  /** Readers without a digest yet, keyset by delivery id. */
  frozenReaders(editionId: number, toldSince: Date, afterId: number, limit: number): Promise<readonly FrozenReader[]>;
  toldStories(digestIds: readonly number[]): Promise<readonly { digestId: number; stories: DigestRecord['stories'] }[]>;
  /** By fingerprint; `null` skips the reader. Throws CourantError `no-such-digest` and then assigns none. */
  assignDigests(editionId: number, assignments: readonly { deliveryId: number; digest: string | null }[], now: Date): Promise<void>;
  /** Queued and due deferred deliveries that have a digest, keyset by id; it changes nothing. */
  due(editionId: number, now: Date, afterId: number, limit: number): Promise<readonly DeliveryRow[]>;
  /**
   * Durable intent, in one transaction: those still sendable become `submitting` with this message id, and are returned;
   * one unsubscribed, suppressed or erased meanwhile becomes `suppressed` and is not returned.
   */
  beginSubmitting(deliveries: readonly { id: number; messageId: string }[], worker: string, now: Date): Promise<readonly number[]>;
  /** Durable outcome, in one transaction. Only rows still `submitting` change; returns how many did. */
  recordOutcomes(
    outcomes: readonly {
      id: number;
      state: 'accepted' | 'deferred' | 'failed' | 'unknown';
      response: string;
      nextAttemptAt: Date | null;
    }[],
    now: Date,
  ): Promise<number>;
  /** Workers that have rows in `submitting`. */
  submittingWorkers(editionId: number): Promise<readonly string[]>;
  /** `submitting` rows of these dead workers become `unknown`. Returns how many. */
  abandonSubmitting(editionId: number, deadWorkers: readonly string[], now: Date): Promise<number>;
  accounting(editionId: number): Promise<Accounting>;
  deliveries(editionId: number, state: DeliveryState | null, afterId: number, limit: number): Promise<readonly DeliveryRow[]>;
};

export type Store = EditionStore &
  AudienceStore &
  Ledger &
  EngineStore &
  DeskStore &
  OverrideStore &
  ReaderStore &
  RetentionStore &
  SealedInputsStore & {
    migrate(): Promise<void>;
    close(): Promise<void>;
  };
