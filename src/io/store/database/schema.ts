import type { Generated } from 'kysely';

import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import type { ConsentEventName } from '../../../press/ports/store/accounts.ts';
import type { SubscriptionState } from '../../../press/ports/store/audience.ts';
import type { EditionState } from '../../../press/ports/store/editions.ts';
import type { NoticePurpose } from '../../../press/ports/store/sign-ups.ts';
import type { OutgoingState } from '../../../press/ports/watch/outgoing-store.ts';
import type { InsightTables } from './insight-tables.ts';
import type { PeopleTables } from './people-tables.ts';

/** Times are whole milliseconds since 1970, `topics`, `layout` and `stories` JSON, contents Brotli-compressed text. */
export type Tables = ReaderTables &
  InstallationTables &
  WatchTables &
  PeopleTables &
  InsightTables & {
    newsletters: { id: string; first_seen: number; last_number: number; last_prune_at: Generated<number | null> };
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
      canary_over_at: Generated<number | null>;
      /** JSON, written before the first delivery is removed: from then on nothing of the edition is counted any more. */
      books: Generated<string | null>;
      prune_began_at: Generated<number | null>;
      /** When the last of its deliveries had gone. */
      pruned_at: Generated<number | null>;
      /** 1: messages of it were written to the outbox. */
      outbox: Generated<number>;
    };
    /** `told`: what its digests' layouts name by number, JSON, Brotli-compressed; absent in editions sealed before there was one. */
    edition_contents: { edition_id: number; compiled: Uint8Array; plan: Uint8Array; told: Generated<Uint8Array | null> };
    /** Marks of six bytes each, of the pages the edition had before it. */
    edition_seen: { edition_id: number; pages: Uint8Array };
    /** `stories` is empty where the edition's `told` says it. */
    digests: { id: Generated<number>; edition_id: number; fingerprint: string; layout: string; stories: string; profile: string | null };
    subscribers: { id: Generated<number>; address: string; address_key: string; created_at: number; locale: string | null };
    subscriptions: {
      id: Generated<number>;
      subscriber_id: number;
      newsletter: string;
      topics: string;
      state: SubscriptionState;
      created_at: number;
      updated_at: number;
      paused_until: number | null;
    };
    suppressions: { address_key: string; reason: string; evidence: string; since: number };
    consent_events: {
      id: Generated<number>;
      subscription_id: number;
      event: ConsentEventName;
      how: string;
      at: number;
      text_version: string | null;
      ip: string | null;
      detail: string | null;
    };
    deliveries: DeliveryTable;
    override_versions: { newsletter: string; version: number };
    overrides: OverrideTable;
    /** JSON, Brotli-compressed. */
    edition_inputs: { edition_id: number; inputs: Uint8Array };
    workers: { name: string; seen_at: number };
    edition_holds: {
      edition_id: number;
      kind: 'paused' | 'resumed' | 'cancelled';
      reason: string;
      held_by: 'person' | 'engine';
      /** Of the pause or cancellation; once resumed, of that. */
      at: number;
    };
    token_buckets: { name: string; tokens: number; filled_at: number };
    /** `worker` is empty in the row that whoever leases locks. */
    relay_places: { relay: string; worker: string; wanted: number; held: number; seen_at: number };
    composing: { edition_id: number; fingerprint: string; worker: string };
    edition_approvals: ApprovalTable;
    slot_holds: {
      newsletter: string;
      slot: number;
      held_by: string;
      reason: string;
      at: number;
      released_by: string | null;
      released_at: number | null;
    };
    /** `slot`: as the schedule has it. */
    moved_slots: {
      newsletter: string;
      slot: number;
      moved_to: number;
      moved_by: string;
      reason: string;
      at: number;
      put_back_by: string | null;
      put_back_at: number | null;
      account_id: number | null;
    };
    ended_desk_sessions: { id: string; until: number };
    delivery_acts: { id: Generated<number>; delivery_id: number; act: string; evidence: string; acted_by: string; at: number };
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
  /** Times the reader's side deferred it, and since when; pauses move that on. */
  deferrals: Generated<number>;
  deferred_since: number | null;
  response: string | null;
  next_attempt_at: number | null;
  worker: string | null;
  updated_at: number;
};

type ApprovalTable = {
  id: Generated<number>;
  newsletter: string;
  slot: number;
  fingerprint: string;
  /** JSON, Brotli-compressed. */
  content: Uint8Array;
  approved_by: string;
  at: number;
  withdrawn_by: string | null;
  withdrawn_at: number | null;
  /** 1: who approved had changed nothing; `null`: from before that was kept. */
  independent: number | null;
};

type OverrideTable = {
  id: Generated<number>;
  newsletter: string;
  slot: number | null;
  /** The `Override` as JSON. */
  override: string;
  author: string;
  reason: string;
  at: number;
  expires_at: number | null;
  undone_by: string | null;
  undone_at: number | null;
  account_id: number | null;
  undone_account_id: number | null;
};

/** Tables of readers' consent and of what comes back from them; times are whole milliseconds since 1970. */
export type ReaderTables = {
  erasures: { subscriber_id: number; at: number };
  /** `hash`: HMAC-SHA256 of the address key, hex. `blocked` 1: suppressed when erased, so not even they can come back. */
  erased_addresses: { hash: string; blocked: number; at: number };
  lifted_suppressions: {
    id: Generated<number>;
    address_key: string;
    reason: string;
    evidence: string;
    since: number;
    lifted_reason: string;
    lifted_by: string;
    lifted_at: number;
  };
  sign_ups: {
    id: Generated<number>;
    address: string;
    address_key: string;
    newsletter: string;
    topics: string;
    locale: string | null;
    ip: string | null;
    text_version: string;
    /** What was typed into fields, as JSON; absent: nothing. */
    fields: Generated<string | null>;
    requested_at: number;
    confirmed_at: number | null;
  };
  /** `inbox`: where an address's mail ends up, whatever its tag. */
  notice_claims: { purpose: NoticePurpose; inbox: string; sent_at: number };
  /** Answers to the sign-up page's tasks, kept until each is over by itself. */
  spent_proofs: { id: string; until: number };
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

/** What the processes of one store agree on. `fingerprint`: a slow hash of a secret, hex; the highest `number` signs now. */
export type InstallationTables = {
  store_identity: { id: string };
  secrets: { number: number; fingerprint: string; since: number };
  media_folders: { base_url: string; folder: string; place: string; since: number };
  restores: { noticed_at: number; copied_at: number | null };
};

/** What a person has to know. `absent_at`: since when it is not there any more; `told`, `told_over`: when it was mailed. */
export type WatchTables = {
  alerts: {
    id: Generated<number>;
    key: string;
    kind: string;
    newsletter: string | null;
    words: string;
    since: number;
    absent_at: Generated<number | null>;
    over_at: Generated<number | null>;
    told_at: Generated<number | null>;
    told_over_at: Generated<number | null>;
  };
  beats: { name: string; at: number; words: string };
  /** `hash`: of the whole key, hex; `scopes`: JSON. */
  api_keys: {
    id: string;
    name: string;
    hash: string;
    scopes: string;
    created_at: number;
    created_by: string;
    last_used_at: Generated<number | null>;
    revoked_at: Generated<number | null>;
  };
  /** `status` and `body` absent: it is being answered. */
  api_answers: { key_id: string; name: string; print: string; at: number; status: number | null; body: string | null };
  /** `facts`: ids as JSON; addresses are looked up when it is told. */
  outgoing_calls: {
    id: Generated<number>;
    endpoint: string;
    type: string;
    facts: string;
    at: number;
    state: OutgoingState;
    attempts: Generated<number>;
    next_at: number;
    answer: Generated<string | null>;
  };
};
