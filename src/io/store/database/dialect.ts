import { type ColumnDataType, type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from './schema.ts';

type Cell = string | number | null;

/** Everything SQLite and PostgreSQL are asked differently; all other SQL of the store is the same text for both. */
export type Dialect = {
  readonly name: 'sqlite' | 'postgres';
  readonly idType: ColumnDataType;
  readonly idIsIdentity: boolean;
  readonly bytesType: ColumnDataType;
  /** Keeps the transaction's chosen rows from other workers, which pass over them instead of waiting. */
  lockRows<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O>;
  /** Until the end of the transaction nobody else migrates. */
  lockMigrations(db: Kysely<unknown>): Promise<void>;
  /** The schema migrations are recorded in, where there are schemas. */
  currentSchema(db: Kysely<unknown>): Promise<string | undefined>;
  /** After `deliveries` has grown at one blow: plans made for a small table can be a thousand times too slow. */
  refreshStatistics(db: Kysely<Tables>): Promise<void>;
  /** Before very many rows are written whose keys come in no order. */
  expectManyWrites(db: Kysely<Tables>): Promise<void>;
  jsonElements(json: string | RawBuilder<unknown>): RawBuilder<unknown>;
  /** The transaction lost against another one and may be run again from its start. */
  mayRunAgain(error: unknown): boolean;
};

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  idType: 'integer',
  idIsIdentity: false,
  bytesType: 'blob',
  // BEGIN IMMEDIATE has locked the whole database for writing already.
  lockRows: (query) => query,
  lockMigrations: async () => undefined,
  currentSchema: async () => undefined,
  refreshStatistics: async () => undefined,
  // Addresses touch all of their index: 32 MB of it stay at hand instead of 2, and its pages are copied home every 64 MB of changes
  // instead of every 4. For such a process alone: it costs memory and disk.
  async expectManyWrites(db) {
    await sql`pragma cache_size = -32768`.execute(db);
    await sql`pragma wal_autocheckpoint = 16000`.execute(db);
  },
  jsonElements: (json) => sql`json_each(${json})`,
  mayRunAgain: (error) => sqliteBusy(error),
};

// Any fixed number of ours: advisory locks share one name space per database.
const migrationLock = 20_260_417_001;

export const postgresDialect: Dialect = {
  name: 'postgres',
  idType: 'bigint',
  idIsIdentity: true,
  bytesType: 'bytea',
  lockRows: (query) => query.forUpdate().skipLocked(),
  lockMigrations: async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(db);
  },
  currentSchema: async (db) => (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name,
  refreshStatistics: async (db) => {
    await sql`analyze deliveries`.execute(db);
  },
  expectManyWrites: async () => undefined,
  jsonElements: (json) => sql`json_array_elements(cast(${json} as json))`,
  // serialization_failure, deadlock_detected
  mayRunAgain: (error) => ['40001', '40P01'].includes(property(error, 'code') as string),
};

/**
 * Values as a table for `from` and `in`: one JSON parameter whatever the number of rows, so the statement's text stays the
 * same (and prepared) and no limit on parameters is met.
 */
export function batch<Row extends Readonly<Record<string, Cell>>>(
  dialect: Dialect,
  rows: readonly Row[],
  columns: { readonly [Name in keyof Row & string]: Row[Name] extends number | null ? 'bigint' : 'text' },
): RawBuilder<Row> {
  return batchOf<Row>(dialect, JSON.stringify(rows), columns);
}

/** The same of rows written down as JSON already, or given later. */
export function batchOf<Row extends Readonly<Record<string, Cell>>>(
  dialect: Dialect,
  json: string | RawBuilder<unknown>,
  columns: { readonly [Name in keyof Row & string]: Row[Name] extends number | null ? 'bigint' : 'text' },
): RawBuilder<Row> {
  const cells = Object.entries<'bigint' | 'text'>(columns).map(
    ([name, type]) => sql`cast(value ->> ${sql.lit(name)} as ${sql.raw(type)}) as ${sql.ref(name)}`,
  );
  return sql<Row>`(select ${sql.join(cells)} from ${dialect.jsonElements(json)} as element)`;
}

/** SQLITE_BUSY (5) and its extended codes, such as a snapshot that went stale; SQLITE_LOCKED (6). */
export function sqliteBusy(error: unknown): boolean {
  const code = property(error, 'errcode');
  return typeof code === 'number' && ((code & 0xff) === 5 || (code & 0xff) === 6);
}

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[name] : undefined;
