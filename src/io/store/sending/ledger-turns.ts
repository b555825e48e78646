import { type Kysely, sql, type Transaction } from 'kysely';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import type { LoggedIntent } from '../../../press/ports/sending-log.ts';
import type { Ledger, LedgerTurn } from '../../../press/ports/store/ledger.ts';
import { type Database, writing } from '../database/database.ts';
import { batchOf } from '../database/dialect.ts';
import { prepared } from '../database/prepared.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse } from '../database/stored-values.ts';

type Trx = Transaction<Tables>;

/** The statements of the loop that sends, each compiled once for a store. */
type Statements = ReturnType<typeof statementsOf>;

/** Intents and outcomes: what is written for every message. */
export function ledgerTurns(database: Database): Pick<Ledger, 'beginSubmitting' | 'recordOutcomes' | 'turn'> {
  const statements = statementsOf(database);
  const told = (begun: readonly LoggedIntent[]) => {
    if (begun.length > 0) database.onIntents?.(begun);
    return begun.map(({ id }) => id).sort((a, b) => a - b);
  };
  return {
    beginSubmitting: async (intents, worker, now) =>
      told(await writing(database, (trx) => begin(statements, trx, { intents, worker, now }))),
    recordOutcomes: (outcomes, now, worker) =>
      writing(database, (trx) => record(statements, trx, { outcomes, worker: worker ?? null, now })),
    turn: async ({ outcomes, withdrawn, intents }, worker, now) =>
      told(
        await writing(database, async (trx) => {
          if (outcomes.length > 0) await record(statements, trx, { outcomes, worker, now });
          if (withdrawn.length > 0)
            await statements.withdraw(trx, { rows: rowsOf(withdrawn.map((id) => ({ id }))), worker, at: now.getTime() });
          return intents.length > 0 ? await begin(statements, trx, { intents, worker, now }) : [];
        }),
      ),
  };
}

const rowsOf = (rows: readonly object[]): string => JSON.stringify(rows);

type Begin = { readonly intents: LedgerTurn['intents']; readonly worker: string; readonly now: Date };

/**
 * Whether the reader still wants the mail is asked by the very statement that writes the intent, and asked again of those
 * left over: one who left between the two stays queued, and the next round suppresses them.
 */
async function begin(statements: Statements, trx: Trx, { intents, worker, now }: Begin): Promise<readonly LoggedIntent[]> {
  const given = intents.map(({ id, messageId }) => ({ id, message: messageId }));
  const rows = rowsOf((await statements.lock?.(trx, given)) ?? given);
  const at = now.getTime();
  const { rows: begun } = await statements.begin(trx, { rows, worker, at });
  if (begun.length < given.length) await statements.suppress(trx, { rows, at });
  return begun;
}

type Record = { readonly outcomes: LedgerTurn['outcomes']; readonly worker: string | null; readonly now: Date };

async function record(statements: Statements, trx: Trx, { outcomes, worker, now }: Record): Promise<number> {
  const at = now.getTime();
  const rows = rowsOf(
    outcomes.map((outcome) => ({
      id: outcome.id,
      state: outcome.state,
      response: storedResponse(outcome.response),
      next: outcome.state === 'deferred' ? (outcome.nextAttemptAt?.getTime() ?? at) : null,
      deferrals: outcome.deferrals?.count ?? null,
      since: outcome.deferrals?.since.getTime() ?? null,
    })),
  );
  if (worker === null) return (await statements.recordAnyones(trx, { rows, at })).changed;
  const { changed } = await statements.record(trx, { rows, worker, at });
  if (changed === outcomes.length) return changed;
  const late = (await statements.recordLate(trx, { rows, worker, at })).rows;
  await reopen(
    trx,
    late.flatMap((row) => (row.state === 'deferred' ? row.edition_id : [])),
  );
  return changed + late.length;
}

/** One that was finished has something left to do again. */
async function reopen(trx: Trx, editionIds: readonly number[]): Promise<void> {
  for (const id of new Set(editionIds))
    await trx
      .updateTable('editions')
      .set({ state: 'sending', finished_at: null })
      .where('id', '=', id)
      .where('state', '=', 'finished')
      .execute();
}

/** The subscription is still active and the address is not suppressed. */
const wanted = sql<boolean>`exists (
  select 1 from subscriptions
  join subscribers on subscribers.id = subscriptions.subscriber_id
  where subscriptions.id = deliveries.subscription_id and subscriptions.state = 'active'
  and not exists (select 1 from suppressions where suppressions.address_key = subscribers.address_key)
)`;

/** Nobody holds the edition: a pause counts from the moment it is durable, not from when a sender looks around. */
const goesOn = sql<boolean>`not exists (select 1 from edition_holds
  where edition_holds.edition_id = deliveries.edition_id and edition_holds.kind in ('paused', 'cancelled'))`;

const intentColumns = { id: 'bigint', message: 'text' } as const;
const outcomeColumns = { id: 'bigint', state: 'text', response: 'text', next: 'bigint', deferrals: 'bigint', since: 'bigint' } as const;

/** A list of events' states, written into the text: there are few, and they never change. */
const among = (states: readonly string[]) => sql`(${sql.join(states.map((state) => sql.lit(state)))})`;

const statementsOf = (database: Database) => ({
  ...lockStatement(database),
  ...intentStatements(database),
  ...outcomeStatements(database),
});

const stateIn = (event: Parameters<typeof statesBefore>[0]) => sql<boolean>`deliveries.state in ${among(statesBefore(event))}`;

function lockStatement({ db, dialect }: Database) {
  const lock = prepared<{ rows: string }, { id: number }>(db, (q, blank) =>
    dialect.lockRows(
      q
        .selectFrom('deliveries')
        .select('id')
        .where('id', 'in', (eb) => eb.selectFrom(batchOf<Intent>(dialect, blank('rows'), intentColumns).as('given')).select('given.id'))
        .where(stateIn('begin'))
        .where('digest_id', 'is not', null)
        .orderBy('id'),
    ),
  );
  return {
    /** Leaves out what other workers have in hand. SQLite's transactions are one at a time, so nobody has. */
    lock:
      dialect.name === 'sqlite'
        ? null
        : async (trx: Kysely<Tables>, given: readonly Intent[]) => {
            const free = new Set((await lock(trx, { rows: rowsOf(given) })).rows.map(({ id }) => Number(id)));
            return given.filter(({ id }) => free.has(id));
          },
  };
}

function intentStatements({ db, dialect }: Database) {
  return {
    begin: prepared<{ rows: string; worker: string; at: number }, LoggedIntent>(db, (q, blank) =>
      q
        .updateTable('deliveries')
        .from(batchOf<Intent>(dialect, blank('rows'), intentColumns).as('mine'))
        .set((eb) => ({
          state: sql.lit('submitting' as const),
          // Fixed by the first attempt.
          message_id: eb.fn.coalesce('deliveries.message_id', 'mine.message'),
          attempts: sql<number>`deliveries.attempts + 1`,
          next_attempt_at: null,
          worker: blank('worker'),
          updated_at: blank('at'),
        }))
        .whereRef('deliveries.id', '=', 'mine.id')
        .where(stateIn('begin'))
        .where('deliveries.digest_id', 'is not', null)
        .where(wanted)
        .where(goesOn)
        .returning(['deliveries.id', 'deliveries.edition_id as editionId', 'deliveries.attempts']),
    ),
    suppress: prepared<{ rows: string; at: number }>(db, (q, blank) =>
      q
        .updateTable('deliveries')
        .from(batchOf<Intent>(dialect, blank('rows'), intentColumns).as('mine'))
        .set({
          state: sql.lit('suppressed' as const),
          response: 'unsubscribed or suppressed before it was sent',
          next_attempt_at: null,
          updated_at: blank('at'),
        })
        .whereRef('deliveries.id', '=', 'mine.id')
        .where(stateIn('suppress'))
        .where('deliveries.digest_id', 'is not', null)
        .where(sql<boolean>`not ${wanted}`),
    ),
    withdraw: prepared<{ rows: string; worker: string; at: number }>(db, (q, blank) =>
      q
        .updateTable('deliveries')
        .from(batchOf<{ id: number }>(dialect, blank('rows'), { id: 'bigint' }).as('mine'))
        // It stays counted as an attempt: the log beside the store has it, and a store that knows less than its log is an older copy.
        .set({ state: sql.lit('queued' as const), worker: null, updated_at: blank('at') })
        .whereRef('deliveries.id', '=', 'mine.id')
        .where(stateIn('withdraw'))
        .where('deliveries.attempts', '=', 1)
        .where('deliveries.worker', '=', blank('worker')),
    ),
  };
}

function outcomeStatements(database: Database) {
  const { db } = database;
  return {
    record: prepared<{ rows: string; worker: string; at: number }>(db, (q, blank) =>
      recording(q, database, blank('rows'), blank('at'))
        .where('deliveries.worker', '=', blank('worker'))
        .where(sql<boolean>`deliveries.state = 'submitting'`),
    ),
    recordAnyones: prepared<{ rows: string; at: number }>(db, (q, blank) =>
      recording(q, database, blank('rows'), blank('at')).where(sql<boolean>`deliveries.state = 'submitting'`),
    ),
    recordLate: prepared<{ rows: string; worker: string; at: number }, { edition_id: number; state: string }>(db, (q, blank) =>
      recording(q, database, blank('rows'), blank('at'))
        .where('deliveries.worker', '=', blank('worker'))
        .where(stateIn('late-accepted'))
        .returning(['deliveries.edition_id', 'deliveries.state']),
    ),
  };
}

type Intent = { readonly id: number; readonly message: string };

type Outcome = {
  readonly id: number;
  readonly state: 'accepted' | 'deferred' | 'failed' | 'unknown';
  readonly response: string;
  readonly next: number | null;
  readonly deferrals: number | null;
  readonly since: number | null;
};

const recording = (db: Kysely<Tables>, { dialect }: Database, rows: ReturnType<typeof sql<never>>, at: ReturnType<typeof sql<never>>) =>
  db
    .updateTable('deliveries')
    .from(batchOf<Outcome>(dialect, rows, outcomeColumns).as('given'))
    .set((eb) => ({
      state: eb.ref('given.state'),
      response: eb.ref('given.response'),
      next_attempt_at: eb.ref('given.next'),
      deferrals: eb.fn.coalesce('given.deferrals', 'deliveries.deferrals'),
      deferred_since: eb.fn.coalesce('given.since', 'deliveries.deferred_since'),
      worker: null,
      updated_at: at,
    }))
    .whereRef('deliveries.id', '=', 'given.id');
