import { type Kysely, sql } from 'kysely';
import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { FrozenReader, Ledger } from '../../../press/ports/store/ledger.ts';
import { type Database, writing } from '../database/database.ts';
import { batch, batchOf } from '../database/dialect.ts';
import { unfinished } from '../database/partial-indexes.ts';
import { prepared } from '../database/prepared.ts';
import type { Tables } from '../database/schema.ts';
import { readTopics } from '../database/stored-values.ts';
import { insertingDigests } from '../editions/edition-digests.ts';
import { sentDigests } from './sent-digests.ts';

type Freezing = Pick<Ledger, 'freeze' | 'frozenReaders' | 'assignDigests'>;

/** From an audience to deliveries with a digest each. */
export const freezing = (database: Database): Freezing => ({
  freeze: (editionId, newsletter, now) => freeze(database, { editionId, newsletter, now }),
  frozenReaders: (editionId, sentSince, afterId, limit) => frozenReaders(database, { editionId, sentSince, afterId, limit }),
  assignDigests: assigningDigests(database),
});

type FreezeOrder = { readonly editionId: number; readonly newsletter: string; readonly now: Date };

async function freeze(database: Database, order: FreezeOrder): Promise<{ frozen: number; suppressed: number }> {
  const done = await freezeOnce(database, order);
  if (done.frozen > 0) await database.dialect.refreshStatistics(database.db);
  return done;
}

const freezeOnce = (database: Database, order: FreezeOrder): Promise<{ frozen: number; suppressed: number }> =>
  writing(database, async (trx) => {
    // Locks the edition too, so of two processes the second finds it frozen.
    const first = await trx
      .updateTable('editions')
      .set({ frozen_at: order.now.getTime() })
      .where('id', '=', order.editionId)
      .where('frozen_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (first === undefined) {
      await assertEdition(trx, order.editionId);
      return { frozen: 0, suppressed: 0 };
    }
    const { numInsertedOrUpdatedRows } = await insertAudience(trx, order);
    const frozen = Number(numInsertedOrUpdatedRows ?? 0n);
    await trx.updateTable('editions').set({ frozen }).where('id', '=', order.editionId).execute();
    const { count } = await trx
      .selectFrom('deliveries')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('edition_id', '=', order.editionId)
      .where('state', '=', 'suppressed')
      .executeTakeFirstOrThrow();
    return { frozen, suppressed: count };
  });

async function assertEdition(trx: Kysely<Tables>, editionId: number): Promise<void> {
  const edition = await trx.selectFrom('editions').select('id').where('id', '=', editionId).executeTakeFirst();
  if (edition !== undefined) return;
  throw new CourantError('no-such-edition', `There is no edition with the id ${editionId} in the store.`);
}

/** One INSERT ... SELECT in the order of subscribers, so every index grows at its end. */
const insertAudience = (trx: Kysely<Tables>, { editionId, newsletter, now }: FreezeOrder) =>
  trx
    .insertInto('deliveries')
    .columns(['edition_id', 'subscriber_id', 'subscription_id', 'state', 'updated_at'])
    .expression((eb) =>
      eb
        .selectFrom('subscriptions')
        .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
        .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
        .select([
          sql<number>`cast(${editionId} as bigint)`.as('edition_id'),
          'subscriptions.subscriber_id',
          'subscriptions.id as subscription_id',
          sql<DeliveryState>`case when suppressions.address_key is null then 'queued' else 'suppressed' end`.as('state'),
          sql<number>`cast(${now.getTime()} as bigint)`.as('updated_at'),
        ])
        .where('subscriptions.newsletter', '=', newsletter)
        // The partial index's own words.
        .where(sql<boolean>`subscriptions.state = 'active'`)
        .where((eb) => eb.or([eb('subscriptions.paused_until', 'is', null), eb('subscriptions.paused_until', '<=', now.getTime())]))
        .orderBy('subscriptions.subscriber_id'),
    )
    .executeTakeFirstOrThrow();

type Page = { readonly editionId: number; readonly sentSince: Date; readonly afterId: number; readonly limit: number };

async function frozenReaders(database: Database, page: Page): Promise<readonly FrozenReader[]> {
  const { db } = database;
  const readers = await db
    .with(
      (cte) => cte('chosen').materialized(),
      (eb) =>
        eb
          .selectFrom('deliveries')
          .select(['id', 'subscriber_id', 'subscription_id'])
          .where('edition_id', '=', page.editionId)
          .where('id', '>', page.afterId)
          .where(unfinished)
          .where('state', '=', 'queued')
          .where('digest_id', 'is', null)
          .orderBy('id')
          .limit(page.limit),
    )
    .selectFrom('chosen')
    .innerJoin('subscriptions', 'subscriptions.id', 'chosen.subscription_id')
    .select(['chosen.id', 'chosen.subscriber_id', 'subscriptions.topics'])
    .orderBy('chosen.id')
    .execute();
  const edition = await db.selectFrom('editions').select(['newsletter', 'slot']).where('id', '=', page.editionId).executeTakeFirst();
  if (edition === undefined) return [];
  const told = await sentDigests(
    database,
    { newsletter: edition.newsletter, exceptSlot: edition.slot, sentSince: page.sentSince },
    readers.map((reader) => ({ id: reader.subscriber_id })),
  );
  return readers.map((reader) => ({
    deliveryId: reader.id,
    subscriberId: reader.subscriber_id,
    topics: readTopics(reader.topics),
    sentDigests: told.get(reader.subscriber_id) ?? [],
  }));
}

type Assignments = Parameters<Ledger['assignDigests']>[1];

function assigningDigests(database: Database): Ledger['assignDigests'] {
  const { db, dialect } = database;
  const insertDigests = insertingDigests(database);
  const given = { delivery: 'bigint', digest: 'bigint' } as const;
  type Given = { readonly delivery: number; readonly digest: number };
  const assign = prepared<{ rows: string; edition: number; at: number }>(db, (q, blank) =>
    q
      .updateTable('deliveries')
      .from(batchOf<Given>(dialect, blank('rows'), given).as('given'))
      // The state stays: naming it would have every index that looks at it written again.
      .set((eb) => ({ digest_id: eb.ref('given.digest'), updated_at: blank('at') }))
      .whereRef('deliveries.id', '=', 'given.delivery')
      // Added to, or SQLite would go through the whole edition for each row.
      .where(sql<boolean>`deliveries.edition_id + 0 = ${blank('edition')}`)
      .where(sql<boolean>`deliveries.state = 'queued'`)
      .where('deliveries.digest_id', 'is', null),
  );
  const skip = prepared<{ rows: string; edition: number; at: number }>(db, (q, blank) =>
    q
      .updateTable('deliveries')
      .from(batchOf<Pick<Given, 'delivery'>>(dialect, blank('rows'), { delivery: 'bigint' }).as('given'))
      .set({ state: sql.lit('skipped' as const), updated_at: blank('at') })
      .whereRef('deliveries.id', '=', 'given.delivery')
      .where(sql<boolean>`deliveries.edition_id + 0 = ${blank('edition')}`)
      .where(sql<boolean>`deliveries.state = 'queued'`)
      .where('deliveries.digest_id', 'is', null),
  );
  return (editionId, assignments, now, digests = []) =>
    writing(database, async (trx) => {
      const added = await insertDigests(trx, editionId, digests);
      const ids = await idsOf(database, trx, editionId, assignments, added);
      const at = now.getTime();
      const rows = assignments.flatMap(({ deliveryId, digest }) =>
        digest === null ? [] : [{ delivery: deliveryId, digest: knownDigest(ids(digest), digest, editionId) }],
      );
      const skipped = assignments.filter(({ digest }) => digest === null).map(({ deliveryId }) => ({ delivery: deliveryId }));
      if (rows.length > 0) await assign(trx, { rows: JSON.stringify(rows), edition: editionId, at });
      if (skipped.length > 0) await skip(trx, { rows: JSON.stringify(skipped), edition: editionId, at });
    });
}

/** Ids of digests by fingerprint; those `added` just now are known. */
async function idsOf(
  { dialect }: Database,
  trx: Kysely<Tables>,
  editionId: number,
  assignments: Assignments,
  added: ReadonlyMap<string, number>,
): Promise<(fingerprint: string) => number | undefined> {
  const names = [...new Set(assignments.flatMap(({ digest }) => (digest === null || added.has(digest) ? [] : digest)))];
  if (names.length === 0) return (fingerprint) => added.get(fingerprint);
  const named = batch(
    dialect,
    names.map((fingerprint) => ({ fingerprint })),
    { fingerprint: 'text' },
  ).as('named');
  const digests = await trx
    .selectFrom('digests')
    .select(['id', 'fingerprint'])
    .where('edition_id', '=', editionId)
    .where('fingerprint', 'in', (eb) => eb.selectFrom(named).select('named.fingerprint'))
    .execute();
  const ids = new Map(digests.map((digest) => [digest.fingerprint, digest.id]));
  return (fingerprint) => added.get(fingerprint) ?? ids.get(fingerprint);
}

function knownDigest(id: number | undefined, fingerprint: string, editionId: number): number {
  if (id !== undefined) return id;
  throw new CourantError('no-such-digest', `Edition ${editionId} has no digest ${fingerprint}; it has to be sealed or added first.`);
}
