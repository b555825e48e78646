import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether an edition was written to the outbox; of earlier ones their first delivery tells. */
export const outbox: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable('editions')
      .addColumn('outbox', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update editions set outbox = 1 where (select response from deliveries
      where deliveries.edition_id = editions.id and deliveries.state = 'accepted' order by deliveries.subscriber_id limit 1) like '250 saved as %'`.execute(
      db,
    );
  },
};
