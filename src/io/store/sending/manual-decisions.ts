import type { Transaction } from 'kysely';
import type { BounceKind } from '../../../delivery/bounce/judging/classification.ts';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import type { EngineStore, EventAboutUnknown } from '../../../press/ports/store/sending.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import { indexed } from '../database/partial-indexes.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse, storedText } from '../database/stored-values.ts';

type PersonsActs = Pick<EngineStore, 'reconcile' | 'resend' | 'isUnknown' | 'eventsAboutUnknown'>;

/** Decisions only a person takes, each kept with who and why; and what they go by. */
export const manualDecisions = (database: Database): PersonsActs => ({
  isUnknown: async (deliveryId) =>
    (await database.db
      .selectFrom('deliveries')
      .select('id')
      .where('id', '=', deliveryId)
      .where('state', '=', 'unknown')
      .executeTakeFirst()) !== undefined,
  eventsAboutUnknown: (editionId) => eventsAboutUnknown(database, editionId),
  reconcile: (editionId, verdicts, by, now) => reconcile(database, { editionId, verdicts, by, now }),
  resend: (editionId, state, ids, by, now) => resend(database, { editionId, state, ids, by, now }),
});

type Act = { readonly id: number; readonly act: string; readonly evidence: string };

async function record(database: Database, trx: Transaction<Tables>, acts: readonly Act[], by: string, now: Date): Promise<void> {
  const rows = acts.map((act) => ({ ...act, evidence: storedResponse(act.evidence), who: storedText(by), at: now.getTime() }));
  const columns = { id: 'bigint', act: 'text', evidence: 'text', who: 'text', at: 'bigint' } as const;
  await trx
    .insertInto('delivery_acts')
    .columns(['delivery_id', 'act', 'evidence', 'acted_by', 'at'])
    .expression(
      trx
        .selectFrom(batch(database.dialect, rows, columns).as('given'))
        .select(['given.id', 'given.act', 'given.evidence', 'given.who', 'given.at']),
    )
    .execute();
}

type Reconciling = {
  readonly editionId: number;
  readonly verdicts: Parameters<EngineStore['reconcile']>[1];
  readonly by: string;
  readonly now: Date;
};

const reconcile = (database: Database, { editionId, verdicts, by, now }: Reconciling): Promise<readonly number[]> =>
  writing(database, async (trx) => {
    const rows = verdicts.map(({ messageId, verdict, evidence }) => ({
      message: messageId,
      verdict,
      response: storedResponse(`reconciled by ${by}: ${evidence}`),
    }));
    const columns = { message: 'text', verdict: 'text', response: 'text' } as const;
    const changed = await trx
      .updateTable('deliveries')
      .from(batch(database.dialect, rows, columns).as('given'))
      .set((eb) => ({ state: eb.ref('given.verdict'), response: eb.ref('given.response'), updated_at: now.getTime() }))
      .where('deliveries.edition_id', '=', editionId)
      .where('deliveries.state', 'in', statesBefore('reconcile-accepted'))
      .whereRef('deliveries.message_id', '=', 'given.message')
      .returning(['deliveries.id', 'deliveries.state', 'deliveries.response'])
      .execute();
    const acts = changed.map((row) => ({ id: row.id, act: `reconcile-${row.state}`, evidence: row.response ?? '' }));
    await record(database, trx, acts, by, now);
    return changed.map(({ id }) => id);
  });

type Resending = {
  readonly editionId: number;
  readonly state: 'unknown' | 'failed';
  readonly ids: readonly number[] | null;
  readonly by: string;
  readonly now: Date;
};

/** Three times by hand is enough: a message that was lost each time is the trouble itself, and stays where it is. */
const resendsAtMost = 3;

const resend = (database: Database, { editionId, state, ids, by, now }: Resending): Promise<number> =>
  writing(database, async (trx) => {
    // Locks the edition, so that its books are not written down for good at the same moment.
    const open = await trx
      .updateTable('editions')
      .set((eb) => ({ frozen: eb.ref('frozen') }))
      .where('id', '=', editionId)
      .where('books', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (open === undefined) return 0;
    const given = batch(
      database.dialect,
      (ids ?? []).map((id) => ({ id })),
      { id: 'bigint' },
    ).as('given');
    const changed = await trx
      .updateTable('deliveries')
      .set({
        state: 'queued',
        response: null,
        next_attempt_at: null,
        deferrals: 0,
        deferred_since: null,
        worker: null,
        updated_at: now.getTime(),
      })
      .where('edition_id', '=', editionId)
      .where('state', '=', state)
      .where('digest_id', 'is not', null)
      .$if(ids !== null, (query) => query.where('id', 'in', (eb) => eb.selectFrom(given).select('given.id')))
      .where(
        (eb) =>
          eb
            .selectFrom('delivery_acts')
            .select((count) => count.fn.countAll<number>().as('times'))
            .whereRef('delivery_acts.delivery_id', '=', 'deliveries.id')
            .where('delivery_acts.act', '=', 'resend'),
        '<',
        resendsAtMost,
      )
      .returning('id')
      .execute();
    if (changed.length === 0) return 0;
    await record(
      database,
      trx,
      changed.map(({ id }) => ({ id, act: 'resend', evidence: `was ${state}` })),
      by,
      now,
    );
    await trx
      .updateTable('editions')
      .set({ state: 'sending', finished_at: null })
      .where('id', '=', editionId)
      .where('state', '=', 'finished')
      .execute();
    return changed.length;
  });

async function eventsAboutUnknown({ db }: Database, editionId: number): Promise<readonly EventAboutUnknown[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('inbound_events', 'inbound_events.delivery_id', 'deliveries.id')
    .where('deliveries.edition_id', '=', editionId)
    .where(indexed('unknown'))
    .where('deliveries.state', '=', 'unknown')
    .where('deliveries.message_id', 'is not', null)
    .select(['message_id', 'kind', 'source', 'diagnostic', 'evidence'])
    .orderBy('inbound_events.id')
    .$narrowType<{ message_id: string }>()
    .execute();
  return rows.map(({ message_id, kind, evidence, ...same }) => ({
    ...same,
    messageId: message_id,
    kind: kind as BounceKind,
    evidence: JSON.parse(evidence) as readonly string[],
  }));
}
