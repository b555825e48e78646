import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Readers' own fields: a row for each that holds something. `folded`: in small letters, to be looked for; `number`: what compares. */
export const readerFields: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('reader_fields')
      .addColumn('subscriber_id', 'bigint', (column) => column.notNull().references('subscribers.id'))
      .addColumn('name', 'text', needed)
      .addColumn('value', 'text', (column) => column.notNull().check(sql`value <> ''`))
      .addColumn('folded', 'text', needed)
      .addColumn('number', 'double precision')
      .addColumn('set_at', 'bigint', needed)
      .addPrimaryKeyConstraint('reader_fields_pk', ['subscriber_id', 'name'])
      .execute();
    await db.schema.createIndex('reader_fields_name').on('reader_fields').columns(['name', 'subscriber_id']).execute();
    // What was typed into a sign-up form belongs to nobody before its address is confirmed: JSON.
    await db.schema.alterTable('sign_ups').addColumn('fields', 'text').execute();
  },
};
