import type { Kysely, Transaction } from 'kysely';
import { type AddressKey, type EmailAddress, parseEmailAddress } from '../../../audience/email-address.ts';
import { statesBefore } from '../../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { AudienceRow, AudienceStore, SubscriberRow } from '../../../press/ports/store/audience.ts';
import { batchWrites } from '../database/batched-writes.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { readTopics, storedText, storedTopics } from '../database/stored-values.ts';
import { sentDigests } from '../sending/sent-digests.ts';
import { announce } from '../watch/announce.ts';
import { recordConsent } from './consent.ts';
import { erasedAs } from './erased.ts';

/** Subscribers, their subscriptions, their consent and the suppressions. */
export function audienceStore(database: Database): AudienceStore {
  const { db } = database;
  const write = batchWrites(database);
  return {
    subscribe: (subscriber) => subscribe(database, subscriber),
    subscribers: async ({ newsletter, afterId, limit }) => {
      const rows = await subscriberRows(db)
        .where('subscriptions.id', '>', afterId)
        .$if(newsletter !== null, (query) => query.where('newsletter', '=', newsletter ?? ''))
        .orderBy('subscriptions.id')
        .limit(limit)
        .execute();
      return rows.map(subscriberRow);
    },
    audience: (query) => audience(database, query),
    subscription: async (subscriptionId) => {
      const row = await subscriberRows(db).where('subscriptions.id', '=', subscriptionId).executeTakeFirst();
      return row === undefined ? null : subscriberRow(row);
    },
    unsubscribe: (subscriptionId, now, how) => write((trx) => unsubscribe(database, trx, { subscriptionId, now, how })),
    suppress: (address, reason, evidence, now) => suppress(database, address, { reason, evidence, now }),
  };
}

async function audience(database: Database, query: Parameters<AudienceStore['audience']>[0]): Promise<readonly AudienceRow[]> {
  const { newsletter, slot, sentSince, afterId, limit } = query;
  const rows = await subscriberRows(database.db)
    .select('subscriptions.paused_until')
    .where('subscriptions.id', '>', afterId)
    .where('newsletter', '=', newsletter)
    .orderBy('subscriptions.id')
    .limit(limit)
    .execute();
  const readers = rows.map(({ subscriberId }) => ({ id: subscriberId }));
  const told = await sentDigests(database, { newsletter, exceptSlot: slot.getTime(), sentSince }, readers);
  return rows.map(({ paused_until, ...row }) => ({
    ...subscriberRow(row),
    pausedUntil: paused_until === null ? null : new Date(paused_until),
    sentDigests: told.get(row.subscriberId) ?? [],
  }));
}

type NewSubscriber = Parameters<AudienceStore['subscribe']>[0];
type SubscribeResult = Awaited<ReturnType<AudienceStore['subscribe']>>;

async function subscribe(database: Database, subscriber: NewSubscriber): Promise<SubscribeResult> {
  const { address, key } = parsed(subscriber.address);
  return writing(database, async (trx): Promise<SubscribeResult> => {
    const suppression = await trx.selectFrom('suppressions').select('reason').where('address_key', '=', key).executeTakeFirst();
    if (suppression !== undefined) return { result: 'refused-suppressed', reason: suppression.reason };
    if ((await erasedAs(database, trx, key)) !== null) return { result: 'refused-suppressed', reason: 'erased at their wish' };
    const subscriberId = await subscriberIdOf(trx, address, key, subscriber.now);
    return subscribeKnown(trx, subscriberId, subscriber);
  });
}

export async function subscriberIdOf(trx: Transaction<Tables>, address: EmailAddress, key: AddressKey, now: Date): Promise<number> {
  const { id } = await trx
    .insertInto('subscribers')
    .values({ address, address_key: key, created_at: now.getTime() })
    // Changes nothing, but locks and returns the row; the first spelling of an address stays.
    .onConflict((conflict) => conflict.column('address_key').doUpdateSet((eb) => ({ address: eb.ref('subscribers.address') })))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function subscribeKnown(trx: Transaction<Tables>, subscriberId: number, subscriber: NewSubscriber): Promise<SubscribeResult> {
  const { newsletter, now, how } = subscriber;
  const topics = storedTopics(subscriber.topics);
  const known = await trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('newsletter', '=', newsletter)
    .executeTakeFirst();

  const at = now.getTime();
  if (known === undefined) {
    const { id } = await trx
      .insertInto('subscriptions')
      .values({ subscriber_id: subscriberId, newsletter, topics, state: 'active', created_at: at, updated_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordConsent(trx, id, 'subscribed', { how }, now);
    return { result: 'added', row: await rowOf(trx, id) };
  }
  if (known.state === 'unsubscribed') return { result: 'refused-unsubscribed', row: await rowOf(trx, known.id) };
  if (known.state === 'active' && known.topics === topics) return { result: 'unchanged', row: await rowOf(trx, known.id) };
  await trx.updateTable('subscriptions').set({ topics, state: 'active', updated_at: at }).where('id', '=', known.id).execute();
  if (known.state === 'pending') await recordConsent(trx, known.id, 'subscribed', { how }, now);
  return { result: 'updated', row: await rowOf(trx, known.id) };
}

type Leave = { readonly subscriptionId: number; readonly now: Date; readonly how: string };

async function unsubscribe(database: Database, trx: Transaction<Tables>, { subscriptionId, now, how }: Leave): Promise<boolean> {
  const ended = await trx
    .updateTable('subscriptions')
    .set({ state: 'unsubscribed', updated_at: now.getTime() })
    .where('id', '=', subscriptionId)
    .where('state', '!=', 'unsubscribed')
    .returning(['subscriber_id', 'newsletter'])
    .executeTakeFirst();
  if (ended === undefined) return false;
  await recordConsent(trx, subscriptionId, 'unsubscribed', { how }, now);
  const { newsletter, subscriber_id: subscriberId } = ended;
  await announce(database, trx, 'reader.left', { subscriptionId, subscriberId, newsletter, detail: how }, now);
  await suppressUnsent(trx, ended.subscriber_id, ended.newsletter, { response: 'unsubscribed', now });
  return true;
}

async function suppress(
  database: Database,
  address: string,
  why: { readonly reason: string; readonly evidence: string; readonly now: Date },
): Promise<void> {
  const { key } = parsed(address);
  await writing(database, async (trx) => {
    const fresh = await trx
      .insertInto('suppressions')
      .values({ address_key: key, reason: storedText(why.reason), evidence: storedText(why.evidence), since: why.now.getTime() })
      // The first evidence is the one that counts.
      .onConflict((conflict) => conflict.column('address_key').doNothing())
      .returning('reason')
      .executeTakeFirst();
    const reader = await trx.selectFrom('subscribers').select('id').where('address_key', '=', key).executeTakeFirst();
    if (reader === undefined) return;
    const told = fresh && toldOf(why.reason);
    if (told) await announce(database, trx, told, { subscriberId: reader.id, detail: why.reason }, why.now);
    await suppressUnsent(trx, reader.id, null, { response: `suppressed: ${why.reason}`, now: why.now });
  });
}

/** Mail to them came back for good, or they reported it: of what a person ordered nobody need be told. */
const toldOf = (reason: string): 'reader.bounced' | 'reader.complained' | null =>
  /^hard bounce|soft bounces in a row$/.test(reason) ? 'reader.bounced' : reason === 'complaint' ? 'reader.complained' : null;

/** Through the few unfinished editions and the unique key, so that no index on readers is needed. */
export async function suppressUnsent(
  trx: Transaction<Tables>,
  subscriberId: number,
  newsletter: string | null,
  why: { readonly response: string; readonly now: Date },
): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'suppressed', response: storedText(why.response), next_attempt_at: null, updated_at: why.now.getTime() })
    .where('edition_id', 'in', (eb) =>
      eb
        .selectFrom('editions')
        .select('editions.id')
        .where('editions.state', '!=', 'finished')
        .$if(newsletter !== null, (query) => query.where('editions.newsletter', '=', newsletter ?? '')),
    )
    .where('subscriber_id', '=', subscriberId)
    .where('state', 'in', statesBefore('suppress'))
    .execute();
}

export function parsed(input: string): { readonly address: EmailAddress; readonly key: AddressKey } {
  const parse = parseEmailAddress(input);
  if (parse.kind === 'valid') return parse;
  throw new CourantError('bad-address', `${JSON.stringify(input.slice(0, 100))} is not an address mail can be sent to.`, {
    help: parse.message,
  });
}

const subscriberRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('subscriptions')
    .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
    .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
    .select([
      'subscriptions.id as subscriptionId',
      'subscriptions.subscriber_id as subscriberId',
      'subscribers.address',
      'subscriptions.newsletter',
      'subscriptions.topics',
      'subscriptions.state',
      'subscriptions.created_at',
      'suppressions.reason as suppressed',
    ]);

async function rowOf(trx: Transaction<Tables>, subscriptionId: number): Promise<SubscriberRow> {
  return subscriberRow(await subscriberRows(trx).where('subscriptions.id', '=', subscriptionId).executeTakeFirstOrThrow());
}

function subscriberRow(row: Awaited<ReturnType<ReturnType<typeof subscriberRows>['executeTakeFirstOrThrow']>>): SubscriberRow {
  const { created_at, topics, ...same } = row;
  return { ...same, topics: readTopics(topics), createdAt: new Date(created_at) };
}
