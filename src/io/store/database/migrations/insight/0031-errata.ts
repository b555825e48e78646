import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** What was said to be wrong with a story after its edition had left. Rows are added and never changed: together they are its history. */
export const errata = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('edition_errata')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
      .addColumn('story_id', 'text', needed)
      // Absent: what was said before is taken back.
      .addColumn('words', 'text', (column) => column.check(sql`words <> ''`))
      .addColumn('written_by', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .execute();
    await db.schema.createIndex('edition_errata_edition').on('edition_errata').columns(['edition_id', 'id']).execute();
  },
});
