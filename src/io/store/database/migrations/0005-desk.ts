import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Editors' approvals and holds: nothing of them is ever deleted. */
export const desk = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('edition_approvals')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('newsletter', 'text', needed)
      .addColumn('slot', 'bigint', needed)
      .addColumn('fingerprint', 'text', needed)
      .addColumn('content', dialect.bytesType, needed)
      .addColumn('approved_by', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('withdrawn_by', 'text')
      .addColumn('withdrawn_at', 'bigint')
      .addCheckConstraint('approvals_withdrawn', sql`(withdrawn_by is null) = (withdrawn_at is null)`)
      .execute();
    await db.schema
      .createTable('slot_holds')
      .addColumn('newsletter', 'text', needed)
      .addColumn('slot', 'bigint', needed)
      .addColumn('held_by', 'text', needed)
      .addColumn('reason', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('released_by', 'text')
      .addColumn('released_at', 'bigint')
      .addCheckConstraint('slot_holds_released', sql`(released_by is null) = (released_at is null)`)
      .execute();
    await db.schema.createIndex('slot_holds_slot').on('slot_holds').columns(['newsletter', 'slot']).execute();
    await db.schema.createIndex('edition_approvals_slot').on('edition_approvals').columns(['newsletter', 'slot']).execute();
  },
});
