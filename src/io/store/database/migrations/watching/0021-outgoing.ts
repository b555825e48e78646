import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Events for programs elsewhere, one row for each endpoint. */
export const outgoing = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('outgoing_calls')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('endpoint', 'text', needed)
      .addColumn('type', 'text', needed)
      .addColumn('facts', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('state', 'text', needed)
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('next_at', 'bigint', needed)
      .addColumn('answer', 'text')
      .execute();
    await sql`create index outgoing_waiting on outgoing_calls (next_at) where state = 'waiting'`.execute(db);
  },
});
