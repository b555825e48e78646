import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { makeFolder } from '../../files/write-folder.ts';
import { sqliteBusy } from './dialect.ts';

// Waiting inside SQLite stops the whole process, so it is short there and long in `writing`, which waits asynchronously.
const busyTimeoutMs = 200;
const statementsKept = 200;

/** Kysely on node:sqlite, one connection. Write transactions take the lock at their start: a later upgrade could not wait. */
export async function nodeSqliteDialect(path: string): Promise<Dialect> {
  const database = await openDatabase(path);
  return {
    createAdapter: () => new TransactionalDdlAdapter(),
    createDriver: () => new ImmediateDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Whether the file is there and this process may only read it: another user's store. */
export function mayOnlyRead(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** Beside a log there is a process that writes; without one the file stands still, and SQLite must not look for a place to write. */
function openForReading(path: string): DatabaseSync {
  const file = existsSync(`${path}-wal`) ? path : new URL(`${pathToFileURL(path).href}?immutable=1`);
  return new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  if (path !== ':memory:' && mayOnlyRead(path)) return openForReading(path);
  if (path !== ':memory:') {
    makeFolder(dirname(path));
    // Readers' addresses: for the owner's eyes only, from the first byte.
    closeSync(openSync(path, 'a', 0o600));
  }
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  for (let attempt = 1; ; attempt++) {
    try {
      // FULL: an acknowledged outcome survives a power cut. Switching to WAL ignores the busy timeout.
      database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma journal_size_limit = 67108864');
      return database;
    } catch (error) {
      if (attempt === 100 || !sqliteBusy(error)) throw error;
      await pause(20 + Math.random() * 80);
    }
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: preparing(database) });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite rolls back by itself when the disk is full; a second rollback would hide that error behind its own.
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

function preparing(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const statement = statementOf(database.prepare(text));
    const [oldest] = kept.keys();
    if (kept.size >= statementsKept && oldest !== undefined) kept.delete(oldest);
    kept.set(text, statement);
    return statement;
  };
  return { prepare, close: () => database.close() };
}

const statementOf = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...(parameters as readonly SQLInputValue[])),
  run: (parameters) => statement.run(...(parameters as readonly SQLInputValue[])),
  iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
});
