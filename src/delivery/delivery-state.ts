/**
 * States of one Delivery. `deferred` waits for a retry and ends in one of the others by a deadline; `skipped` means there
 * was nothing new to tell this reader; `unknown` is never resent by itself.
 */
export const deliveryStates = ['queued', 'submitting', 'accepted', 'deferred', 'failed', 'suppressed', 'skipped', 'unknown'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How many deliveries of a mailing are in each state, and how many were frozen. */
export type Accounting = { readonly frozen: number } & Readonly<Record<DeliveryState, number>>;
