import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Editors' overrides, and what each edition was made from. */
export const overrides = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('override_versions')
      .addColumn('newsletter', 'text', (column) => column.primaryKey())
      .addColumn('version', 'bigint', needed)
      .execute();
    await db.schema
      .createTable('overrides')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('newsletter', 'text', needed)
      .addColumn('slot', 'bigint')
      .addColumn('override', 'text', needed)
      .addColumn('author', 'text', needed)
      .addColumn('reason', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('expires_at', 'bigint')
      .addColumn('undone_by', 'text')
      .addColumn('undone_at', 'bigint')
      .addCheckConstraint('overrides_undone', sql`(undone_by is null) = (undone_at is null)`)
      .execute();
    await db.schema.createIndex('overrides_slot').on('overrides').columns(['newsletter', 'slot']).execute();
    await db.schema
      .createTable('edition_inputs')
      .addColumn('edition_id', 'bigint', (column) => column.primaryKey().references('editions.id'))
      .addColumn('inputs', dialect.bytesType, needed)
      .execute();
  },
});
