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

/** A reader as an edition would find them now. `sentDigests`: what other editions of the newsletter sent them. */
export type AudienceRow = SubscriberRow & { readonly pausedUntil: Date | null; readonly sentDigests: readonly number[] };

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
  /** The audience an edition of this slot would be frozen with, and whom it would leave out, keyset by subscription id. */
  audience(query: { newsletter: string; slot: Date; sentSince: Date; afterId: number; limit: number }): Promise<readonly AudienceRow[]>;
  subscription(subscriptionId: number): Promise<SubscriberRow | null>;
  /**
   * Immediate: also moves this newsletter's still unsent deliveries of that reader to `suppressed`. Idempotent: returns
   * whether this call ended the subscription; false when it had ended before or never was.
   */
  unsubscribe(subscriptionId: number, now: Date, how: string): Promise<boolean>;
  /** Moves the unsent deliveries of every newsletter too. The first reason of an address stays. Throws CourantError `bad-address`. */
  suppress(address: string, reason: string, evidence: string, now: Date): Promise<void>;
};
