import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { CourantError } from '../../../errors/courant-error.ts';
import type { LoggedIntent } from '../../../press/ports/sending-log.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './schema.ts';

/** What every part of the store works on. */
export type Database = {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  /** Keys of the hashes that erased addresses leave; the first one writes, all of them are looked for. */
  readonly erasureKeys?: readonly Uint8Array[];
  /** Another user's: everything that writes throws CourantError `store-read-only`. */
  readonly readOnly?: boolean;
  /** Told of every intent once it is durable, before its message leaves. */
  readonly onIntents?: (intents: readonly LoggedIntent[]) => void;
  /** Who is told of which events. */
  readonly endpoints?: readonly { readonly name: string; readonly events: readonly string[] }[];
  /** Waits before a transaction that lost its `attempt` (1, 2 ...) is run again; left out: some random milliseconds. */
  readonly beforeAgain?: (attempt: number) => Promise<void>;
};

const randomly = (attempt: number): Promise<void> => pause(1 + Math.random() * Math.min(50, 5 * attempt));

// With the 0.2 s SQLite waits by itself, about half a minute.
const attemptsAtMost = 120;

/**
 * One short write transaction; run again from its start when it lost against another process, so `work` must be nothing but
 * queries. Throws CourantError `store-busy` when others hold the store for half a minute, `store-read-only`.
 */
export async function writing<Result>(
  { db, dialect, readOnly, beforeAgain = randomly }: Database,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  if (readOnly === true) throw mayNotWrite();
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!dialect.mayRunAgain(error)) throw error;
      if (attempt === attemptsAtMost) {
        throw new CourantError('store-busy', 'Another process has kept the store locked for half a minute.', {
          help: 'Look for a stuck courant process, a backup or an open database browser, then run this again.',
          cause: error,
        });
      }
      await beforeAgain(attempt);
    }
  }
}

const mayNotWrite = () =>
  new CourantError('store-read-only', 'This user may read the store and not write to it.', {
    help: 'Run this as the user the files in .courant belong to. Lists (editions, deliveries, subscribers list) work as they are.',
  });
