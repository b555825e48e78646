import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();
const role = (column: ColumnDefinitionBuilder) => column.notNull().check(sql`role in ('viewer', 'editor', 'publisher', 'admin')`);

/** People at the desk: accounts with roles, invitations, open sessions. */
export const deskAccounts = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const id = (column: ColumnDefinitionBuilder) =>
      dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();
    await db.schema
      .createTable('desk_accounts')
      .addColumn('id', dialect.idType, id)
      .addColumn('address', 'text', needed)
      .addColumn('address_key', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', needed)
      .addColumn('role', 'text', role)
      .addColumn('password_hash', 'text', needed)
      .addColumn('created_at', 'bigint', needed)
      .addColumn('disabled', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('desk_invitations')
      .addColumn('id', dialect.idType, id)
      .addColumn('address', 'text', needed)
      .addColumn('address_key', 'text', (column) => column.notNull().unique())
      .addColumn('role', 'text', role)
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('invited_by', 'text', needed)
      .addColumn('until', 'bigint', needed)
      .execute();
    await db.schema
      .createTable('desk_account_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'bigint', (column) => column.notNull().references('desk_accounts.id'))
      .addColumn('agent', 'text', needed)
      .addColumn('opened_at', 'bigint', needed)
      .addColumn('seen_at', 'bigint', needed)
      .execute();
    await db.schema.createIndex('desk_account_sessions_account').on('desk_account_sessions').column('account_id').execute();
  },
});
