import type { AddressKey } from '../../../audience/email-address.ts';
import { inboxOf } from '../../../audience/inbox.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { type Database, writing } from '../database/database.ts';
import { keepEchoes } from '../insight/erased-echoes.ts';
import { announce } from '../watch/announce.ts';
import { suppressUnsent } from './audience.ts';
import { erasedHashes } from './erased.ts';

/**
 * Takes everything that names or describes a reader out of the store. Deliveries keep their row and a nameless reader, so
 * that the books of finished editions still balance. Returns whether there was anything to erase.
 */
export const erase = (database: Database, addressKey: AddressKey, now: Date): Promise<boolean> => {
  const [hash] = erasedHashes(database.erasureKeys ?? [], addressKey);
  if (hash === undefined) {
    throw new CourantError('erasure-key', 'Nobody can be erased without a key for the hash that keeps them from being imported again.', {
      help: 'Set COURANT_SECRET.',
    });
  }
  return writing(database, async (trx) => {
    const reader = await trx.selectFrom('subscribers').select('id').where('address_key', '=', addressKey).executeTakeFirst();
    const suppressed = await trx.deleteFrom('suppressions').where('address_key', '=', addressKey).executeTakeFirst();
    await trx.deleteFrom('lifted_suppressions').where('address_key', '=', addressKey).execute();
    const blocked = suppressed.numDeletedRows > 0n ? 1 : 0;
    const signUps = await trx.deleteFrom('sign_ups').where('address_key', '=', addressKey).executeTakeFirst();
    await trx.deleteFrom('notice_claims').where('inbox', '=', inboxOf(addressKey)).execute();
    if (reader === undefined && blocked === 0 && signUps.numDeletedRows === 0n) return false;
    await trx
      .insertInto('erased_addresses')
      .values({ hash, blocked, at: now.getTime() })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    // Answers kept for programs that ask again may hold the address.
    await trx.deleteFrom('api_answers').execute();
    if (reader === undefined) return true;
    const { id } = reader;
    await keepEchoes(trx, id);
    await suppressUnsent(trx, id, null, { response: 'erased', now });
    await announce(database, trx, 'reader.left', { subscriberId: id, detail: 'erased' }, now);
    await trx.insertInto('erasures').values({ subscriber_id: id, at: now.getTime() }).execute();
    await trx
      .deleteFrom('consent_events')
      .where('subscription_id', 'in', (eb) => eb.selectFrom('subscriptions').select('subscriptions.id').where('subscriber_id', '=', id))
      .execute();
    await trx.deleteFrom('reader_fields').where('subscriber_id', '=', id).execute();
    await trx.deleteFrom('subscriptions').where('subscriber_id', '=', id).execute();
    await trx.deleteFrom('inbound_events').where('subscriber_id', '=', id).execute();
    // Servers' replies quote the address, and so do the lines of a relay's log that a person's word went by.
    await trx
      .updateTable('delivery_acts')
      .set({ evidence: 'erased' })
      .where('delivery_id', 'in', (eb) =>
        eb
          .selectFrom('deliveries')
          .select('deliveries.id')
          .where('deliveries.edition_id', 'in', eb.selectFrom('editions').select('editions.id'))
          .where('deliveries.subscriber_id', '=', id),
      )
      .execute();
    await trx
      .updateTable('deliveries')
      .set({ response: null })
      .where('edition_id', 'in', (eb) => eb.selectFrom('editions').select('editions.id'))
      .where('subscriber_id', '=', id)
      .execute();
    await trx
      .updateTable('subscribers')
      .set({ address: 'erased', address_key: `erased:${id}`, locale: null })
      .where('id', '=', id)
      .execute();
    return true;
  });
};
