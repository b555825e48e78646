import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** What editors say to each other about an edition, or a story of it. */
export const deskComments = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const id = (column: ColumnDefinitionBuilder) =>
      dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();
    await db.schema
      .createTable('desk_comments')
      .addColumn('id', dialect.idType, id)
      .addColumn('thread', 'bigint', (column) => column.references('desk_comments.id'))
      .addColumn('newsletter', 'text', needed)
      .addColumn('slot', 'bigint', needed)
      .addColumn('story', 'text')
      .addColumn('author', 'text', needed)
      .addColumn('account_id', 'bigint')
      .addColumn('words', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('resolved_by', 'text')
      .addColumn('resolved_at', 'bigint')
      .addColumn('deleted_at', 'bigint')
      .addCheckConstraint('desk_comments_resolved', sql`(resolved_by is null) = (resolved_at is null)`)
      .execute();
    await db.schema.createIndex('desk_comments_slot').on('desk_comments').columns(['newsletter', 'slot']).execute();
    await db.schema.createIndex('desk_comments_thread').on('desk_comments').column('thread').execute();
  },
});
