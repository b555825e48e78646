import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { Store } from '../../press/ports/store/store.ts';
import { migrationsWaiting } from './database/migrate.ts';
import { sqlitePath } from './database/sqlite-path.ts';
import { openDatabase, storeOn } from './open-store.ts';

/** `waiting`: migrations of this version the store has not had; `clock`: what its server's says, `null` where it has none. */
export type LookedInto = { readonly store: Store; readonly waiting: readonly string[]; readonly clock: Date | null };

/**
 * Opens a store as it is, brings nothing up to date and makes nothing. `null`: there is none.
 * @throws CourantError `store-url`, `store-unreachable`, and `store-migration` for one that a newer Courant has made
 */
export async function lookIntoStore(url: string): Promise<LookedInto | null> {
  const path = sqlitePath(url);
  if (path !== null && !existsSync(path)) return null;
  const database = await openDatabase(url);
  try {
    const waiting = await migrationsWaiting(database);
    const clock = path === null ? await clockOf(database) : null;
    return { store: storeOn({ ...database, erasureKeys: [] }), waiting, clock };
  } catch (error) {
    await database.db.destroy();
    throw error;
  }
}

async function clockOf({ db }: Awaited<ReturnType<typeof openDatabase>>): Promise<Date | null> {
  const { rows } = await sql<{ ms: number }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(db);
  const ms = Number(rows[0]?.ms);
  return Number.isFinite(ms) ? new Date(ms) : null;
}
