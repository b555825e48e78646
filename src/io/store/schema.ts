import type { Generated } from 'kysely';
import type { DeliveryState } from '../../delivery/delivery-state.ts';
import type { EditionState, SubscriptionState } from '../../press/ports.ts';

/** Times are whole milliseconds since 1970, `topics`, `layout` and `stories` JSON, contents Brotli-compressed text. */
export type Tables = {
  newsletters: { id: string; first_seen: number; last_number: number };
  editions: {
    id: Generated<number>;
    newsletter: string;
    slot: number;
    number: number;
    state: EditionState;
    subject: string | null;
    /** Deliveries written when freezing: the left side of the accounting identity, never recounted. */
    frozen: Generated<number>;
    frozen_at: number | null;
    opened_at: number;
    finished_at: number | null;
  };
  edition_contents: { edition_id: number; compiled: Uint8Array; plan: Uint8Array };
  digests: { id: Generated<number>; edition_id: number; fingerprint: string; layout: string; stories: string };
  subscribers: { id: Generated<number>; address: string; address_key: string; created_at: number };
  subscriptions: {
    id: Generated<number>;
    subscriber_id: number;
    newsletter: string;
    topics: string;
    state: SubscriptionState;
    created_at: number;
    updated_at: number;
  };
  suppressions: { address_key: string; reason: string; evidence: string; since: number };
  consent_events: { id: Generated<number>; subscription_id: number; event: 'subscribed' | 'unsubscribed'; how: string; at: number };
  deliveries: DeliveryTable;
};

type DeliveryTable = {
  id: Generated<number>;
  edition_id: number;
  subscriber_id: number;
  subscription_id: number;
  state: DeliveryState;
  digest_id: number | null;
  message_id: string | null;
  attempts: Generated<number>;
  response: string | null;
  next_attempt_at: number | null;
  worker: string | null;
  updated_at: number;
};
