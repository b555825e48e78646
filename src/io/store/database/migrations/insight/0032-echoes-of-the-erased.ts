import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const kind = (column: ColumnDefinitionBuilder) => column.notNull().check(sql`kind in ('bounce', 'complaint', 'unsubscribe')`);

/** What came back of an edition from readers who were erased since, as numbers: its figures stay what they were. */
export const echoesOfTheErased: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('erased_echoes')
      .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
      .addColumn('kind', 'text', kind)
      .addColumn('arm', 'integer', (column) => column.notNull().check(sql`arm in (0, 1, 2)`))
      .addColumn('readers', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('erased_echoes_key', ['edition_id', 'kind', 'arm'])
      .execute();
  },
};
