import type { LoggedAttempts } from './store/installation.ts';

/** A delivery whose intent is durable; `attempts` with this one. */
export type LoggedIntent = LoggedAttempts & { readonly editionId: number };

/** What the log beside the store has of one edition. */
export type LoggedEdition = {
  readonly editionId: number;
  readonly newsletter: string;
  readonly slot: Date;
  /** Each delivery once, with the most attempts logged. */
  readonly logged: readonly LoggedAttempts[];
};

/** Somebody who left: a subscription that ended, or a reader who was suppressed or erased. Ids alone, so that the erased are in no log. */
export type Leaving = { readonly kind: 'subscription' | 'reader'; readonly id: number; readonly at: Date };

/**
 * Every hand-over this machine has made from a store, written beside it after the intent is durable and before the message leaves, and
 * everyone who left. A store that knows less than its log is an older copy.
 */
export type SendingLog = {
  /** The end of what was logged last: an older copy lacks that. */
  latest(): Promise<readonly LoggedEdition[]>;
  all(): AsyncIterable<LoggedEdition>;
  /** Who left, oldest first. */
  left(): Promise<readonly Leaving[]>;
  /** Once the store knows what the log told: a new log begins, and the old one is kept beside it. */
  setAside(now: Date): Promise<void>;
};
