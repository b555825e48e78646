import { type Kysely, sql, type Transaction } from 'kysely';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import type { LoggedIntent } from '../../../press/ports/sending-log.ts';
import type { DeliveryRow, Ledger } from '../../../press/ports/store/ledger.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import { indexed, submitting, unfinished } from '../database/partial-indexes.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse } from '../database/stored-values.ts';
import { countDeliveries } from '../editions/editions.ts';
import { freezing } from './freezing.ts';

/** The deliveries and what became of them. */
export function ledgerStore(database: Database): Ledger {
  const { db } = database;
  return {
    ...freezing(database),
    due: (editionId, now, afterId, limit) => due(db, { editionId, now, afterId, limit }),
    beginSubmitting: (deliveries, worker, now) => beginSubmitting(database, deliveries, worker, now),
    recordOutcomes: (outcomes, now, worker) => recordOutcomes(database, outcomes, now, worker),
    submittingWorkers: (editionId) => submittingWorkers(db, editionId),
    abandonSubmitting: (editionId, deadWorkers, now) => abandonSubmitting(database, editionId, deadWorkers, now),
    accounting: (editionId) => countDeliveries(db, editionId),
    deliveries: async (editionId, state, afterId, limit) => {
      const chosen = idsOf(db, editionId, afterId, limit);
      return (await rowsOf(db, state === null ? chosen : chosen.where(indexed(state)).where('state', '=', state)).execute()).map(
        deliveryRow,
      );
    },
  };
}

const idsOf = (db: Kysely<Tables>, editionId: number, afterId: number, limit: number) =>
  db
    .selectFrom('deliveries')
    .select('deliveries.id')
    .where('edition_id', '=', editionId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit);

// Ids first, materialised, and the joins after: PostgreSQL otherwise merges the whole of subscribers into every page.
const rowsOf = (db: Kysely<Tables>, chosen: ReturnType<typeof idsOf>) =>
  db
    .with(
      (cte) => cte('chosen').materialized(),
      () => chosen,
    )
    .selectFrom('chosen')
    .innerJoin('deliveries', 'deliveries.id', 'chosen.id')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .innerJoin('editions', 'editions.id', 'deliveries.edition_id')
    .leftJoin('digests', 'digests.id', 'deliveries.digest_id')
    .selectAll('deliveries')
    .select(['subscribers.address', 'digests.fingerprint', 'editions.frozen_at'])
    .orderBy('deliveries.id');

async function due(
  db: Kysely<Tables>,
  page: { readonly editionId: number; readonly now: Date; readonly afterId: number; readonly limit: number },
): Promise<readonly DeliveryRow[]> {
  const chosen = idsOf(db, page.editionId, page.afterId, page.limit)
    .where(unfinished)
    .where('digest_id', 'is not', null)
    .where((eb) =>
      eb.or([eb('state', '=', 'queued'), eb.and([eb('state', '=', 'deferred'), eb('next_attempt_at', '<=', page.now.getTime())])]),
    );
  return (await rowsOf(db, chosen).execute()).map(deliveryRow);
}

type Intents = Parameters<Ledger['beginSubmitting']>[0];

/**
 * Whether the reader still wants the mail is asked by the very statement that writes the intent, and asked again of those
 * left over: one who left between the two stays queued, and the next round suppresses them.
 */
async function beginSubmitting(database: Database, intents: Intents, worker: string, now: Date): Promise<readonly number[]> {
  const begun = await begin(database, intents, worker, now);
  database.onIntents?.(begun);
  return begun.map(({ id }) => id).sort((a, b) => a - b);
}

const begin = (database: Database, intents: Intents, worker: string, now: Date): Promise<readonly LoggedIntent[]> =>
  writing(database, async (trx) => {
    const { dialect } = database;
    const given = intents.map(({ id, messageId }) => ({ id, message: messageId }));
    const locked = await dialect
      .lockRows(
        trx
          .selectFrom('deliveries')
          .select('id')
          .where('id', 'in', (eb) => eb.selectFrom(batch(dialect, given, { id: 'bigint', message: 'text' }).as('given')).select('given.id'))
          .where('state', 'in', statesBefore('begin'))
          .where('digest_id', 'is not', null)
          .where(goesOn)
          .orderBy('id'),
      )
      .execute();
    const messages = new Map(given.map((intent) => [intent.id, intent.message]));
    const ours = locked.map(({ id }) => ({ id, message: messages.get(id) ?? '' }));
    const mine = batch(dialect, ours, { id: 'bigint', message: 'text' }).as('mine');

    const begun = await trx
      .updateTable('deliveries')
      .from(mine)
      .set((eb) => ({
        state: 'submitting',
        // Fixed by the first attempt.
        message_id: eb.fn.coalesce('deliveries.message_id', 'mine.message'),
        attempts: eb('deliveries.attempts', '+', 1),
        next_attempt_at: null,
        worker,
        updated_at: now.getTime(),
      }))
      .whereRef('deliveries.id', '=', 'mine.id')
      .where('deliveries.state', 'in', statesBefore('begin'))
      .where(wanted)
      .where(goesOn)
      .returning(['deliveries.id', 'deliveries.edition_id as editionId', 'deliveries.attempts'])
      .execute();
    await trx
      .updateTable('deliveries')
      .from(mine)
      .set({
        state: 'suppressed',
        response: 'unsubscribed or suppressed before it was sent',
        next_attempt_at: null,
        updated_at: now.getTime(),
      })
      .whereRef('deliveries.id', '=', 'mine.id')
      .where('deliveries.state', 'in', statesBefore('suppress'))
      .where(sql<boolean>`not ${wanted}`)
      .execute();
    return begun;
  });

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

type Outcomes = Parameters<Ledger['recordOutcomes']>[0];

const recordOutcomes = (database: Database, outcomes: Outcomes, now: Date, worker?: string): Promise<number> =>
  writing(database, async (trx) => {
    const rows = outcomes.map((outcome) => ({
      id: outcome.id,
      state: outcome.state,
      response: storedResponse(outcome.response),
      next: outcome.state === 'deferred' ? (outcome.nextAttemptAt?.getTime() ?? now.getTime()) : null,
      deferrals: outcome.deferrals?.count ?? null,
      since: outcome.deferrals?.since.getTime() ?? null,
    }));
    const columns = { id: 'bigint', state: 'text', response: 'text', next: 'bigint', deferrals: 'bigint', since: 'bigint' } as const;
    const given = batch(database.dialect, rows, columns).as('given');
    const recording = () =>
      trx
        .updateTable('deliveries')
        .from(given)
        .set((eb) => ({
          state: eb.ref('given.state'),
          response: eb.ref('given.response'),
          next_attempt_at: eb.ref('given.next'),
          deferrals: eb.fn.coalesce('given.deferrals', 'deliveries.deferrals'),
          deferred_since: eb.fn.coalesce('given.since', 'deliveries.deferred_since'),
          worker: null,
          updated_at: now.getTime(),
        }))
        .whereRef('deliveries.id', '=', 'given.id')
        .$if(worker !== undefined, (query) => query.where('deliveries.worker', '=', worker ?? ''));
    const { numUpdatedRows } = await recording().where('deliveries.state', '=', 'submitting').executeTakeFirst();
    if (worker === undefined || Number(numUpdatedRows) === outcomes.length) return Number(numUpdatedRows);
    const late = await recording()
      .where('deliveries.state', 'in', statesBefore('late-accepted'))
      .returning(['deliveries.edition_id', 'deliveries.state'])
      .execute();
    await reopen(
      trx,
      late.flatMap((row) => (row.state === 'deferred' ? row.edition_id : [])),
    );
    return Number(numUpdatedRows) + late.length;
  });

/** One that was finished has something left to do again. */
async function reopen(trx: Transaction<Tables>, editionIds: readonly number[]): Promise<void> {
  for (const id of new Set(editionIds))
    await trx
      .updateTable('editions')
      .set({ state: 'sending', finished_at: null })
      .where('id', '=', id)
      .where('state', '=', 'finished')
      .execute();
}

async function submittingWorkers(db: Kysely<Tables>, editionId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('worker')
    .distinct()
    .where('edition_id', '=', editionId)
    .where(submitting)
    .where('worker', 'is not', null)
    .orderBy('worker')
    .$narrowType<{ worker: string }>()
    .execute();
  return rows.map(({ worker }) => worker);
}

const abandonSubmitting = (database: Database, editionId: number, deadWorkers: readonly string[], now: Date): Promise<number> =>
  writing(database, async (trx) => {
    const names = deadWorkers.map((worker) => ({ worker }));
    const dead = batch(database.dialect, names, { worker: 'text' }).as('dead');
    const { numUpdatedRows } = await trx
      .updateTable('deliveries')
      // The worker's name stays: it may be alive after all, and what it hears then is the truth.
      .set({ state: 'unknown', response: 'its worker ended while submitting it', updated_at: now.getTime() })
      .where('edition_id', '=', editionId)
      .where(submitting)
      .where('state', 'in', statesBefore('worker-lost'))
      .where('worker', 'in', (eb) => eb.selectFrom(dead).select('dead.worker'))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });

function deliveryRow(row: Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>): DeliveryRow {
  return {
    id: row.id,
    editionId: row.edition_id,
    subscriberId: row.subscriber_id,
    subscriptionId: row.subscription_id,
    address: row.address,
    state: row.state,
    digest: row.fingerprint,
    messageId: row.message_id,
    attempts: row.attempts,
    deferrals: row.deferrals,
    deferredSince: row.deferred_since === null ? null : new Date(row.deferred_since),
    response: row.response,
    nextAttemptAt: row.next_attempt_at === null ? null : new Date(row.next_attempt_at),
    frozenAt: new Date(row.frozen_at ?? row.updated_at),
    updatedAt: new Date(row.updated_at),
  };
}
