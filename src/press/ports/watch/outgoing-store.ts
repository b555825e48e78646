/** Events told to programs elsewhere, written in the transaction of what happened, so that none is lost. */

/** What an event is about, by ids alone: whoever is erased meanwhile is named no more. */
export type OutgoingFacts = {
  readonly subscriptionId?: number;
  readonly subscriberId?: number;
  readonly newsletter?: string;
  readonly editionId?: number;
  readonly alertId?: number;
  /** How it came about, in words. */
  readonly detail?: string;
};

export type OutgoingState = 'waiting' | 'done' | 'failed';

/** One event for one endpoint. `id` is the same for every try. */
export type OutgoingCall = {
  readonly id: number;
  readonly endpoint: string;
  readonly type: string;
  readonly facts: OutgoingFacts;
  readonly at: Date;
  readonly state: OutgoingState;
  readonly attempts: number;
  readonly nextAt: Date;
  /** What came of the last try; `null`: there was none. */
  readonly answer: string | null;
};

export type OutgoingStore = {
  /** Waiting ones that are due, oldest first; nobody else gets them before `until`. */
  claimOutgoing(limit: number, until: Date, now: Date): Promise<readonly OutgoingCall[]>;
  settleOutgoing(id: number, result: { readonly state: OutgoingState; readonly answer: string; readonly nextAt: Date }): Promise<void>;
  /** Newest first. */
  outgoing(query: { readonly state: OutgoingState | null; readonly limit: number }): Promise<readonly OutgoingCall[]>;
  /** Failed and waiting ones are due now; `null`: all that failed. Returns how many. */
  retryOutgoing(ids: readonly number[] | null, now: Date): Promise<number>;
  /** Done longer ago than that. */
  pruneOutgoing(before: Date): Promise<void>;
  outgoingCounts(): Promise<readonly { readonly state: OutgoingState; readonly count: number }[]>;
};
