import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A delivery is given up by what its reader's side did with it, not by the edition's age: how often it was deferred, and since when.
 * What older stores have deferred counts anew from its next try.
 */
export const deferrals: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable('deliveries')
      .addColumn('deferrals', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('deliveries').addColumn('deferred_since', 'bigint').execute();
  },
};
