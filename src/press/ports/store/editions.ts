import type { Accounting } from '../../../delivery/ledger/state-machine.ts';

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
  /** Some or all of it was written to the outbox, and so reached nobody. */
  readonly outbox?: true;
};

export type ToldStory = { readonly storyId: string; readonly canonicalUrls: readonly string[]; readonly outlets: number };

/** What the digests of an edition can tell, kept once: a digest names stories and topics by their place here (`composition/views/packed-layout.ts`). */
export type ToldTable = {
  readonly stories: readonly ToldStory[];
  readonly topics: readonly string[];
  /** Fingerprint of the digest that tells most. */
  readonly fullest: string;
};

/** One digest of a sealed edition. */
export type DigestRecord = {
  readonly fingerprint: string;
  /** Packed by the edition's table; of editions sealed without one, JSON. */
  readonly layout: string;
  /** Whom it was chosen for (`press/sealing/packed-profile.ts`); of several profiles with one digest, the first. */
  readonly profile?: string | null;
  /** What it tells, where the edition has no table. */
  readonly stories?: readonly ToldStory[] | undefined;
};

export type StoredDigest = {
  readonly id: number;
  readonly fingerprint: string;
  readonly layout: string;
  readonly profile: string | null;
  readonly stories: readonly ToldStory[];
};

export type EditionStore = {
  /** UNIQUE(newsletter, slot): the first caller opens the edition, everyone else gets the same record with `opened: false`. */
  openEdition(newsletter: string, slot: Date, now: Date): Promise<{ edition: EditionRecord; opened: boolean }>;
  findEdition(newsletter: string, slot: Date): Promise<EditionRecord | null>;
  edition(id: number): Promise<EditionRecord | null>;
  editionByNumber(newsletter: string, number: number): Promise<EditionRecord | null>;
  lastEdition(newsletter: string): Promise<EditionRecord | null>;
  /** What the next edition to be begun is called: numbers are given in the order editions are begun, whatever their slots. */
  nextNumber(newsletter: string): Promise<number>;
  /** When this store first heard of the newsletter; `now`, kept from then on, the first time it is asked. */
  firstSeen(newsletter: string, now: Date): Promise<Date>;
  /** The same, without keeping anything: `null` where nothing was ever asked. */
  seenSince(newsletter: string): Promise<Date | null>;
  editions(newsletter: string | null, limit: number): Promise<readonly (EditionRecord & { accounting: Accounting })[]>;
  /** Those begun before the one of this id, the last one first; nothing is counted for it. */
  editionPage(newsletter: string | null, beforeId: number, limit: number): Promise<readonly EditionRecord[]>;
  /** From now on told to have been written to the outbox. */
  markOutbox(editionId: number): Promise<void>;
  /** Begun and not finished, oldest slot first, of one newsletter or of all; nothing is counted for it. */
  unfinishedEditions(newsletter: string | null): Promise<readonly EditionRecord[]>;
  /**
   * Stores what is sent, once, in one transaction; `open -> sealed`. Returns false when it was sealed or ended already, when an
   * editor holds its slot by now, or when `approval`, the fingerprint it needs, is not in force any more.
   */
  sealEdition(
    editionId: number,
    seal: {
      subject: string;
      compiled: string;
      plan: string;
      told?: ToldTable;
      digests: readonly DigestRecord[];
      inputs?: string;
      approval?: string;
      /** When; told to programs elsewhere. */
      now?: Date;
      /** The pages it had before it (`pagesSeen`). */
      seen?: Uint8Array;
    },
  ): Promise<boolean>;
  /**
   * The newest edition of a slot before this one that anybody was sent, or will be: not one that told each of its readers nothing.
   * `begun`: there was an edition at all. `seen`: what it recorded, `null` for one sealed before that was done.
   */
  lastSent(
    newsletter: string,
    slot: Date,
  ): Promise<{
    readonly begun: boolean;
    readonly sent: { readonly number: number; readonly slot: Date; readonly seen: Uint8Array | null } | null;
  }>;
  /** `told`: `null` for editions sealed before there was such a table. */
  sealedEdition(editionId: number): Promise<{ compiled: string; plan: string; told: ToldTable | null } | null>;
  /** Digests of an edition as they were made, page by page: there may be one for each reader. */
  digests(editionId: number, afterId: number, limit: number): Promise<readonly StoredDigest[]>;
  countDigests(editionId: number): Promise<number>;
  /** What the editions sealed for slots from `since` up to but without `before` told, by number. */
  storiesTold(
    newsletter: string,
    since: Date,
    before: Date,
  ): Promise<readonly { readonly edition: number; readonly stories: readonly ToldStory[] }[]>;
  /** What the editions of earlier slots from `since` on told or are about to tell, leaving out those that reach nobody. */
  storiesSent(newsletter: string, since: Date, before: Date): Promise<readonly ToldStory[]>;
  /**
   * `finished` throws CourantError `edition-unfinished` while anything is queued, submitting or deferred, and
   * `accounting-breach` when the books do not balance.
   */
  setEditionState(editionId: number, state: 'sending' | 'finished', now: Date): Promise<void>;
};

/** What an edition was made from, kept so that it can be made again. */
export type SealedInputsStore = {
  /** The inputs' own JSON; `null` for an edition sealed without. */
  sealedInputs(editionId: number): Promise<string | null>;
};
