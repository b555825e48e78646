import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Keys of programs, hashed, and the answers they got to requests that may come again. */
export const apiKeys: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('api_keys')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', needed)
      .addColumn('hash', 'text', needed)
      .addColumn('scopes', 'text', needed)
      .addColumn('created_at', 'bigint', needed)
      .addColumn('created_by', 'text', needed)
      .addColumn('last_used_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .execute();
    await db.schema
      .createTable('api_answers')
      .addColumn('key_id', 'text', needed)
      .addColumn('name', 'text', needed)
      .addColumn('print', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('status', 'integer')
      .addColumn('body', 'text')
      .addPrimaryKeyConstraint('api_answers_pk', ['key_id', 'name'])
      .execute();
    await db.schema.createIndex('api_answers_at').on('api_answers').column('at').execute();
  },
};
