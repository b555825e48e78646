/** What the sending engine needs of the store beside the ledger itself. */

import type { BounceKind } from '../../../delivery/bounce/judging/classification.ts';

/** Why nothing more of an edition goes out: `paused` until a person resumes it, `cancelled` for good. */
export type Hold = { readonly kind: 'paused' | 'cancelled'; readonly reason: string; readonly by: 'person' | 'engine'; readonly at: Date };

/** One message refused because of its sender, not its reader; `words`: the server's, with the code first. */
export type SenderRefusal = { readonly address: string; readonly words: string; readonly at: Date };

export type ReconcileVerdict = 'accepted' | 'failed';

export type EventAboutUnknown = {
  readonly messageId: string;
  readonly kind: BounceKind;
  readonly source: string;
  readonly diagnostic: string;
  readonly evidence: readonly string[];
};

export type PlaceRequest = {
  /** Of all processes together. */
  readonly most: number;
  readonly wanted: number;
  /** What this process has open, or may open before it asks again: it counts as held, whatever the share. */
  readonly inUse: number;
  /** Those who have not asked for so long, by the store's clock, have lost theirs. */
  readonly lapseMs: number;
};

/** `share`: what this process may have; when that is less than before, it gives the rest back as it gets free. `holders`: others that have some. */
export type PlacesLeased = { readonly share: number; readonly holders: readonly string[] };

/** Places for connections to one mail server (`relay`: as the transport is named), leased until their holder no longer asks. */
export type RelayPlaceStore = {
  leasePlaces(relay: string, worker: string, request: PlaceRequest): Promise<PlacesLeased>;
  /** All that these workers hold. */
  returnPlaces(relay: string, workers: readonly string[]): Promise<void>;
};

export type EngineStore = RelayPlaceStore & {
  /** This worker is alive, by the store's clock. */
  heartbeat(worker: string): Promise<void>;
  /** When its process ends, and not before: another chunk it works on needs its signs of life. */
  forgetWorker(worker: string): Promise<void>;
  /** Those of `workers` not heard of for `silenceMs`, or never. */
  silentWorkers(workers: readonly string[], silenceMs: number): Promise<readonly string[]>;
  /** Those of `ids` that are `submitting` in this worker's name: after an intent whose transaction ended without an answer. */
  ownSubmitting(worker: string, ids: readonly number[]): Promise<readonly number[]>;
  hold(editionId: number): Promise<Hold | null>;
  /** A pause never replaces a cancellation; one on top of another lasts since the first. */
  putOnHold(editionId: number, hold: Hold): Promise<void>;
  /** Returns whether there was a pause to lift; a cancellation stays. How long it lasted does not count for what is deferred. */
  resume(editionId: number, now: Date): Promise<boolean>;
  /** When a person lifted a pause, if nothing has set another since; else `null`. */
  resumedAt(editionId: number): Promise<Date | null>;
  /** Of the edition, by reply or by a report that came back, oldest first. */
  senderRefusals(editionId: number): Promise<readonly SenderRefusal[]>;
  /** All that is queued or deferred becomes `suppressed` with this reason. Returns how many. */
  cancelRest(editionId: number, reason: string, now: Date): Promise<number>;
  /** Deliveries with `after < id <= upTo` that are queued, submitting or deferred. */
  unfinished(editionId: number, after: number, upTo: number): Promise<number>;
  /** Whether any delivery of the edition is: an answer at once, however many there are. */
  anyUnfinished(editionId: number): Promise<boolean>;
  /** Whether the canary of the edition was found well, by whichever worker. */
  canaryOver(editionId: number): Promise<boolean>;
  endCanary(editionId: number, now: Date): Promise<void>;
  /** When the next deferred delivery with `after < id <= upTo` is due; `null`: none is deferred. */
  nextDue(editionId: number, after: number, upTo: number): Promise<Date | null>;
  /** Takes up to `wanted` tokens of a bucket shared by all workers: `perSecond` flow in, at most one second's worth is kept. */
  leaseTokens(key: string, wanted: number, perSecond: number): Promise<number>;
  /** Of this edition's accepted deliveries, how many came back as hard bounces and as complaints, each once. */
  echoes(editionId: number): Promise<{ readonly bounces: number; readonly complaints: number }>;
  /** Notes that the worker starts to compose a digest, and returns the other workers that started and never ended. */
  beginComposing(editionId: number, fingerprint: string, worker: string): Promise<readonly string[]>;
  endComposing(editionId: number, fingerprint: string): Promise<void>;
  /** How many readers the newsletter's edition before this slot was frozen with; `null`: there was none. */
  audienceBefore(newsletter: string, slot: Date): Promise<number | null>;
  /**
   * A person's (or a log's) word about deliveries in `unknown`, each with its evidence, kept for good. Returns the ids that
   * changed; whatever is not `unknown` stays as it is.
   */
  reconcile(
    editionId: number,
    verdicts: readonly { readonly messageId: string; readonly verdict: ReconcileVerdict; readonly evidence: string }[],
    by: string,
    now: Date,
  ): Promise<readonly number[]>;
  isUnknown(deliveryId: number): Promise<boolean>;
  /** What came back about deliveries of the edition in `unknown` (bounces, complaints, providers' notices), oldest first. */
  eventsAboutUnknown(editionId: number): Promise<readonly EventAboutUnknown[]>;
  /** A person's order to send these again, under the same Message-ID, kept for good. Returns how many are queued again. */
  resend(editionId: number, state: 'unknown' | 'failed', ids: readonly number[] | null, by: string, now: Date): Promise<number>;
};
