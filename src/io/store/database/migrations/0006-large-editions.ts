import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What keeps an edition of millions quick while it is sent: the few deliveries under way are found without a walk through all
 * that wait, and the canary, once over, is not counted again by every chunk.
 */
export const largeEditions: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createIndex('deliveries_submitting')
      .on('deliveries')
      .columns(['edition_id', 'worker'])
      .where(sql<boolean>`state = 'submitting'`)
      .execute();
    await db.schema.alterTable('editions').addColumn('canary_over_at', 'bigint').execute();
  },
};
