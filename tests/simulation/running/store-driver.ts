import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery as Compiled,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from '../../../src/io/store/database/schema.ts';
import { sqliteDialect, storeOn } from './engine.ts';
import type { Process, Scheduler } from './scheduler.ts';
import { end } from './scheduler.ts';

export type StoreFaultKind = 'busy' | 'full' | 'commit-unheard' | 'crash-before' | 'crash-after' | 'freeze';

/** Of one machine: at the first statement it fits, from its n-th on. */
export type StoreFault = { readonly machine: string; readonly from: number; readonly kind: StoreFaultKind; readonly ms: number };

/** A change of a row as a transaction made it: `kind` names the table, the rest is what judges need of it. */
export type Change = {
  readonly kind: 'delivery' | 'edition' | 'hold' | 'act';
  readonly id: number;
  readonly edition: number;
  readonly before: string | null;
  readonly after: string;
  readonly worker: string | null;
};

/** One store, used by every process of the world. */
export type StoreHost = {
  readonly sqlite: DatabaseSync;
  /** Rows by statement, asked of the world and not of a process: no step, no fault. */
  ask<Row>(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[];
  database(process: Process): Kysely<Tables>;
  readonly statements: number;
  /** Those that are still to come. */
  readonly faults: StoreFault[];
};

export type HostRules = {
  readonly world: Scheduler;
  /** ms of one statement. */
  readonly latency: () => number;
  /** PostgreSQL waits for another's transaction; SQLite is busy after 0.2 s. */
  readonly waits: boolean;
  readonly faults: StoreFault[];
  /** `inTransaction`: the store is the process's alone at that moment. */
  readonly onFault: (process: Process, fault: StoreFault, inTransaction: boolean) => void;
  readonly onCommit: (process: Process, changes: readonly Change[]) => void;
  /** A defect put in by hand. */
  readonly rewrite?: ((sql: string) => string) | undefined;
};

const watched = `
  create temp table noted (n integer primary key, kind text, id integer, edition integer, before text, after text, worker text);
  create temp trigger noted_1 after insert on main.deliveries begin
    insert into noted (kind, id, edition, before, after, worker) values ('delivery', new.id, new.edition_id, null, new.state, new.worker); end;
  create temp trigger noted_2 after update of state on main.deliveries when old.state != new.state begin
    insert into noted (kind, id, edition, before, after, worker) values ('delivery', new.id, new.edition_id, old.state, new.state, coalesce(new.worker, old.worker)); end;
  create temp trigger noted_3 after insert on main.editions begin
    insert into noted (kind, id, edition, before, after) values ('edition', new.id, new.id, null, new.state); end;
  create temp trigger noted_4 after update of state on main.editions when old.state != new.state begin
    insert into noted (kind, id, edition, before, after) values ('edition', new.id, new.id, old.state, new.state); end;
  create temp trigger noted_5 after insert on main.edition_holds begin
    insert into noted (kind, id, edition, before, after) values ('hold', new.edition_id, new.edition_id, null, new.kind); end;
  create temp trigger noted_6 after update of kind on main.edition_holds begin
    insert into noted (kind, id, edition, before, after) values ('hold', new.edition_id, new.edition_id, old.kind, new.kind); end;
  create temp trigger noted_7 after insert on main.delivery_acts begin
    insert into noted (kind, id, edition, before, after) values ('act', new.delivery_id, 0, null, new.act); end;
  create temp trigger noted_8 after update of frozen_at on main.editions when old.frozen_at is null begin
    insert into noted (kind, id, edition, before, after) values ('edition', new.id, new.id, old.state, 'frozen'); end;`;

/** Made once and emptied for each world: its statements stay prepared. */
let kept: { readonly sqlite: DatabaseSync; readonly statements: Map<string, StatementSync>; readonly tables: readonly string[] } | null =
  null;
let clock = () => 0;

async function emptyStore() {
  if (kept === null) {
    const sqlite = new DatabaseSync(':memory:');
    sqlite.exec('pragma foreign_keys = on');
    sqlite.function('unixepoch', { varargs: true }, () => clock() / 1000);
    const statements = new Map<string, StatementSync>();
    await storeOn({ db: kyselyOn(plainDriver(sqlite, statements)), dialect: sqliteDialect } as never).migrate();
    sqlite.exec(watched);
    const tables = sqlite
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'kysely%' and name not in ('store_identity', 'sqlite_sequence')",
      )
      .all()
      .map(({ name }) => String(name));
    kept = { sqlite, statements, tables };
  }
  const { sqlite, tables } = kept;
  if (sqlite.isTransaction) sqlite.exec('rollback');
  sqlite.exec(`pragma foreign_keys = off;
    insert or ignore into erasures (subscriber_id, at) select subscriber_id, 0 from subscriptions; delete from consent_events;
    ${tables.map((name) => `delete from ${name};`).join('')} delete from sqlite_sequence; delete from noted; pragma foreign_keys = on`);
  return kept;
}

export async function storeHost(rules: HostRules): Promise<StoreHost> {
  const { sqlite, statements } = await emptyStore();
  clock = rules.world.now;
  const prepared = (sql: string) => preparedOn(sqlite, statements, sql);
  const host: Host = { sqlite, prepared, rules, holder: null, waiting: [], counts: new Map(), statements: 0 };
  return {
    sqlite,
    ask: (sql, ...parameters) => prepared(sql).all(...parameters) as never,
    database: (process) => kyselyOn(processDriver(host, process)),
    get statements() {
      return host.statements;
    },
    faults: rules.faults,
  };
}

type Host = {
  readonly sqlite: DatabaseSync;
  readonly prepared: (sql: string) => StatementSync;
  readonly rules: HostRules;
  /** Whose transaction is open. */
  holder: Process | null;
  waiting: (() => void)[];
  /** Statements by machine. */
  readonly counts: Map<string, number>;
  statements: number;
};

const kyselyOn = (driver: Driver): Kysely<Tables> =>
  new Kysely({
    dialect: {
      createAdapter: () =>
        new (class extends SqliteAdapter {
          override get supportsTransactionalDdl() {
            return true;
          }
        })(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

function driverOf(execute: (query: CompiledQuery) => Promise<QueryResult<unknown>>, isOpen: () => boolean): Driver {
  const connection: DatabaseConnection = {
    executeQuery: (query) => execute(query) as never,
    streamQuery: () => {
      throw new Error('nothing of the store is streamed');
    },
  };
  // One connection a process, and Kysely keeps its users apart.
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: async () => void (await execute(Compiled.raw('begin immediate'))),
    commitTransaction: async () => void (await execute(Compiled.raw('commit'))),
    rollbackTransaction: async () => {
      if (isOpen()) await execute(Compiled.raw('rollback'));
    },
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
}

const plainDriver = (sqlite: DatabaseSync, statements: Map<string, StatementSync>): Driver =>
  driverOf(
    async ({ sql, parameters }) => runOn(preparedOn(sqlite, statements, sql), parameters),
    () => sqlite.isTransaction,
  );

function preparedOn(sqlite: DatabaseSync, statements: Map<string, StatementSync>, sql: string): StatementSync {
  const known = statements.get(sql) ?? sqlite.prepare(sql);
  statements.set(sql, known);
  return known;
}

function runOn(statement: StatementSync, parameters: readonly unknown[]): QueryResult<unknown> {
  const given = parameters as readonly SQLInputValue[];
  if (statement.columns().length > 0) return { rows: statement.all(...given) };
  const { changes, lastInsertRowid } = statement.run(...given);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

const processDriver = (host: Host, process: Process): Driver => {
  process.ends.add(() => letGo(host, process));
  return driverOf(
    (query) => executed(host, process, query),
    () => host.holder === process,
  );
};

/** Whatever it had open is undone. */
function letGo(host: Host, process: Process): void {
  if (host.holder !== process) return;
  if (host.sqlite.isTransaction) host.sqlite.exec('rollback');
  closed(host);
}

function closed(host: Host): void {
  host.holder = null;
  const woken = host.waiting;
  host.waiting = [];
  for (const wake of woken) wake();
}

type Kind = 'begin' | 'commit' | 'rollback' | 'other';
const kindOf = (sql: string): Kind => (sql.startsWith('begin') ? 'begin' : sql === 'commit' || sql === 'rollback' ? sql : 'other');

async function executed(host: Host, process: Process, { sql: written, parameters }: CompiledQuery): Promise<QueryResult<unknown>> {
  const { rules } = host;
  const kind = kindOf(written);
  if (host.holder !== process) {
    await rules.world.step(process, rules.latency());
    await turn(host, process, kind);
  } else if (kind === 'commit') await rules.world.step(process, rules.latency());
  const fault = faultNow(host, process, kind);
  if (fault) {
    rules.onFault(process, fault, host.holder === process);
    await before(host, process, fault);
  }
  if (kind === 'begin') host.holder = process;
  host.statements += 1;
  const result = runOn(host.prepared(rules.rewrite ? rules.rewrite(written) : written), parameters);
  if (kind === 'commit' || kind === 'rollback') {
    closed(host);
    if (kind === 'commit') tellChanges(host, process);
  }
  if (fault?.kind === 'crash-after') await gone(process);
  if (fault?.kind === 'commit-unheard') throw trouble(10, 'disk I/O error');
  return result;
}

/** Whoever writes has the store for themselves; who reads meanwhile sees what was before, which is to have read before or after. */
async function turn(host: Host, process: Process, kind: Kind): Promise<void> {
  const { rules } = host;
  let waited = false;
  while (host.holder !== null) {
    const free = new Promise<void>((resolve) => host.waiting.push(resolve));
    if (kind === 'begin' && !rules.waits) {
      if (waited) throw trouble(5, 'database is locked');
      waited = true;
      await Promise.race([free, rules.world.step(process, 200)]);
    } else await free;
    await rules.world.step(process, 0);
  }
}

function faultNow(host: Host, { machine }: Process, kind: Kind): StoreFault | null {
  const count = (host.counts.get(machine.name) ?? 0) + 1;
  host.counts.set(machine.name, count);
  const { faults } = host.rules;
  if (faults.length === 0) return null;
  const at = faults.findIndex(
    (fault) => fault.machine === machine.name && fault.from <= count && fits(fault.kind, kind, host.holder !== null, host.rules.waits),
  );
  return at === -1 ? null : (faults.splice(at, 1)[0] ?? null);
}

function fits(fault: StoreFaultKind, kind: Kind, inTransaction: boolean, waits: boolean): boolean {
  // One who sleeps in a transaction of PostgreSQL has locked some rows; here it would be all of them.
  if (fault === 'freeze') return !(inTransaction && waits);
  if (fault === 'busy') return kind === 'begin';
  if (fault === 'full') return inTransaction && kind === 'other';
  if (fault === 'commit-unheard') return kind === 'commit';
  return true;
}

async function before(host: Host, process: Process, { kind, ms }: StoreFault): Promise<void> {
  switch (kind) {
    case 'busy':
      throw trouble(5, 'database is locked');
    case 'full':
      letGo(host, process);
      throw trouble(13, 'database or disk is full');
    case 'freeze':
      process.machine.frozenUntil = host.rules.world.now() + ms;
      return await host.rules.world.step(process, 0);
    case 'crash-before':
      return await gone(process);
    case 'crash-after':
    case 'commit-unheard':
  }
}

/** Never comes back. */
async function gone(process: Process): Promise<never> {
  end(process);
  return await new Promise<never>(() => undefined);
}

const trouble = (errcode: number, message: string) => Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });

function tellChanges(host: Host, process: Process): void {
  const changes = host.prepared('select kind, id, edition, before, after, worker from noted order by n').all();
  if (changes.length === 0) return;
  host.prepared('delete from noted').run();
  host.rules.onCommit(process, changes as unknown as readonly Change[]);
}
