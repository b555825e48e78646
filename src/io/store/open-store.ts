import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import { CourantError } from '../../errors/courant-error.ts';
import type { LoggedIntent } from '../../press/ports/sending-log.ts';
import type { Store } from '../../press/ports/store/store.ts';
import type { Database } from './database/database.ts';
import { postgresDialect, sqliteDialect } from './database/dialect.ts';
import { migrate } from './database/migrate.ts';
import { mayOnlyRead, nodeSqliteDialect } from './database/node-sqlite.ts';
import type { Tables } from './database/schema.ts';
import { sqlitePath } from './database/sqlite-path.ts';
import { deskStore } from './editions/approvals.ts';
import { deskSessionStore } from './editions/desk-sessions.ts';
import { editionStore } from './editions/editions.ts';
import { movedSlotStore } from './editions/moved-slots.ts';
import { overrideStore } from './editions/overrides.ts';
import { retentionStore } from './editions/retention.ts';
import { webEditionStore } from './editions/web-editions.ts';
import { insightStore } from './insight/insight.ts';
import { installationStore } from './installation.ts';
import { commentStore } from './people/comments.ts';
import { deskAccountStore } from './people/desk-accounts.ts';
import { passkeyStore } from './people/passkeys.ts';
import { readerFieldStore } from './people/reader-fields.ts';
import { readerListStore } from './people/reader-lists.ts';
import { segmentStore } from './people/segments.ts';
import { accountStore } from './readers/accounts.ts';
import { audienceStore } from './readers/audience.ts';
import { importStore } from './readers/imports.ts';
import { inboundStore } from './readers/inbound.ts';
import { signUpStore } from './readers/sign-ups.ts';
import { suppressionStore } from './readers/suppressions.ts';
import { engineStore } from './sending/engine.ts';
import { ledgerStore } from './sending/ledger.ts';
import { keyStore } from './watch/api-keys.ts';
import { outgoingStore } from './watch/outgoing.ts';
import { watchStore } from './watch/watch-store.ts';

export type StoreOptions = {
  /** Asked for when they are first needed: a list of editions needs no secret. Without any nobody can be erased. */
  readonly erasureKeys?: readonly Uint8Array[] | (() => readonly Uint8Array[]);
  readonly onIntents?: (intents: readonly LoggedIntent[]) => void;
  /** Programs elsewhere that are told of events. */
  readonly endpoints?: Database['endpoints'];
};

/**
 * Opens the store at `sqlite:<path>` (made when missing; relative to the working folder; only read where this user may do no more) or
 * `postgres://...`. Tables are made or updated by `migrate`. Throws CourantError `store-url` or `store-unreachable`; neither tells a
 * password.
 */
export async function openStore(url: string, { erasureKeys = [], onIntents, endpoints = [] }: StoreOptions = {}): Promise<Store> {
  const database: Database = {
    ...(await openDatabase(url)),
    endpoints,
    ...(onIntents ? { onIntents } : {}),
    get erasureKeys() {
      return typeof erasureKeys === 'function' ? erasureKeys() : erasureKeys;
    },
  };
  return storeOn(database);
}

/**
 * The store on a database that is open, whoever drives it: the simulator has a driver of its own.
 * @public
 */
export const storeOn = (database: Database): Store => ({
  ...editionStore(database),
  ...audienceStore(database),
  ...ledgerStore(database),
  ...overrideStore(database),
  ...deskStore(database),
  ...movedSlotStore(database),
  ...deskSessionStore(database),
  ...engineStore(database),
  ...accountStore(database),
  ...signUpStore(database),
  ...suppressionStore(database),
  ...importStore(database),
  ...inboundStore(database),
  ...webEditionStore(database),
  ...retentionStore(database),
  ...installationStore(database),
  ...watchStore(database),
  ...outgoingStore(database),
  ...keyStore(database),
  ...readerListStore(database),
  ...segmentStore(database),
  ...readerFieldStore(database),
  ...deskAccountStore(database),
  ...passkeyStore(database),
  ...commentStore(database),
  ...insightStore(database),
  migrate: () => migrate(database),
  close: () => database.db.destroy(),
});

type Connected = Pick<Database, 'db' | 'dialect' | 'readOnly'>;

/** @throws CourantError `store-url`, `store-unreachable` */
export async function openDatabase(url: string): Promise<Connected> {
  const scheme = /^([a-z]+):/u.exec(url)?.[1];
  try {
    const path = sqlitePath(url);
    if (path !== null) return await openSqlite(path);
    if (scheme === 'postgres' || scheme === 'postgresql') return await openPostgres(url);
  } catch (cause) {
    throw new CourantError('store-unreachable', `The ${scheme} store could not be opened: ${reasonOf(cause)}.`, {
      help: scheme === 'sqlite' ? 'Check that the folder can be written to.' : 'Check DATABASE_URL and that the server is up.',
      cause,
    });
  }
  throw new CourantError(
    'store-url',
    `A store cannot be opened with ${scheme === undefined ? 'an address without a scheme' : `${scheme}:`}.`,
    {
      help: 'Write sqlite:.courant/courant.db or postgres://user:password@host/database.',
    },
  );
}

export async function openSqlite(path: string): Promise<Connected> {
  const readOnly = path !== ':memory:' && mayOnlyRead(path);
  return { db: new Kysely<Tables>({ dialect: await nodeSqliteDialect(path) }), dialect: sqliteDialect, readOnly };
}

export async function openPostgres(url: string): Promise<Connected> {
  // Imported here, since most runs never need it.
  const { default: pg } = await import('pg');
  const { builtins, getTypeParser } = pg.types;
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    // Ids and times are bigint and far below 2^53: numbers in the store's own connections, whatever others do with pg.
    types: { getTypeParser: ((oid, format) => (oid === builtins.INT8 ? Number : getTypeParser(oid, format))) as typeof getTypeParser },
  });
  // Without a listener an idle connection that breaks ends the process; the next query reconnects or fails by itself.
  pool.on('error', () => undefined);
  // One that breaks while it is lent out and between two queries too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({
    pool,
    // An acknowledged outcome must survive a crash, even where the server's default says otherwise.
    onCreateConnection: async (connection) => {
      await connection.executeQuery(
        CompiledQuery.raw("select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'"),
      );
    },
  });
  const db = new Kysely<Tables>({ dialect });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, dialect: postgresDialect };
}

// Drivers' messages name hosts, users and files, never passwords; an AggregateError (several addresses tried) has none.
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
