import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { FieldChanges } from '../../../audience/fields/reader-field.ts';
import { inboxOf } from '../../../audience/inbox.ts';
import type { AccountSubscription, ConsentSource } from '../../../press/ports/store/accounts.ts';
import type { NewSignUp, NoticePurpose, SignUp, SignUpStore } from '../../../press/ports/store/sign-ups.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import type { Tables } from '../database/schema.ts';
import { readTopics, storedText, storedTopics } from '../database/stored-values.ts';
import { setFields } from '../people/reader-fields.ts';
import { announce } from '../watch/announce.ts';
import { accountSubscription, subscriptionsOf } from './accounts.ts';
import { parsed, subscriberIdOf } from './audience.ts';
import { recordConsent } from './consent.ts';
import { erasedAs, erasedHashes } from './erased.ts';

const SignUpFields = z.record(z.string(), z.string().nullable());
const fieldsIn = (json: string | null): FieldChanges => (json === null ? {} : SignUpFields.parse(JSON.parse(json)));

const keptMs = 30 * 86_400_000;

/** Sign-ups not confirmed yet stand apart from the readers, so that a stranger's form makes nobody a subscriber. */
export const signUpStore = (database: Database): SignUpStore => ({
  requestSignUp: (request) => requestSignUp(database, request),
  claimNotice: (purpose, address, everyMs, now) => claimNotice(database, { purpose, address, everyMs, now }),
  spendProof: (id, until, now) => spendProof(database, id, until, now),
  releaseNotice: async (purpose, address) => {
    const inbox = inboxOf(parsed(address).key);
    await database.db.deleteFrom('notice_claims').where('purpose', '=', purpose).where('inbox', '=', inbox).execute();
  },
  signUps: async (id, since) => (await signUpRows(database, id, since)).map(signUp),
  confirmSignUps: (id, since, source, now) => confirmSignUps(database, { id, since, source, now }),
});

const requestSignUp = (database: Database, request: NewSignUp): Promise<number> =>
  writing(database, async (trx) => {
    const { address, key } = parsed(request.address);
    const wish = {
      topics: storedTopics(request.topics),
      locale: request.locale,
      ip: request.ip,
      fields: request.fields === undefined || Object.keys(request.fields).length === 0 ? null : storedText(JSON.stringify(request.fields)),
      text_version: storedText(request.textVersion),
      requested_at: request.now.getTime(),
      confirmed_at: null,
    };
    await trx
      .deleteFrom('sign_ups')
      .where('requested_at', '<', request.now.getTime() - keptMs)
      .execute();
    await trx
      .deleteFrom('notice_claims')
      .where('sent_at', '<', request.now.getTime() - keptMs)
      .execute();
    const { id } = await trx
      .insertInto('sign_ups')
      .values({ address, address_key: key, newsletter: request.newsletter, ...wish })
      .onConflict((conflict) => conflict.columns(['address_key', 'newsletter']).doUpdateSet(wish))
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });

type Claim = { readonly purpose: NoticePurpose; readonly address: string; readonly everyMs: number; readonly now: Date };

const claimNotice = (database: Database, { purpose, address, everyMs, now }: Claim): Promise<boolean> =>
  writing(database, async (trx) => {
    const { key } = parsed(address);
    const suppressed = await trx.selectFrom('suppressions').select('reason').where('address_key', '=', key).executeTakeFirst();
    if (suppressed !== undefined || (await erasedAs(database, trx, key))?.blocked) return false;
    const claimed = await trx
      .insertInto('notice_claims')
      .values({ purpose, inbox: inboxOf(key), sent_at: now.getTime() })
      .onConflict((conflict) =>
        conflict
          .columns(['purpose', 'inbox'])
          .doUpdateSet({ sent_at: now.getTime() })
          .where('notice_claims.sent_at', '<=', now.getTime() - everyMs),
      )
      .returning('inbox')
      .executeTakeFirst();
    return claimed !== undefined;
  });

const spendProof = (database: Database, id: string, until: Date, now: Date): Promise<boolean> =>
  writing(database, async (trx) => {
    await trx.deleteFrom('spent_proofs').where('until', '<', now.getTime()).execute();
    const spent = await trx
      .insertInto('spent_proofs')
      .values({ id, until: until.getTime() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    return spent !== undefined;
  });

const signUpRows = (database: Pick<Database, 'db'>, id: number, since: Date) =>
  database.db
    .selectFrom('sign_ups')
    .selectAll()
    .where('address_key', '=', (eb) => eb.selectFrom('sign_ups as named').select('named.address_key').where('named.id', '=', id))
    .where('requested_at', '>=', since.getTime())
    .orderBy('id')
    .execute();

type Confirmation = { readonly id: number; readonly since: Date; readonly source: ConsentSource; readonly now: Date };

const confirmSignUps = (database: Database, given: Confirmation): Promise<readonly AccountSubscription[]> =>
  writing(database, async (trx) => {
    const rows = await signUpRows({ db: trx }, given.id, given.since);
    const [first] = rows;
    if (first === undefined) return [];
    const suppressed = await trx
      .selectFrom('suppressions')
      .select('reason')
      .where('address_key', '=', first.address_key)
      .executeTakeFirst();
    if (suppressed !== undefined) return [];
    const { address, key } = parsed(first.address);
    const subscriberId = await subscriberIdOf(trx, address, key, given.now);
    for (const row of rows.filter((one) => one.confirmed_at === null)) {
      await subscribeConfirmed(database, trx, { subscriberId, row }, given);
      await setFields(trx, subscriberId, fieldsIn(row.fields), given.now);
    }
    if (first.locale !== null) await trx.updateTable('subscribers').set({ locale: first.locale }).where('id', '=', subscriberId).execute();
    await forgetErasure(database, trx, key);
    const wanted = new Set(rows.map((row) => row.newsletter));
    return (await subscriptionsOf(trx, subscriberId)).map(accountSubscription).filter((one) => wanted.has(one.newsletter));
  });

async function subscribeConfirmed(
  database: Database,
  trx: Transaction<Tables>,
  { subscriberId, row }: { readonly subscriberId: number; readonly row: Selectable<Tables['sign_ups']> },
  { source, now }: Confirmation,
): Promise<void> {
  const at = now.getTime();
  const { id } = await trx
    .insertInto('subscriptions')
    .values({
      subscriber_id: subscriberId,
      newsletter: row.newsletter,
      topics: row.topics,
      state: 'active',
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['subscriber_id', 'newsletter'])
        .doUpdateSet({ topics: row.topics, state: 'active', updated_at: at, paused_until: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  const asked = { how: 'subscribe page', ip: row.ip, textVersion: row.text_version };
  await recordConsent(trx, id, 'requested', asked, new Date(row.requested_at));
  await recordConsent(trx, id, 'subscribed', source, now, readTopics(row.topics).join(', '));
  await announce(
    database,
    trx,
    'reader.confirmed',
    { subscriptionId: id, subscriberId, newsletter: row.newsletter, detail: source.how },
    now,
  );
  await trx.updateTable('sign_ups').set({ confirmed_at: at }).where('id', '=', row.id).execute();
}

/** They came back by themselves, so imports may know them again. */
async function forgetErasure({ erasureKeys = [], dialect }: Database, trx: Transaction<Tables>, key: string): Promise<void> {
  const hashes = erasedHashes(erasureKeys, key).map((hash) => ({ hash }));
  if (hashes.length === 0) return;
  await trx
    .deleteFrom('erased_addresses')
    .where('hash', 'in', (eb) => eb.selectFrom(batch(dialect, hashes, { hash: 'text' }).as('given')).select('given.hash'))
    .execute();
}

const signUp = (row: Selectable<Tables['sign_ups']>): SignUp => ({
  id: row.id,
  address: row.address,
  newsletter: row.newsletter,
  topics: readTopics(row.topics),
  locale: row.locale,
  fields: fieldsIn(row.fields),
  requestedAt: new Date(row.requested_at),
  confirmedAt: row.confirmed_at === null ? null : new Date(row.confirmed_at),
});
