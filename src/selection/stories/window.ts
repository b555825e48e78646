export type Window = {
  readonly from: Date;
  readonly to: Date;
  /**
   * Pages from before the window that belong to it all the same, because no edition that was sent could have told them: by canonical
   * URL, with the reason in words. Left out, none.
   */
  readonly late?: { readonly since: Date; readonly pages: ReadonlyMap<string, string> };
};

/** The window of a slot: from (exclusive) to (inclusive), so that consecutive windows share no instant. */
export const windowOf = (slot: Date, windowMs: number): Window => ({ from: new Date(slot.getTime() - windowMs), to: slot });
