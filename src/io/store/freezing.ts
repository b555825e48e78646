import { type Kysely, sql } from 'kysely';
import { CourantError } from '../../courant-error.ts';
import type { DeliveryState } from '../../delivery/delivery-state.ts';
import type { FrozenReader, Ledger } from '../../press/ports.ts';
import { type Database, writing } from './database.ts';
import { batch } from './flavour.ts';
import type { Tables } from './schema.ts';
import { readStories, readTopics } from './stored-values.ts';

type Freezing = Pick<Ledger, 'freeze' | 'frozenReaders' | 'toldStories' | 'assignDigests'>;

/** From an audience to deliveries with a digest each. */
export const freezing = (database: Database): Freezing => ({
  freeze: (editionId, newsletter, now) => freeze(database, { editionId, newsletter, now }),
  frozenReaders: (editionId, toldSince, afterId, limit) => frozenReaders(database, { editionId, toldSince, afterId, limit }),
  toldStories: async (digestIds) => {
    const given = batch(
      database.flavour,
      digestIds.map((id) => ({ id })),
      { id: 'bigint' },
    ).as('given');
    const rows = await database.db
      .selectFrom('digests')
      .select(['id', 'stories'])
      .where('id', 'in', (eb) => eb.selectFrom(given).select('given.id'))
      .orderBy('id')
      .execute();
    return rows.map((row) => ({ digestId: row.id, stories: readStories(row.stories) }));
  },
  assignDigests: (editionId, assignments, now) => assignDigests(database, editionId, assignments, now),
});

type FreezeOrder = { readonly editionId: number; readonly newsletter: string; readonly now: Date };

const freeze = (database: Database, order: FreezeOrder): Promise<{ frozen: number; suppressed: number }> =>
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
        .orderBy('subscriptions.subscriber_id'),
    )
    .executeTakeFirstOrThrow();

type Page = { readonly editionId: number; readonly toldSince: Date; readonly afterId: number; readonly limit: number };

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
  const told = await toldDigests(
    database,
    page,
    readers.map((reader) => ({ id: reader.subscriber_id })),
  );
  return readers.map((reader) => ({
    deliveryId: reader.id,
    subscriberId: reader.subscriber_id,
    topics: readTopics(reader.topics),
    toldDigests: told.get(reader.subscriber_id) ?? [],
  }));
}

/**
 * Goes through the few other editions of the newsletter and the unique key of deliveries. `submitting` and `unknown` count
 * as told: the reader may have the mail, and the same story twice is worse than one missed.
 */
async function toldDigests(
  { db, flavour }: Database,
  page: Page,
  readers: readonly { readonly id: number }[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const since = page.toldSince.getTime();
  const rows = await db
    .selectFrom('editions as this')
    .innerJoin('editions as other', 'other.newsletter', 'this.newsletter')
    // CROSS JOIN fixes the order for SQLite, which would otherwise go through whole editions for each reader.
    .crossJoin(batch(flavour, readers, { id: 'bigint' }).as('reader'))
    .crossJoin('deliveries')
    .select(['deliveries.subscriber_id', 'deliveries.digest_id'])
    .whereRef('deliveries.edition_id', '=', 'other.id')
    .whereRef('deliveries.subscriber_id', '=', 'reader.id')
    .where('this.id', '=', page.editionId)
    .whereRef('other.id', '!=', 'this.id')
    .where((eb) => eb.or([eb('other.finished_at', 'is', null), eb('other.finished_at', '>=', since)]))
    .where('deliveries.state', 'in', ['accepted', 'submitting', 'unknown'])
    .where('deliveries.updated_at', '>=', since)
    .where('deliveries.digest_id', 'is not', null)
    .orderBy('deliveries.digest_id')
    .$narrowType<{ digest_id: number }>()
    .execute();
  const told = new Map<number, number[]>();
  for (const row of rows) {
    const known = told.get(row.subscriber_id);
    if (known === undefined) told.set(row.subscriber_id, [row.digest_id]);
    else known.push(row.digest_id);
  }
  return told;
}

type Assignments = Parameters<Ledger['assignDigests']>[1];

const assignDigests = (database: Database, editionId: number, assignments: Assignments, now: Date): Promise<void> =>
  writing(database, async (trx) => {
    const digests = await trx.selectFrom('digests').select(['id', 'fingerprint']).where('edition_id', '=', editionId).execute();
    const ids = new Map(digests.map((digest) => [digest.fingerprint, digest.id]));
    const rows = assignments.map(({ deliveryId, digest }) => ({
      delivery: deliveryId,
      // In the batch and not beside it: SQLite would go through the whole edition for each row.
      edition: editionId,
      digest: digest === null ? null : knownDigest(ids.get(digest), digest, editionId),
    }));
    await trx
      .updateTable('deliveries')
      .from(batch(database.flavour, rows, { delivery: 'bigint', edition: 'bigint', digest: 'bigint' }).as('given'))
      .set((eb) => ({
        digest_id: eb.ref('given.digest'),
        state: sql<DeliveryState>`case when given.digest is null then 'skipped' else 'queued' end`,
        updated_at: now.getTime(),
      }))
      .whereRef('deliveries.id', '=', 'given.delivery')
      .whereRef('deliveries.edition_id', '=', 'given.edition')
      .where('deliveries.state', '=', 'queued')
      .where('deliveries.digest_id', 'is', null)
      .execute();
  });

function knownDigest(id: number | undefined, fingerprint: string, editionId: number): number {
  if (id !== undefined) return id;
  throw new CourantError('no-such-digest', `Edition ${editionId} has no digest ${fingerprint}; it has to be sealed or added first.`);
}

/** The condition of the partial index `deliveries_unfinished`, word for word: SQLite uses the index for nothing less. */
export const unfinished = sql<boolean>`deliveries.state in ('queued', 'submitting', 'deferred')`;
