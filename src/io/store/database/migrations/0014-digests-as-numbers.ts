import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

/**
 * An edition may have a digest for each of a million readers: what they can tell is kept once for the edition, a digest's layout is
 * numbers, and whom it was chosen for stands beside it. Digests of older editions keep what they tell in `stories`.
 */
export const digestsAsNumbers = (dialect: Dialect): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('edition_contents').addColumn('told', dialect.bytesType).execute();
    await db.schema.alterTable('digests').addColumn('profile', 'text').execute();
    // A million of them are gone through page by page, which must not be a sort of all for each page.
    await db.schema.createIndex('digests_in_order').on('digests').columns(['edition_id', 'id']).execute();
  },
});
