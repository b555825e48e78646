import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Editions whose deliveries are removed after a time keep their books, written down before the first row goes. */
export const retention: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('editions').addColumn('books', 'text').execute();
    await db.schema.alterTable('editions').addColumn('prune_began_at', 'bigint').execute();
    await db.schema.alterTable('editions').addColumn('pruned_at', 'bigint').execute();
    await db.schema.alterTable('newsletters').addColumn('last_prune_at', 'bigint').execute();
  },
};
