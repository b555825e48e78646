import { type Kysely, type Selectable, sql } from 'kysely';
import type { AccountStore, AccountSubscription, ConsentSource, ReaderAccount } from '../../../press/ports/store/accounts.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { readTopics, storedTopics } from '../database/stored-values.ts';
import { fieldsOf } from '../people/reader-fields.ts';
import { announce } from '../watch/announce.ts';
import { parsed, suppressUnsent } from './audience.ts';
import { recordConsent } from './consent.ts';
import { erase } from './erasing.ts';
import { readerRecord } from './reader-record.ts';

/** Readers as persons: all their subscriptions, their wishes, and their right to be forgotten. */
export const accountStore = (database: Database): AccountStore => ({
  account: (subscriberId) => account(database, subscriberId),
  accountOf: async (address) => {
    const { key } = parsed(address);
    const reader = await database.db.selectFrom('subscribers').select('id').where('address_key', '=', key).executeTakeFirst();
    return reader === undefined ? null : account(database, reader.id);
  },
  record: async (subscriberId) => {
    const found = await account(database, subscriberId);
    return found && (await readerRecord(database, found));
  },
  followNewsletter: (subscriberId, newsletter, topics, source, now) =>
    followNewsletter(database, { subscriberId, newsletter, topics: storedTopics(topics), source, now }),
  stay: (subscriptionId, leftAt, source, now) => stay(database, { subscriptionId, leftAt, source, now }),
  pause: (subscriptionId, until, source, now) => pause(database, { subscriptionId, until, source, now }),
  setLocale: async (subscriberId, locale) => {
    const { numUpdatedRows } = await database.db
      .updateTable('subscribers')
      .set({ locale })
      .where('id', '=', subscriberId)
      .where(sql<boolean>`locale is distinct from ${locale}`)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  erase: (address, now) => erase(database, parsed(address).key, now),
  audienceStats: () => audienceStats(database.db),
});

export const subscriptionsOf = (db: Kysely<Tables>, subscriberId: number) =>
  db.selectFrom('subscriptions').selectAll().where('subscriber_id', '=', subscriberId).orderBy('id').execute();

export const accountSubscription = (row: Selectable<Tables['subscriptions']>): AccountSubscription => ({
  subscriptionId: row.id,
  newsletter: row.newsletter,
  topics: readTopics(row.topics),
  state: row.state,
  pausedUntil: row.paused_until === null ? null : new Date(row.paused_until),
  createdAt: new Date(row.created_at),
});

async function account(database: Database, subscriberId: number): Promise<ReaderAccount | null> {
  const { db } = database;
  const reader = await db
    .selectFrom('subscribers')
    .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
    .select(['subscribers.id', 'subscribers.address', 'subscribers.locale', 'subscribers.created_at', 'reason', 'evidence', 'since'])
    .where('subscribers.id', '=', subscriberId)
    .where('subscribers.id', 'not in', (eb) => eb.selectFrom('erasures').select('subscriber_id').where('subscriber_id', '=', subscriberId))
    .executeTakeFirst();
  if (reader === undefined) return null;
  const { reason, evidence, since } = reader;
  return {
    subscriberId: reader.id,
    address: reader.address,
    locale: reader.locale,
    createdAt: new Date(reader.created_at),
    suppressed: reason === null || evidence === null || since === null ? null : { reason, evidence, since: new Date(since) },
    fields: (await fieldsOf(database, db, [subscriberId])).get(subscriberId) ?? {},
    subscriptions: (await subscriptionsOf(db, subscriberId)).map(accountSubscription),
  };
}

type Following = {
  readonly subscriberId: number;
  readonly newsletter: string;
  readonly topics: string;
  readonly source: ConsentSource;
  readonly now: Date;
};

const followNewsletter = (database: Database, { subscriberId, newsletter, topics, source, now }: Following): Promise<boolean> =>
  writing(database, async (trx) => {
    const at = now.getTime();
    const known = await trx
      .selectFrom('subscriptions')
      .selectAll()
      .where('subscriber_id', '=', subscriberId)
      .where('newsletter', '=', newsletter)
      .executeTakeFirst();
    if (known?.state === 'active' && known.topics === topics) return false;
    const { id } = await trx
      .insertInto('subscriptions')
      .values({ subscriber_id: subscriberId, newsletter, topics, state: 'active', created_at: at, updated_at: at })
      .onConflict((conflict) => conflict.columns(['subscriber_id', 'newsletter']).doUpdateSet({ topics, state: 'active', updated_at: at }))
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordConsent(trx, id, known?.state === 'active' ? 'topics' : 'subscribed', source, now, readTopics(topics).join(', '));
    if (known?.state !== 'active')
      await announce(database, trx, 'reader.confirmed', { subscriptionId: id, subscriberId, newsletter, detail: source.how }, now);
    return true;
  });

type Staying = { readonly subscriptionId: number; readonly leftAt: Date; readonly source: ConsentSource; readonly now: Date };

const stay = (database: Database, { subscriptionId, leftAt, source, now }: Staying): Promise<boolean> =>
  writing(database, async (trx) => {
    const reader = await trx
      .selectFrom('subscriptions')
      .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
      .select(['subscriptions.subscriber_id', 'subscriptions.newsletter', 'subscriptions.state'])
      .where('subscriptions.id', '=', subscriptionId)
      .where('subscribers.address_key', 'not in', (eb) => eb.selectFrom('suppressions').select('suppressions.address_key'))
      .where('subscribers.id', 'not in', (eb) => eb.selectFrom('erasures').select('erasures.subscriber_id'))
      .executeTakeFirst();
    if (reader === undefined) return false;
    const last = await trx
      .selectFrom('consent_events')
      .select(['event', 'at', 'detail'])
      .where('subscription_id', '=', subscriptionId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const ended = leftAt.toISOString();
    if (reader.state === 'active') return last?.event === 'stayed' && last.detail === ended;
    if (last?.event !== 'unsubscribed' || last.at !== leftAt.getTime()) return false;
    const { numUpdatedRows } = await trx
      .updateTable('subscriptions')
      .set({ state: 'active', updated_at: now.getTime() })
      .where('id', '=', subscriptionId)
      .where('state', '=', 'unsubscribed')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await recordConsent(trx, subscriptionId, 'stayed', source, now, ended);
    const { newsletter, subscriber_id: subscriberId } = reader;
    await announce(database, trx, 'reader.confirmed', { subscriptionId, subscriberId, newsletter, detail: source.how }, now);
    return true;
  });

type Pausing = { readonly subscriptionId: number; readonly until: Date | null; readonly source: ConsentSource; readonly now: Date };

const pause = (database: Database, { subscriptionId, until, source, now }: Pausing): Promise<boolean> =>
  writing(database, async (trx) => {
    const pausedUntil = until?.getTime() ?? null;
    const changed = await trx
      .updateTable('subscriptions')
      .set({ paused_until: pausedUntil, updated_at: now.getTime() })
      .where('id', '=', subscriptionId)
      .where('state', '=', 'active')
      .where(sql<boolean>`paused_until is distinct from cast(${pausedUntil} as bigint)`)
      .returning(['subscriber_id', 'newsletter'])
      .executeTakeFirst();
    if (changed === undefined) return false;
    await recordConsent(trx, subscriptionId, until === null ? 'resumed' : 'paused', source, now, until?.toISOString() ?? null);
    if (until !== null)
      await suppressUnsent(trx, changed.subscriber_id, changed.newsletter, { response: `paused until ${until.toISOString()}`, now });
    return true;
  });

async function audienceStats(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('subscriptions')
    .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
    .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
    .select([
      'subscriptions.newsletter',
      sql<number>`sum(case when state = 'active' then 1 else 0 end)`.as('active'),
      sql<number>`sum(case when state = 'active' and paused_until is not null then 1 else 0 end)`.as('paused'),
      sql<number>`sum(case when state = 'unsubscribed' then 1 else 0 end)`.as('unsubscribed'),
      sql<number>`sum(case when state = 'active' and suppressions.address_key is not null then 1 else 0 end)`.as('suppressed'),
    ])
    .groupBy('subscriptions.newsletter')
    .orderBy('subscriptions.newsletter')
    .execute();
  return rows;
}
