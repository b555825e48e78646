import type { FieldValues } from '../../../audience/fields/reader-field.ts';
import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import type { SubscriptionState } from './audience.ts';
import type { InboundRecord } from './feedback.ts';
import type { LiftedSuppression, Suppression } from './suppressions.ts';

export type ConsentEventName = 'requested' | 'subscribed' | 'unsubscribed' | 'topics' | 'paused' | 'resumed' | 'stayed';

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
  readonly suppressed: Suppression | null;
  /** Their own fields that hold something. */
  readonly fields: FieldValues;
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
  /** Suppressions of their address that a person lifted, oldest first. */
  readonly lifted: readonly LiftedSuppression[];
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

export type AccountStore = {
  account(subscriberId: number): Promise<ReaderAccount | null>;
  /** `null`: nobody of that address, or erased. Throws CourantError `bad-address`. */
  accountOf(address: string): Promise<ReaderAccount | null>;
  record(subscriberId: number): Promise<ReaderRecord | null>;
  /** By the reader's own hand, so it may revive what they had ended. Returns whether anything changed. */
  followNewsletter(subscriberId: number, newsletter: string, topics: readonly string[], source: ConsentSource, now: Date): Promise<boolean>;
  /**
   * Takes back the leaving of `leftAt`, if nothing has happened to the subscription since and its address may be written to: it goes on as it was,
   * by the consent it had. Mail taken back when it ended stays so. Returns whether it goes on; once more changes nothing.
   */
  stay(subscriptionId: number, leftAt: Date, source: ConsentSource, now: Date): Promise<boolean>;
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
