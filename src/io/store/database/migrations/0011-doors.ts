import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/**
 * Sessions logged out of, and which mails nobody asked for twice: one row an inbox and purpose, where there was one an address for
 * confirmations alone.
 */
export const doors: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('ended_desk_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('until', 'bigint', needed)
      .execute();
    await db.schema
      .createTable('notice_claims')
      .addColumn('purpose', 'text', needed)
      .addColumn('inbox', 'text', needed)
      .addColumn('sent_at', 'bigint', needed)
      .addPrimaryKeyConstraint('notice_claims_pk', ['purpose', 'inbox'])
      .execute();
    await sql`insert into notice_claims (purpose, inbox, sent_at) select 'confirm', address_key, sent_at from confirmation_mails`.execute(
      db,
    );
    await db.schema.dropTable('confirmation_mails').execute();
  },
};
