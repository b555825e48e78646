import type { Accounting, DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import type { DigestRecord, ToldStory } from './editions.ts';

/** A frozen recipient whose digest is not chosen yet. `told` lists digests (ids) this reader was sent since `since`. */
export type FrozenReader = {
  readonly deliveryId: number;
  readonly subscriberId: number;
  readonly topics: readonly string[];
  readonly sentDigests: readonly number[];
};

export type DeliveryRow = {
  readonly id: number;
  readonly editionId: number;
  readonly subscriberId: number;
  readonly subscriptionId: number;
  readonly address: string;
  readonly state: DeliveryState;
  readonly digest: string | null;
  /** Of its digest. */
  readonly layout: string | null;
  readonly messageId: string | null;
  readonly attempts: number;
  /** How often the reader's side deferred it, and since when, pauses left out. */
  readonly deferrals: number;
  readonly deferredSince: Date | null;
  readonly response: string | null;
  readonly nextAttemptAt: Date | null;
  readonly frozenAt: Date;
  readonly updatedAt: Date;
};

/** What one worker has to tell the ledger at one moment. */
export type LedgerTurn = {
  readonly outcomes: Parameters<Ledger['recordOutcomes']>[0];
  /** Intents that came to nothing: first attempts, nothing of which was handed over. */
  readonly withdrawn: readonly number[];
  readonly intents: Parameters<Ledger['beginSubmitting']>[0];
};

export type Ledger = {
  /**
   * One transaction, UNIQUE(edition, subscriber), once: freezing again freezes nobody. Suppressed addresses are frozen as
   * `suppressed`. Returns what this call froze, `suppressed` included in `frozen`. Throws CourantError `no-such-edition`.
   */
  freeze(editionId: number, newsletter: string, now: Date): Promise<{ frozen: number; suppressed: number }>;
  /** Readers without a digest yet, keyset by delivery id. */
  frozenReaders(editionId: number, sentSince: Date, afterId: number, limit: number): Promise<readonly FrozenReader[]>;
  sentStories(digestIds: readonly number[]): Promise<readonly { digestId: number; stories: readonly ToldStory[] }[]>;
  /**
   * Gives readers without a digest theirs, by fingerprint; `null` skips the reader. `digests` the edition does not have yet are added, those it
   * has stay as they are. One transaction. Throws CourantError `no-such-digest` and then assigns none.
   */
  assignDigests(
    editionId: number,
    assignments: readonly { deliveryId: number; digest: string | null }[],
    now: Date,
    digests?: readonly DigestRecord[],
  ): Promise<void>;
  /** Queued and due deferred deliveries that have a digest, keyset by id; it changes nothing. */
  due(editionId: number, now: Date, afterId: number, limit: number): Promise<readonly DeliveryRow[]>;
  /**
   * Durable intent, in one transaction: those still sendable become `submitting` with this message id, and are returned;
   * one unsubscribed, suppressed or erased meanwhile becomes `suppressed` and is not returned; one of an edition on hold stays
   * what it is and is not returned either.
   */
  beginSubmitting(deliveries: readonly { id: number; messageId: string }[], worker: string, now: Date): Promise<readonly number[]>;
  /**
   * Durable outcome, in one transaction, of rows `submitting`. With `worker`, only of its own, and of those that were given up as
   * `unknown` because it was taken for dead: what it heard counts, and a finished edition that has a retry again is open again.
   * Returns how many changed.
   */
  recordOutcomes(
    outcomes: readonly {
      id: number;
      state: 'accepted' | 'deferred' | 'failed' | 'unknown';
      response: string;
      nextAttemptAt: Date | null;
      /** Left out: they stay what they were. */
      deferrals?: { count: number; since: Date };
    }[],
    now: Date,
    worker?: string,
  ): Promise<number>;
  /**
   * `recordOutcomes` and `beginSubmitting` of one worker in one transaction, and between them: what is withdrawn is queued again,
   * one attempt older. Only this worker's rows are withdrawn. Returns the intents that are durable.
   */
  turn(turn: LedgerTurn, worker: string, now: Date): Promise<readonly number[]>;
  /** Workers that have rows in `submitting`. */
  submittingWorkers(editionId: number): Promise<readonly string[]>;
  /** `submitting` rows of these dead workers become `unknown`. Returns how many. */
  abandonSubmitting(editionId: number, deadWorkers: readonly string[], now: Date): Promise<number>;
  accounting(editionId: number): Promise<Accounting>;
  deliveries(editionId: number, state: DeliveryState | null, afterId: number, limit: number): Promise<readonly DeliveryRow[]>;
};
