/** What the desk needs of the store beside the ledger. */

/** An editor's word that an edition may go out as it stands; `content` says what it stood as. */
export type ApprovalRecord = {
  readonly id: number;
  readonly newsletter: string;
  readonly slot: Date;
  readonly fingerprint: string;
  /** The approved content's own JSON, so that a later change can be told. */
  readonly content: string;
  readonly by: string;
  readonly at: Date;
  readonly withdrawn: { readonly by: string; readonly at: Date } | null;
  /** Whether who approved it had changed nothing in it; left out: not known. */
  readonly independent?: boolean;
};

/** A reader of a newsletter as the desk may look at an edition through their eyes. */
export type NamedReader = {
  readonly address: string;
  readonly state: 'pending' | 'active' | 'unsubscribed';
  readonly topics: readonly string[];
  /** Digests they were sent since the instant asked for. */
  readonly sentDigests: readonly number[];
};

/** An editor's word that a slot must not go out for now. */
export type SlotHold = { readonly by: string; readonly reason: string; readonly at: Date };

export type DeskStore = {
  /** A second hold changes nothing: the first one's name and reason stay. */
  holdSlot(newsletter: string, slot: Date, hold: SlotHold): Promise<void>;
  /** Returns whether there was a hold to lift. */
  releaseSlot(newsletter: string, slot: Date, by: string, at: Date): Promise<boolean>;
  slotHold(newsletter: string, slot: Date): Promise<SlotHold | null>;
  /** Replaces the slot's approval before; that one stays in the history as withdrawn by the same editor. */
  approve(approval: Omit<ApprovalRecord, 'id' | 'withdrawn'>): Promise<void>;
  /** Returns whether there was one to withdraw. */
  withdrawApproval(newsletter: string, slot: Date, by: string, at: Date): Promise<boolean>;
  /** Newest first, withdrawn ones included. */
  approvals(newsletter: string, slot: Date): Promise<readonly ApprovalRecord[]>;
  /**
   * @param slot whose edition is looked at: what it tells itself does not count as told before
   * @returns `null`: no subscription of the newsletter has this address
   * @throws CourantError `bad-address`
   */
  readerNamed(newsletter: string, address: string, slot: Date, sentSince: Date): Promise<NamedReader | null>;
  /** Readers of the edition who ended their subscription after it was frozen and before the newsletter's next one was. */
  unsubscribesAfter(editionId: number): Promise<number>;
};

/** Sessions of the desk that were logged out of before their time; all others need no keeping, since their cookies are signed. */
export type DeskSessionStore = {
  /** For good; it is forgotten after `until`, when no cookie of the session is good any more. Idempotent. */
  endSession(id: string, until: Date, now: Date): Promise<void>;
  hasSessionEnded(id: string): Promise<boolean>;
};

/** A date of the schedule that goes out at another moment, by an editor's word: that moment is its slot from then on. */
export type MovedSlot = {
  /** As the schedule has it. */
  readonly from: Date;
  readonly to: Date;
  readonly by: string;
  /** Account at the desk; left out: done without one, or not known. */
  readonly account?: number | null;
  readonly reason: string;
  readonly at: Date;
};

/** `begun`: one of the two has an edition already, so nothing was written. */
export type SlotMoved = 'done' | 'begun';

export type MovedSlotStore = {
  /** Those that stand, earliest first. */
  movedSlots(newsletter: string): Promise<readonly MovedSlot[]>;
  /**
   * The slot's own overrides, its hold and what was said of it go along; its approval is withdrawn, for another moment has other articles. A move of
   * the same slot before is replaced.
   */
  moveSlot(newsletter: string, move: MovedSlot): Promise<SlotMoved>;
  /** Back to where the schedule has it, with what went along. */
  putSlotBack(newsletter: string, from: Date, by: string, at: Date): Promise<SlotMoved>;
};
