/**
 * What can happen to a Delivery. `begin`: about to be handed over (intent, durable first). `withdraw`: it was not, after
 * all; only of a first attempt. `accepted`, `deferred`, `failed`, `unknown`: what came of it. `worker-lost`: whoever was submitting it is gone without a word. `late-*`: it was not gone after
 * all, and tells what came of it. `sent-elsewhere`: the store is an older copy, and the log beside it names the delivery.
 * `give-up`: the retry deadline has passed. `suppress`: unsubscribed, suppressed or erased before it left. `skip`: nothing new to
 * tell this reader. `reconcile-*` and `resend`: a person decides, with evidence; nothing else ever leaves `unknown`.
 */
export type DeliveryEvent =
  | 'begin'
  | 'withdraw'
  | 'accepted'
  | 'deferred'
  | 'failed'
  | 'unknown'
  | 'worker-lost'
  | 'sent-elsewhere'
  | 'late-accepted'
  | 'late-deferred'
  | 'late-failed'
  | 'late-unknown'
  | 'give-up'
  | 'suppress'
  | 'skip'
  | 'reconcile-accepted'
  | 'reconcile-failed'
  | 'resend';

const transitions: Readonly<Record<DeliveryState, Readonly<Partial<Record<DeliveryEvent, DeliveryState>>>>> = {
  queued: { begin: 'submitting', suppress: 'suppressed', skip: 'skipped', 'sent-elsewhere': 'unknown' },
  submitting: {
    withdraw: 'queued',
    accepted: 'accepted',
    deferred: 'deferred',
    failed: 'failed',
    unknown: 'unknown',
    'worker-lost': 'unknown',
    'sent-elsewhere': 'unknown',
  },
  deferred: { begin: 'submitting', suppress: 'suppressed', 'give-up': 'failed', 'sent-elsewhere': 'unknown' },
  unknown: {
    'late-accepted': 'accepted',
    'late-deferred': 'deferred',
    'late-failed': 'failed',
    'late-unknown': 'unknown',
    'reconcile-accepted': 'accepted',
    'reconcile-failed': 'failed',
    resend: 'queued',
  },
  failed: { resend: 'queued' },
  accepted: {},
  suppressed: {},
  skipped: {},
};

/** The state after `event`, or `null` when the event cannot happen to a delivery in this state. */
export const transition = (state: DeliveryState, event: DeliveryEvent): DeliveryState | null => transitions[state][event] ?? null;

/** The states in which `event` may happen, in the order of `deliveryStates`: the store guards its updates with these. */
export const statesBefore = (event: DeliveryEvent): readonly DeliveryState[] =>
  deliveryStates.filter((state) => transition(state, event) !== null);

/** Nothing happens to it any more unless a person decides so. */
export const isFinal = (state: DeliveryState): boolean => state !== 'queued' && state !== 'submitting' && state !== 'deferred';

/**
 * States of one Delivery. `deferred` waits for a retry and ends in one of the others by a deadline; `skipped` means there
 * was nothing new to tell this reader; `unknown` is never resent by itself.
 */
export const deliveryStates = ['queued', 'submitting', 'accepted', 'deferred', 'failed', 'suppressed', 'skipped', 'unknown'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How many deliveries of a mailing are in each state, and how many were frozen. */
export type Accounting = { readonly frozen: number } & Readonly<Record<DeliveryState, number>>;
