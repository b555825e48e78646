import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Alerts, each standing once; and signs of life that one process leaves for the others. */
export const watch = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('alerts')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('key', 'text', needed)
      .addColumn('kind', 'text', needed)
      .addColumn('newsletter', 'text')
      .addColumn('words', 'text', needed)
      .addColumn('since', 'bigint', needed)
      .addColumn('absent_at', 'bigint')
      .addColumn('over_at', 'bigint')
      .addColumn('told_at', 'bigint')
      .addColumn('told_over_at', 'bigint')
      .execute();
    await sql`create unique index alerts_standing on alerts (key) where over_at is null`.execute(db);
    await db.schema
      .createTable('beats')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', needed)
      .addColumn('words', 'text', needed)
      .execute();
  },
});
