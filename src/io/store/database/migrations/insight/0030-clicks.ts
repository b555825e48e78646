import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Where editions were followed, as numbers of a day: nothing here is about a reader, and there is nothing finer than a day to tell one by. */
export const clicks: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('edition_clicks')
      .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
      .addColumn('story_id', 'text', needed)
      .addColumn('place', 'text', needed)
      .addColumn('arm', 'integer', (column) => column.notNull().check(sql`arm in (0, 1, 2)`))
      .addColumn('day', 'text', needed)
      .addColumn('clicks', 'bigint', needed)
      .addPrimaryKeyConstraint('edition_clicks_key', ['edition_id', 'story_id', 'place', 'arm', 'day'])
      .execute();
  },
};
