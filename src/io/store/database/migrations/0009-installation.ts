import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../schema.ts';

/** What the processes of one store must agree on: whose copy it is, the secret, where pictures are served, whether it was restored. */
export const installation: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('store_identity')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .execute();
    await (db as Kysely<Tables>).insertInto('store_identity').values({ id: randomUUID() }).execute();
    await db.schema
      .createTable('secrets')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('media_folders')
      .addColumn('base_url', 'text', (column) => column.primaryKey())
      .addColumn('folder', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('restores')
      .addColumn('noticed_at', 'bigint', (column) => column.primaryKey())
      .addColumn('copied_at', 'bigint')
      .execute();
  },
};
