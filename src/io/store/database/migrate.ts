import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CourantError } from '../../../errors/courant-error.ts';
import { type Database, writing } from './database.ts';
import type { Dialect } from './dialect.ts';
import { ledgerOfDeliveries } from './migrations/0001-ledger-of-deliveries.ts';
import { overrides } from './migrations/0002-overrides.ts';
import { sendingEngine } from './migrations/0003-sending-engine.ts';
import { readers } from './migrations/0004-readers.ts';
import { desk } from './migrations/0005-desk.ts';
import { largeEditions } from './migrations/0006-large-editions.ts';
import { retention } from './migrations/0007-retention.ts';
import { deferrals } from './migrations/0008-deferrals.ts';
import { installation } from './migrations/0009-installation.ts';
import { liftedSuppressions } from './migrations/0010-lifted-suppressions.ts';
import { doors } from './migrations/0011-doors.ts';
import { relayPlaces } from './migrations/0012-relay-places.ts';
import { outbox } from './migrations/0013-outbox.ts';
import { digestsAsNumbers } from './migrations/0014-digests-as-numbers.ts';
import { pagesSeen } from './migrations/0016-pages-seen.ts';
import { movedSlots } from './migrations/dates/0035-moved-slots.ts';
import { clicks } from './migrations/insight/0030-clicks.ts';
import { errata } from './migrations/insight/0031-errata.ts';
import { echoesOfTheErased } from './migrations/insight/0032-echoes-of-the-erased.ts';
import { readersInLists } from './migrations/people/0024-readers-in-lists.ts';
import { deskAccounts } from './migrations/people/0025-desk-accounts.ts';
import { spentProofs } from './migrations/people/0029-spent-proofs.ts';
import { deskComments } from './migrations/people/0036-comments.ts';
import { handsAndPasskeys } from './migrations/people/0037-hands-and-passkeys.ts';
import { readerFields } from './migrations/people/0038-reader-fields.ts';
import { watch } from './migrations/watching/0019-watch.ts';
import { apiKeys } from './migrations/watching/0020-api-keys.ts';
import { outgoing } from './migrations/watching/0021-outgoing.ts';

/** In the order of their names; no number is used again. */
const migrations = (dialect: Dialect) => ({
  '0001-ledger-of-deliveries': ledgerOfDeliveries(dialect),
  '0002-overrides': overrides(dialect),
  '0003-sending-engine': sendingEngine(dialect),
  '0004-readers': readers(dialect),
  '0005-desk': desk(dialect),
  '0006-large-editions': largeEditions,
  '0007-retention': retention,
  '0008-deferrals': deferrals,
  '0009-installation': installation,
  '0010-lifted-suppressions': liftedSuppressions(dialect),
  '0011-doors': doors,
  '0012-relay-places': relayPlaces,
  '0013-outbox': outbox,
  '0014-digests-as-numbers': digestsAsNumbers(dialect),
  '0016-pages-seen': pagesSeen(dialect),
  '0019-watch': watch(dialect),
  '0020-api-keys': apiKeys,
  '0021-outgoing': outgoing(dialect),
  '0024-readers-in-lists': readersInLists(dialect),
  '0025-desk-accounts': deskAccounts(dialect),
  '0029-spent-proofs': spentProofs,
  '0030-clicks': clicks,
  '0031-errata': errata(dialect),
  '0032-echoes-of-the-erased': echoesOfTheErased,
  '0035-moved-slots': movedSlots,
  '0036-comments': deskComments(dialect),
  '0037-hands-and-passkeys': handsAndPasskeys(dialect),
  '0038-reader-fields': readerFields,
});

/** What this version calls its newest store. */
export const schemaOfThisVersion = (dialect: Dialect): string => Object.keys(migrations(dialect)).sort().at(-1) ?? '';

/** What the store was brought to last; `null`: it has no tables yet. */
export async function schemaOf({ db, dialect }: Pick<Database, 'db' | 'dialect'>): Promise<string | null> {
  const own = await dialect.currentSchema(db as never);
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name, schema }) => name === 'kysely_migration' && (own === undefined || schema === own))) return null;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db);
  return rows[0]?.name ?? null;
}

/**
 * Brings the tables up to date in one transaction, which the first of any number of processes runs and the others wait for.
 * Throws CourantError `store-migration`; then nothing was changed.
 */
export async function migrate(database: Database): Promise<void> {
  const { dialect } = database;
  if (database.readOnly === true) return await mustBeCurrent(database);
  await writing(database, async (trx) => {
    const db = trx as unknown as Kysely<unknown>;
    await dialect.lockMigrations(db);
    const schema = await dialect.currentSchema(db);
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: async () => migrations(dialect),
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

/** Migrations this version has and the store has not, in order. @throws CourantError `store-migration` for one of a newer version */
export async function migrationsWaiting(database: Pick<Database, 'db' | 'dialect'>): Promise<readonly string[]> {
  const newest = await schemaOf(database);
  const all = Object.keys(migrations(database.dialect)).sort();
  if (newest === null) return all;
  if (newest > (all.at(-1) ?? ''))
    throw new CourantError(
      'store-migration',
      `The store is of a newer Courant: it has had the migration ${newest}, which this one does not know.`,
      {
        help: 'Update this Courant; a store goes back by restoring a backup alone.',
      },
    );
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database.db);
  const done = new Set(rows.map(({ name }) => name));
  return all.filter((name) => !done.has(name));
}

/** A store one may only read cannot be brought up to date. */
async function mustBeCurrent(database: Database): Promise<void> {
  const found = await schemaOf(database);
  if (found === schemaOfThisVersion(database.dialect)) return;
  throw new CourantError('store-migration', 'The store is of another version of Courant, and this user may not write to it.', {
    help: 'Run any command once as the user the files in .courant belong to, with this version.',
  });
}
