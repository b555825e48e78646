import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type ApiKey, type KeyStore, scopes } from '../../../press/ports/watch/key-store.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

const Scopes = z.array(z.enum(scopes));
const minuteMs = 60_000;
const dayMs = 86_400_000;
const abandonedMs = 10 * minuteMs;

/** Keys of programs; of a key its hash alone is kept. */
export const keyStore = (database: Database): KeyStore => ({
  addKey: async ({ id, name, hash, scopes: allowed, createdAt, createdBy }) => {
    const row = { id, name: storedText(name), hash, scopes: JSON.stringify(allowed), created_by: storedText(createdBy) };
    await writing(database, (trx) =>
      trx
        .insertInto('api_keys')
        .values({ ...row, created_at: createdAt.getTime() })
        .execute(),
    );
  },
  keys: async () => {
    const rows = await database.db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute();
    return rows.map(apiKey);
  },
  keyById: async (id) => {
    const row = await database.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : { ...apiKey(row), hash: row.hash };
  },
  noteKeyUse: async (id, now) => {
    await writing(database, (trx) =>
      trx
        .updateTable('api_keys')
        .set({ last_used_at: now.getTime() })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', now.getTime() - minuteMs)]))
        .execute(),
    );
  },
  revokeKey: (id, now) =>
    writing(database, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('api_keys')
        .set({ revoked_at: now.getTime() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    }),
  ...answers(database),
});

const answers = (database: Database): Pick<KeyStore, 'claimAnswer' | 'keepAnswer' | 'dropAnswer'> => ({
  claimAnswer: (keyId, name, print, now) =>
    writing(database, async (trx) => {
      await trx
        .deleteFrom('api_answers')
        .where((eb) =>
          eb.or([
            eb('at', '<', now.getTime() - dayMs),
            // Whoever was at it has ended in between.
            eb.and([eb('status', 'is', null), eb('at', '<', now.getTime() - abandonedMs)]),
          ]),
        )
        .execute();
      const claimed = await trx
        .insertInto('api_answers')
        .values({ key_id: keyId, name: storedText(name), print, at: now.getTime(), status: null, body: null })
        .onConflict((conflict) => conflict.columns(['key_id', 'name']).doNothing())
        .returning('name')
        .executeTakeFirst();
      if (claimed !== undefined) return null;
      const kept = await trx
        .selectFrom('api_answers')
        .selectAll()
        .where('key_id', '=', keyId)
        .where('name', '=', storedText(name))
        .executeTakeFirstOrThrow();
      if (kept.status === null || kept.body === null)
        return kept.print === print ? 'under-way' : { print: kept.print, status: 0, body: '' };
      return { print: kept.print, status: kept.status, body: kept.body };
    }),
  keepAnswer: async (keyId, name, { status, body }) => {
    await writing(database, (trx) =>
      trx.updateTable('api_answers').set({ status, body }).where('key_id', '=', keyId).where('name', '=', storedText(name)).execute(),
    );
  },
  dropAnswer: async (keyId, name) => {
    await writing(database, (trx) =>
      trx.deleteFrom('api_answers').where('key_id', '=', keyId).where('name', '=', storedText(name)).execute(),
    );
  },
});

const apiKey = (row: Selectable<Tables['api_keys']>): ApiKey => ({
  id: row.id,
  name: row.name,
  scopes: Scopes.parse(JSON.parse(row.scopes)),
  createdAt: new Date(row.created_at),
  createdBy: row.created_by,
  lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
});
