/** A date of the schedule that goes out at another moment, by an editor's word: that moment is its slot from then on. */
export type MovedSlot = {
  /** As the schedule has it. */
  readonly from: Date;
  readonly to: Date;
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
};

/** `begun`: one of the two has an edition already, so nothing was written. */
export type SlotMoved = 'done' | 'begun';

export type MovedSlotStore = {
  /** Those that stand, earliest first. */
  movedSlots(newsletter: string): Promise<readonly MovedSlot[]>;
  /**
   * The slot's own overrides and its hold go along; its approval is withdrawn, for another moment has other articles. A move of
   * the same slot before is replaced.
   */
  moveSlot(newsletter: string, move: MovedSlot): Promise<SlotMoved>;
  /** Back to where the schedule has it, with what went along. */
  putSlotBack(newsletter: string, from: Date, by: string, at: Date): Promise<SlotMoved>;
};
