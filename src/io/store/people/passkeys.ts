import type { Selectable } from 'kysely';
import type { Passkey, PasskeyStore } from '../../../press/ports/people/passkeys.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

export const passkeyStore = (database: Database): PasskeyStore => ({
  passkeys: async (account) =>
    (await database.db.selectFrom('desk_passkeys').selectAll().where('account_id', '=', account).orderBy('id').execute()).map(passkey),
  async passkeyNamed(credentialId) {
    const row = await database.db
      .selectFrom('desk_passkeys')
      .selectAll()
      .where('credential_id', '=', storedText(credentialId))
      .executeTakeFirst();
    return row === undefined ? null : passkey(row);
  },
  addPasskey: ({ account, credentialId, publicKey, counter, site, name, createdAt }) =>
    writing(database, async (trx) => {
      const added = await trx
        .insertInto('desk_passkeys')
        .values({
          account_id: account,
          credential_id: credentialId,
          public_key: publicKey,
          counter,
          site,
          name: storedText(name),
          created_at: createdAt.getTime(),
          used_at: null,
        })
        .onConflict((conflict) => conflict.column('credential_id').doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    }),
  notePasskeyUse: (id, counter, at) =>
    writing(database, async (trx) => {
      await trx.updateTable('desk_passkeys').set({ counter, used_at: at.getTime() }).where('id', '=', id).execute();
    }),
  removePasskey: (account, id) =>
    writing(database, async (trx) => {
      const removed = await trx.deleteFrom('desk_passkeys').where('account_id', '=', account).where('id', '=', id).executeTakeFirst();
      return removed.numDeletedRows > 0n;
    }),
});

const passkey = (row: Selectable<Tables['desk_passkeys']>): Passkey => ({
  id: row.id,
  account: row.account_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: row.counter,
  site: row.site,
  name: row.name,
  createdAt: new Date(row.created_at),
  usedAt: row.used_at === null ? null : new Date(row.used_at),
});
