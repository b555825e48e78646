import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Dates of the schedule that go out at another moment: nothing of them is ever deleted. */
export const movedSlots: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('moved_slots')
      .addColumn('newsletter', 'text', needed)
      .addColumn('slot', 'bigint', needed)
      .addColumn('moved_to', 'bigint', needed)
      .addColumn('moved_by', 'text', needed)
      .addColumn('reason', 'text', needed)
      .addColumn('at', 'bigint', needed)
      .addColumn('put_back_by', 'text')
      .addColumn('put_back_at', 'bigint')
      .addCheckConstraint('moved_slots_put_back', sql`(put_back_by is null) = (put_back_at is null)`)
      .execute();
    await db.schema.createIndex('moved_slots_slot').on('moved_slots').columns(['newsletter', 'slot']).execute();
  },
};
