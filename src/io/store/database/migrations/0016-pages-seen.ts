import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

/** Which pages an edition had before it, so that the next one knows what came too late for it. */
export const pagesSeen = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('edition_seen')
      .addColumn('edition_id', 'bigint', (column) => column.primaryKey().references('editions.id'))
      .addColumn('pages', dialect.bytesType, (column) => column.notNull())
      .execute();
  },
});
