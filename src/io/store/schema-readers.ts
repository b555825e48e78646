import type { Generated } from 'kysely';

/** Tables of readers' consent and of what comes back from them; times are whole milliseconds since 1970. */
export type ReaderTables = {
  erasures: { subscriber_id: number; at: number };
  /** `hash`: HMAC-SHA256 of the address key, hex. `blocked` 1: suppressed when erased, so not even they can come back. */
  erased_addresses: { hash: string; blocked: number; at: number };
  sign_ups: {
    id: Generated<number>;
    address: string;
    address_key: string;
    newsletter: string;
    topics: string;
    locale: string | null;
    ip: string | null;
    text_version: string;
    requested_at: number;
    confirmed_at: number | null;
  };
  confirmation_mails: { address_key: string; sent_at: number };
  inbound_events: {
    id: Generated<number>;
    source: string;
    event_key: string;
    at: number;
    kind: string;
    subscriber_id: number | null;
    delivery_id: number | null;
    edition_id: number | null;
    newsletter: string | null;
    domain: string | null;
    status: string | null;
    diagnostic: string;
    /** JSON array of words. */
    evidence: string;
    decision: string;
  };
  inbound_unparsed: { id: Generated<number>; source: string; digest: string; received_at: number; reason: string; mail: Uint8Array };
  reader_alarms: { edition_id: number; kind: string; detail: string; at: number };
};
