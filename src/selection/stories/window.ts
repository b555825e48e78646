export type Window = { readonly from: Date; readonly to: Date };

/** The window of a slot: from (exclusive) to (inclusive), so that consecutive windows share no instant. */
export const windowOf = (slot: Date, windowMs: number): Window => ({ from: new Date(slot.getTime() - windowMs), to: slot });
