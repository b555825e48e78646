import type { Kysely } from 'kysely';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import type { DeliveryRow, Ledger } from '../../../press/ports/store/ledger.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import { indexed, submitting, unfinished } from '../database/partial-indexes.ts';
import type { Tables } from '../database/schema.ts';
import { countDeliveries } from '../editions/editions.ts';
import { freezing } from './freezing.ts';
import { ledgerTurns } from './ledger-turns.ts';

/** The deliveries and what became of them. */
export function ledgerStore(database: Database): Omit<Ledger, 'sentStories'> {
  const { db } = database;
  return {
    ...freezing(database),
    due: (editionId, now, afterId, limit) => due(db, { editionId, now, afterId, limit }),
    ...ledgerTurns(database),
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
    .select(['subscribers.address', 'digests.fingerprint', 'digests.layout', 'editions.frozen_at'])
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
    layout: row.layout,
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
