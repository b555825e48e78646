import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CourantError } from '../../../errors/courant-error.ts';
import { type Database, writing } from './database.ts';
import { ledgerOfDeliveries } from './migrations/0001-ledger-of-deliveries.ts';
import { overrides } from './migrations/0002-overrides.ts';
import { sendingEngine } from './migrations/0003-sending-engine.ts';
import { readers } from './migrations/0004-readers.ts';
import { desk } from './migrations/0005-desk.ts';
import { largeEditions } from './migrations/0006-large-editions.ts';
import { retention } from './migrations/0007-retention.ts';
import { liftedSuppressions } from './migrations/0010-lifted-suppressions.ts';
import { doors } from './migrations/0011-doors.ts';
import { outbox } from './migrations/0013-outbox.ts';

/**
 * Brings the tables up to date in one transaction, which the first of any number of processes runs and the others wait for.
 * Throws CourantError `store-migration`; then nothing was changed.
 */
export async function migrate(database: Database): Promise<void> {
  const { dialect } = database;
  await writing(database, async (trx) => {
    const db = trx as unknown as Kysely<unknown>;
    await dialect.lockMigrations(db);
    const schema = await dialect.currentSchema(db);
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: async () => ({
          '0001-ledger-of-deliveries': ledgerOfDeliveries(dialect),
          '0002-overrides': overrides(dialect),
          '0003-sending-engine': sendingEngine(dialect),
          '0005-desk': desk(dialect),
          '0004-readers': readers(dialect),
          '0006-large-editions': largeEditions,
          '0007-retention': retention,
          '0010-lifted-suppressions': liftedSuppressions(dialect),
          '0011-doors': doors,
          '0013-outbox': outbox,
        }),
      },
      ...(schema === undefined ? {} : { migrationTableSchema: schema }),
    });
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return;
    throw new CourantError('store-migration', 'The store could not be brought up to date; it is unchanged.', {
      help: 'A store made by a newer Courant cannot be used by an older one: update, or point the store elsewhere.',
      cause: error,
    });
  });
}
