import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** A suppression that a person lifted is kept with what had been known of it, and with who lifted it and why. */
export const liftedSuppressions = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('lifted_suppressions')
      .addColumn('id', dialect.idType, (column) =>
        dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement(),
      )
      .addColumn('address_key', 'text', needed)
      .addColumn('reason', 'text', needed)
      .addColumn('evidence', 'text', needed)
      .addColumn('since', 'bigint', needed)
      .addColumn('lifted_reason', 'text', needed)
      .addColumn('lifted_by', 'text', needed)
      .addColumn('lifted_at', 'bigint', needed)
      .execute();
    await db.schema.createIndex('lifted_suppressions_address').on('lifted_suppressions').column('address_key').execute();
  },
});
