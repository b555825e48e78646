import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Readers seen by the hundred thousand: who came and left by weeks, what came back of one reader, and segments by name. */
export const readersInLists = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    // Grows at its end only: times come in their order.
    await db.schema.createIndex('consent_events_at').on('consent_events').columns(['at', 'event']).execute();
    await db.schema
      .createIndex('inbound_events_subscriber')
      .on('inbound_events')
      .columns(['subscriber_id', 'at'])
      .where(sql<boolean>`subscriber_id is not null`)
      .execute();
    await db.schema
      .createTable('segments')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('rule', 'text', needed)
      .addColumn('saved_by', 'text', needed)
      .addColumn('saved_at', 'bigint', needed)
      .execute();
  },
});
