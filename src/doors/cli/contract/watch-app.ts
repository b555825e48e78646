import type { ApiKey } from '../../../press/ports/watch/key-store.ts';
import type { OutgoingCall, OutgoingState } from '../../../press/ports/watch/outgoing-store.ts';
import type { AlertRecord } from '../../../press/ports/watch/watch-store.ts';

/** What an operator asks of keys, calls to other programs, and alerts. */
export type WatchApp = {
  /** `key` is told this once. @throws CourantError `scope-unknown` */
  readonly createKey: (name: string, scopes: readonly string[]) => Promise<{ readonly key: string; readonly id: string }>;
  readonly keys: () => Promise<readonly ApiKey[]>;
  /** @throws CourantError `key-unknown` */
  readonly revokeKey: (id: string) => Promise<void>;
  /** Newest first. */
  readonly calls: (state: OutgoingState | null, limit: number) => Promise<readonly OutgoingCall[]>;
  /** Makes them due and makes them; `null`: all that failed. Returns how many. */
  readonly retryCalls: (ids: readonly number[] | null) => Promise<number>;
  readonly endpoints: () => readonly { readonly name: string; readonly url: string; readonly events: readonly string[] }[];
  /** @throws CourantError `webhook-unknown` */
  readonly endpointSecret: (name: string) => Promise<string>;
  readonly alerts: (standing: boolean) => Promise<readonly AlertRecord[]>;
};
