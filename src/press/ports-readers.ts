/** What readers' pages, imports and inbound mail need of the store. */
import type { BounceKind } from '../delivery/bounce/classification.ts';
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { SubscriptionState } from './ports.ts';

export type ConsentEventName = 'requested' | 'subscribed' | 'unsubscribed' | 'topics' | 'paused' | 'resumed';

/** Where a change of consent came from. `ip` is `null` unless the config keeps it. */
export type ConsentSource = { readonly how: string; readonly ip?: string | null; readonly textVersion?: string | null };

export type AccountSubscription = {
  readonly subscriptionId: number;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly state: SubscriptionState;
  readonly pausedUntil: Date | null;
  readonly createdAt: Date;
};

/** A reader with all they subscribe to, whatever its state. */
export type ReaderAccount = {
  readonly subscriberId: number;
  readonly address: string;
  /** BCP 47, chosen by the reader; `null`: each newsletter's own. */
  readonly locale: string | null;
  readonly createdAt: Date;
  readonly suppressed: { readonly reason: string; readonly evidence: string; readonly since: Date } | null;
  readonly subscriptions: readonly AccountSubscription[];
};

export type ConsentRecord = {
  readonly newsletter: string;
  readonly event: ConsentEventName;
  readonly how: string;
  readonly at: Date;
  readonly textVersion: string | null;
  readonly ip: string | null;
  readonly detail: string | null;
};

/** Everything the store knows of one reader: what they may export, and what an operator sees. Newest deliveries and events first. */
export type ReaderRecord = {
  readonly account: ReaderAccount;
  readonly consent: readonly ConsentRecord[];
  readonly deliveries: readonly {
    readonly newsletter: string;
    readonly edition: number;
    readonly state: DeliveryState;
    readonly response: string | null;
    readonly updatedAt: Date;
  }[];
  readonly inbound: readonly InboundRecord[];
};

export type NewSignUp = {
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly locale: string | null;
  readonly ip: string | null;
  readonly textVersion: string;
  readonly now: Date;
};

export type SignUp = {
  readonly id: number;
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly locale: string | null;
  readonly requestedAt: Date;
  readonly confirmedAt: Date | null;
};

export type SignUpStore = {
  /** Remembers the newest wish of an address for a newsletter; the same work whoever it is. Throws CourantError `bad-address`. */
  requestSignUp(request: NewSignUp): Promise<number>;
  /**
   * Whether a confirmation may be mailed to this address now: true once per `everyMs`, to one caller of any number in any
   * process; false too for suppressed addresses.
   */
  claimConfirmation(address: string, everyMs: number, now: Date): Promise<boolean>;
  /** The mail could not be handed over: the next sign-up may try again. */
  releaseConfirmation(address: string): Promise<void>;
  /** This sign-up and the others its address asked for since, open or confirmed; empty when unknown. */
  signUps(id: number, since: Date): Promise<readonly SignUp[]>;
  /** The reader's own yes: makes or revives the subscriptions; consent is logged as requested and as confirmed. Idempotent. */
  confirmSignUps(id: number, since: Date, source: ConsentSource, now: Date): Promise<readonly AccountSubscription[]>;
};

export type AccountStore = {
  account(subscriberId: number): Promise<ReaderAccount | null>;
  /** `null`: nobody of that address, or erased. Throws CourantError `bad-address`. */
  accountOf(address: string): Promise<ReaderAccount | null>;
  record(subscriberId: number): Promise<ReaderRecord | null>;
  /** By the reader's own hand, so it may revive what they had ended. Returns whether anything changed. */
  followNewsletter(subscriberId: number, newsletter: string, topics: readonly string[], source: ConsentSource, now: Date): Promise<boolean>;
  /** No mail before `until`; what was not sent yet is taken back. `null` resumes. */
  pause(subscriptionId: number, until: Date | null, source: ConsentSource, now: Date): Promise<boolean>;
  setLocale(subscriberId: number, locale: string | null): Promise<boolean>;
  /** Leaves nothing but a keyed hash, by which the address is refused by imports for ever. Returns whether it was known. */
  erase(address: string, now: Date): Promise<boolean>;
  audienceStats(): Promise<readonly AudienceStats[]>;
};

export type AudienceStats = {
  readonly newsletter: string;
  readonly active: number;
  readonly paused: number;
  readonly unsubscribed: number;
  /** Of the active ones, those whose address is suppressed. */
  readonly suppressed: number;
};

export type ImportRow = {
  /** Line of the file, for the report. */
  readonly row: number;
  readonly address: string;
  readonly key: string;
  readonly topics: readonly string[];
  /** `unsubscribed` and `suppressed` are carried over as such, so that nobody comes back by a later file. */
  readonly state: 'active' | 'unsubscribed' | 'suppressed';
  /** What the file says about when and how they consented; goes to the consent log. */
  readonly detail: string | null;
};

export type ImportCounts = {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly unsubscribed: number;
  readonly suppressed: number;
  readonly refusedUnsubscribed: number;
  readonly refusedSuppressed: number;
  readonly refusedErased: number;
};

export type ImportStore = {
  /** Before the first batch: the process is about to write very much. */
  beginImport(): Promise<void>;
  /** One transaction; the same rows again change nothing. Nobody unsubscribed, suppressed or erased is subscribed. */
  importReaders(newsletter: string, rows: readonly ImportRow[], how: string, now: Date): Promise<ImportCounts>;
  /** What `importReaders` would do, and does not. */
  rehearseImport(newsletter: string, rows: readonly ImportRow[]): Promise<ImportCounts>;
};

/** A delivery as inbound mail names it. */
export type BouncedDelivery = {
  readonly deliveryId: number;
  readonly editionId: number;
  readonly newsletter: string;
  readonly subscriberId: number;
  readonly subscriptionId: number;
  readonly address: string;
  readonly messageId: string | null;
};

export type InboundRecord = {
  readonly at: Date;
  readonly source: string;
  readonly kind: BounceKind;
  readonly newsletter: string | null;
  readonly editionId: number | null;
  readonly status: string | null;
  readonly diagnostic: string;
  readonly evidence: readonly string[];
  /** What was done and why, in words. */
  readonly decision: string;
};

export type NewInboundRecord = InboundRecord & {
  /** Unique per source: the same event again is a duplicate. */
  readonly eventKey: string;
  readonly subscriberId: number | null;
  readonly deliveryId: number | null;
  readonly domain: string | null;
};

export type UnparsedMail = {
  readonly id: number;
  readonly source: string;
  readonly receivedAt: Date;
  readonly reason: string;
  readonly bytes: number;
};

export type BounceRates = {
  /** A mail domain (`gmail.com`) or an edition (`weekly:42`). */
  readonly of: string;
  readonly accepted: number;
  readonly hard: number;
  readonly soft: number;
  readonly complaints: number;
};

export type Alarm = {
  readonly newsletter: string;
  readonly edition: number;
  readonly kind: string;
  readonly detail: string;
  readonly at: Date;
};

export type InboundStore = {
  deliveryNamed(deliveryId: number): Promise<BouncedDelivery | null>;
  /** Of an address, the delivery accepted last. */
  lastDeliveryTo(address: string): Promise<BouncedDelivery | null>;
  isRecorded(source: string, eventKey: string): Promise<boolean>;
  /** False: the event was there already. */
  recordInbound(event: NewInboundRecord): Promise<boolean>;
  /** Whether each of the reader's latest deliveries of the newsletter up to this one bounced, newest first. */
  bouncesInARow(delivery: BouncedDelivery, limit: number): Promise<readonly boolean[]>;
  editionFeedback(editionId: number): Promise<{ readonly accepted: number; readonly complaints: number }>;
  /** False: that mail is kept already. */
  keepUnparsed(mail: { source: string; digest: string; reason: string; bytes: Uint8Array; now: Date }): Promise<boolean>;
  unparsed(limit: number): Promise<readonly UnparsedMail[]>;
  unparsedMail(id: number): Promise<Uint8Array | null>;
  bounceRates(
    newsletter: string | null,
    since: Date,
  ): Promise<{ readonly domains: readonly BounceRates[]; readonly editions: readonly BounceRates[] }>;
  /** Once per edition and kind: false when it was raised before. */
  raiseAlarm(editionId: number, kind: string, detail: string, now: Date): Promise<boolean>;
  alarms(limit: number): Promise<readonly Alarm[]>;
};

export type WebDigest = { readonly fingerprint: string; readonly layout: string; readonly compiled: string };

export type PublishedEdition = {
  readonly id: number;
  readonly newsletter: string;
  readonly number: number;
  readonly slot: Date;
  readonly subject: string;
};

export type WebEditionStore = {
  /** What this reader got of the edition, or, once nobody knows that any more, its fullest digest; `null`: nothing. */
  digestOf(editionId: number, subscriberId: number): Promise<WebDigest | null>;
  /** The digest that tells most. */
  fullestDigest(editionId: number): Promise<WebDigest | null>;
  /** Editions that are going or have gone out, newest first. */
  publishedEditions(newsletter: string, limit: number): Promise<readonly PublishedEdition[]>;
};

export type ReaderStore = SignUpStore & AccountStore & ImportStore & InboundStore & WebEditionStore;
