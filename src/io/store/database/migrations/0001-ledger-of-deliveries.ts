import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../dialect.ts';

type Db = Kysely<unknown>;

/** The first tables. A migration is never edited once released: the next one changes what this one made. */
export const ledgerOfDeliveries = (flavour: Flavour): Migration => ({
  up: async (db: Db) => {
    await createEditions(db, flavour);
    await createAudience(db, flavour);
    await createDeliveries(db, flavour);
  },
});

// Ids stand in links that work for ever, so SQLite must not reuse those of deleted rows (AUTOINCREMENT).
const id = (flavour: Flavour) => (column: ColumnDefinitionBuilder) =>
  flavour.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

async function createEditions(db: Db, flavour: Flavour): Promise<void> {
  await db.schema
    .createTable('newsletters')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('first_seen', 'bigint', needed)
    .addColumn('last_number', 'integer', needed)
    .execute();
  await db.schema
    .createTable('editions')
    .addColumn('id', flavour.idType, id(flavour))
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
    .addColumn('compiled', flavour.bytesType, needed)
    .addColumn('plan', flavour.bytesType, needed)
    .execute();
  await db.schema
    .createTable('digests')
    .addColumn('id', flavour.idType, id(flavour))
    .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
    .addColumn('fingerprint', 'text', needed)
    .addColumn('layout', 'text', needed)
    .addColumn('stories', 'text', needed)
    .addUniqueConstraint('digests_fingerprint', ['edition_id', 'fingerprint'])
    .execute();
}

async function createAudience(db: Db, flavour: Flavour): Promise<void> {
  await db.schema
    .createTable('subscribers')
    .addColumn('id', flavour.idType, id(flavour))
    .addColumn('address', 'text', needed)
    .addColumn('address_key', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', needed)
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', flavour.idType, id(flavour))
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
    .addColumn('id', flavour.idType, id(flavour))
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
async function createDeliveries(db: Db, flavour: Flavour): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', flavour.idType, id(flavour))
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
