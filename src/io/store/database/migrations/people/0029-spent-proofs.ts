import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which answers to the sign-up page's tasks were used: each works once. */
export const spentProofs: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('spent_proofs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('spent_proofs_until').on('spent_proofs').column('until').execute();
  },
};
