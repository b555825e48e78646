import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/**
 * Under which account an edition was changed, and whether who approved it had changed nothing: what is older says neither. And keys by
 * which accounts log in beside their passwords.
 */
export const handsAndPasskeys = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const id = (column: ColumnDefinitionBuilder) =>
      dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();
    await db.schema.alterTable('overrides').addColumn('account_id', 'bigint').execute();
    await db.schema.alterTable('overrides').addColumn('undone_account_id', 'bigint').execute();
    await db.schema.alterTable('moved_slots').addColumn('account_id', 'bigint').execute();
    await db.schema.alterTable('edition_approvals').addColumn('independent', 'integer').execute();
    await db.schema
      .createTable('desk_passkeys')
      .addColumn('id', dialect.idType, id)
      .addColumn('account_id', 'bigint', (column) => column.notNull().references('desk_accounts.id'))
      .addColumn('credential_id', 'text', (column) => column.notNull().unique())
      .addColumn('public_key', 'text', needed)
      .addColumn('counter', 'bigint', needed)
      .addColumn('site', 'text', needed)
      .addColumn('name', 'text', needed)
      .addColumn('created_at', 'bigint', needed)
      .addColumn('used_at', 'bigint')
      .execute();
    await db.schema.createIndex('desk_passkeys_account').on('desk_passkeys').column('account_id').execute();
  },
});
