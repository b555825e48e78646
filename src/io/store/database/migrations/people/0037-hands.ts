import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Under which account an edition was changed, and whether who approved it had changed nothing: what is older says neither. */
export const hands: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('overrides').addColumn('account_id', 'bigint').execute();
    await db.schema.alterTable('overrides').addColumn('undone_account_id', 'bigint').execute();
    await db.schema.alterTable('moved_slots').addColumn('account_id', 'bigint').execute();
    await db.schema.alterTable('edition_approvals').addColumn('independent', 'integer').execute();
  },
};
