import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

/** What keeps several workers on one edition honest: signs of life, holds, shared rates, and a record of what people decided. */
export const sendingEngine = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('workers')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('edition_holds')
      .addColumn('edition_id', 'bigint', (column) => column.primaryKey().references('editions.id'))
      .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('paused', 'resumed', 'cancelled')`))
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('held_by', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('token_buckets')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('tokens', 'double precision', (column) => column.notNull())
      .addColumn('filled_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('composing')
      .addColumn('edition_id', 'bigint', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('worker', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('composing_once', ['edition_id', 'fingerprint', 'worker'])
      .execute();
    await db.schema
      .createTable('delivery_acts')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('delivery_id', 'bigint', (column) => column.notNull())
      .addColumn('act', 'text', (column) => column.notNull())
      .addColumn('evidence', 'text', (column) => column.notNull())
      .addColumn('acted_by', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('delivery_acts_delivery').on('delivery_acts').column('delivery_id').execute();
    await db.schema.createIndex('suppressions_since').on('suppressions').column('since').execute();
  },
});
