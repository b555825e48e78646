import type { Generated } from 'kysely';
import type { Role } from '../../../press/ports/people/roles.ts';

/** Tables about readers in numbers and about the people at the desk; times are whole milliseconds since 1970. */
export type PeopleTables = {
  /** `rule`: JSON. */
  segments: { id: Generated<number>; name: string; rule: string; saved_by: string; saved_at: number };
  /** `folded`: `value` in small letters; `number`: what compares numbers, and days in ms since 1970. */
  reader_fields: { subscriber_id: number; name: string; value: string; folded: string; number: number | null; set_at: number };
  /** `address_key`: in small letters. `disabled`: 0 or 1. */
  desk_accounts: {
    id: Generated<number>;
    address: string;
    address_key: string;
    name: string;
    role: Role;
    password_hash: string;
    created_at: number;
    disabled: Generated<number>;
  };
  /** `token_hash`: SHA-256 of what stands in the link, hex. */
  desk_invitations: {
    id: Generated<number>;
    address: string;
    address_key: string;
    role: Role;
    token_hash: string;
    invited_by: string;
    until: number;
  };
  /** `thread`: the first comment's id, `null` for that one. `story`: JSON, of the first comment. */
  desk_comments: {
    id: Generated<number>;
    thread: number | null;
    newsletter: string;
    slot: number;
    story: string | null;
    author: string;
    account_id: number | null;
    words: string;
    at: number;
    resolved_by: string | null;
    resolved_at: number | null;
    deleted_at: number | null;
  };
  /** `credential_id`, `public_key`: base64url. `site`: a host name. */
  desk_passkeys: {
    id: Generated<number>;
    account_id: number;
    credential_id: string;
    public_key: string;
    counter: number;
    site: string;
    name: string;
    created_at: number;
    used_at: number | null;
  };
  desk_account_sessions: { id: string; account_id: number; agent: string; opened_at: number; seen_at: number };
};
