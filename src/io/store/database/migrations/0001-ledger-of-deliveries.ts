import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

type Db = Kysely<unknown>;

/** The first tables. A migration is never edited once released: the next one changes what this one made. */
export const ledgerOfDeliveries = (dialect: Dialect): Migration => ({
  up: async (db: Db) => {
    await createEditions(db, dialect);
    await createAudience(db, dialect);
    await createDeliveries(db, dialect);
  },
});

// Ids stand in links that work for ever, so SQLite must not reuse those of deleted rows (AUTOINCREMENT).
const id = (dialect: Dialect) => (column: ColumnDefinitionBuilder) =>
  dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

async function createEditions(db: Db, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('newsletters')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('first_seen', 'bigint', needed)
    .addColumn('last_number', 'integer', needed)
    .execute();
  await db.schema
    .createTable('editions')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('newsletter', 'text', (column) => column.notNull().references('newsletters.id'))
    .addColumn('slot', 'bigint', needed)
    .addColumn('number', 'integer', needed)
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('open', 'sealed', 'sending', 'finished')`))
    .addColumn('subject', 'text')
    .addColumn('frozen', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('frozen_at', 'bigint')
    .addColumn('opened_at', 'bigint', needed)
    .addColumn('finished_at', 'bigint')
    .addUniqueConstraint('editions_slot', ['newsletter', 'slot'])
    .addUniqueConstraint('editions_number', ['newsletter', 'number'])
    .execute();
  await db.schema
    .createTable('edition_contents')
    .addColumn('edition_id', 'bigint', (column) => column.primaryKey().references('editions.id'))
    .addColumn('compiled', dialect.bytesType, needed)
    .addColumn('plan', dialect.bytesType, needed)
    .execute();
  await db.schema
    .createTable('digests')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
    .addColumn('fingerprint', 'text', needed)
    .addColumn('layout', 'text', needed)
    .addColumn('stories', 'text', needed)
    .addUniqueConstraint('digests_fingerprint', ['edition_id', 'fingerprint'])
    .execute();
}

async function createAudience(db: Db, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('subscribers')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('address', 'text', needed)
    .addColumn('address_key', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', needed)
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('subscriber_id', 'bigint', (column) => column.notNull().references('subscribers.id'))
    .addColumn('newsletter', 'text', needed)
    .addColumn('topics', 'text', needed)
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('pending', 'active', 'unsubscribed')`))
    .addColumn('created_at', 'bigint', needed)
    .addColumn('updated_at', 'bigint', needed)
    .addUniqueConstraint('subscriptions_reader', ['subscriber_id', 'newsletter'])
    .execute();
  // What freezing reads, in the order it reads it.
  await db.schema
    .createIndex('subscriptions_active')
    .on('subscriptions')
    .columns(['newsletter', 'subscriber_id'])
    .where(sql<boolean>`state = 'active'`)
    .execute();
  await db.schema
    .createTable('suppressions')
    .addColumn('address_key', 'text', (column) => column.primaryKey())
    .addColumn('reason', 'text', needed)
    .addColumn('evidence', 'text', needed)
    .addColumn('since', 'bigint', needed)
    .execute();
  await db.schema
    .createTable('consent_events')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('subscription_id', 'bigint', (column) => column.notNull().references('subscriptions.id'))
    .addColumn('event', 'text', needed)
    .addColumn('how', 'text', needed)
    .addColumn('at', 'bigint', needed)
    .execute();
}

/**
 * The one table that grows to 100 million rows. No foreign keys: the rows come out of INSERT ... SELECT over the very tables
 * they name, and checking three keys a row would take several times as long as the freezing itself. The unique key leads a
 * story's history to its reader; the partial indexes hold only what is unfinished or in trouble, which is next to nothing
 * once an edition is out.
 */
async function createDeliveries(db: Db, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('edition_id', 'bigint', needed)
    .addColumn('subscriber_id', 'bigint', needed)
    .addColumn('subscription_id', 'bigint', needed)
    .addColumn('state', 'text', needed)
    .addColumn('digest_id', 'bigint')
    .addColumn('message_id', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('response', 'text')
    .addColumn('next_attempt_at', 'bigint')
    .addColumn('worker', 'text')
    .addColumn('updated_at', 'bigint', needed)
    .addUniqueConstraint('deliveries_reader', ['edition_id', 'subscriber_id'])
    .execute();
  await db.schema
    .createIndex('deliveries_unfinished')
    .on('deliveries')
    .columns(['edition_id', 'id'])
    .where(sql<boolean>`state in ('queued', 'submitting', 'deferred')`)
    .execute();
  await db.schema
    .createIndex('deliveries_in_trouble')
    .on('deliveries')
    .columns(['edition_id', 'state', 'id'])
    .where(sql<boolean>`state in ('failed', 'unknown')`)
    .execute();
}
