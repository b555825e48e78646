import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** How many connections to a mail server each process may have, where all of them together have a limit. */
export const relayPlaces: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('relay_places')
      .addColumn('relay', 'text', needed)
      .addColumn('worker', 'text', needed)
      .addColumn('wanted', 'integer', needed)
      .addColumn('held', 'integer', needed)
      .addColumn('seen_at', 'bigint', needed)
      .addPrimaryKeyConstraint('relay_places_pk', ['relay', 'worker'])
      .execute();
  },
};
