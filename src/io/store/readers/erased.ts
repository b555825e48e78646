import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import type { Tables } from '../database/schema.ts';

type Erased = { readonly blocked: boolean };

/** What an erased address leaves behind: HMAC-SHA256, hex, under each key; the first is the one to write. */
export const erasedHashes = (keys: readonly Uint8Array[], addressKey: string): readonly string[] =>
  keys.map((key) => createHmac('sha256', key).update(`courant erased v1 ${addressKey}`).digest('hex'));

/** How the address was erased, or `null`: it never was. */
export async function erasedAs({ erasureKeys = [], dialect }: Database, db: Kysely<Tables>, addressKey: string): Promise<Erased | null> {
  if (erasureKeys.length === 0) return null;
  const hashes = erasedHashes(erasureKeys, addressKey).map((hash) => ({ hash }));
  const found = await db
    .selectFrom('erased_addresses')
    .select('blocked')
    .where('hash', 'in', (eb) => eb.selectFrom(batch(dialect, hashes, { hash: 'text' }).as('given')).select('given.hash'))
    .orderBy('blocked', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found === undefined ? null : { blocked: found.blocked === 1 };
}

/** Those of `addressKeys` that were erased. A store that erased nobody hashes nothing. */
export async function erasedAmong(
  { erasureKeys = [], dialect }: Database,
  db: Kysely<Tables>,
  addressKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const any = await db.selectFrom('erased_addresses').select('hash').limit(1).executeTakeFirst();
  if (any === undefined || erasureKeys.length === 0) return new Set();
  const given = addressKeys.flatMap((key) => erasedHashes(erasureKeys, key).map((hash) => ({ key, hash })));
  const rows = await db
    .selectFrom('erased_addresses')
    .innerJoin(batch(dialect, given, { key: 'text', hash: 'text' }).as('given'), 'given.hash', 'erased_addresses.hash')
    .select('given.key')
    .execute();
  return new Set(rows.map(({ key }) => key));
}
