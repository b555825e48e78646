import { type Kysely, sql } from 'kysely';
import type { BouncedDelivery, InboundStore, NewInboundRecord } from '../../../press/ports/store/feedback.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse, storedText } from '../database/stored-values.ts';
import { parsed } from './audience.ts';
import { bounceRates } from './bounce-rates.ts';

/** What came back: one row for each event, kept for good but for readers who are erased. */
export function inboundStore(database: Database): InboundStore {
  const { db } = database;
  return {
    deliveryNamed: async (deliveryId) => (await deliveries(db).where('deliveries.id', '=', deliveryId).executeTakeFirst()) ?? null,
    lastDeliveryTo: (address) => lastDeliveryTo(db, address),
    isRecorded: async (source, eventKey) =>
      (await db
        .selectFrom('inbound_events')
        .select('id')
        .where('source', '=', source)
        .where('event_key', '=', eventKey)
        .executeTakeFirst()) !== undefined,
    recordInbound: (event) => recordInbound(db, event),
    bouncesInARow: (delivery, limit) => bouncesInARow(db, delivery, limit),
    editionFeedback: (editionId) => editionFeedback(db, editionId),
    keepUnparsed: async ({ source, digest, reason, bytes, now }) => {
      const kept = await db
        .insertInto('inbound_unparsed')
        .values({ source, digest, reason: storedResponse(reason), mail: bytes, received_at: now.getTime() })
        .onConflict((conflict) => conflict.column('digest').doNothing())
        .returning('id')
        .executeTakeFirst();
      return kept !== undefined;
    },
    unparsed: async (limit) => {
      const rows = await db
        .selectFrom('inbound_unparsed')
        .select(['id', 'source', 'received_at', 'reason', sql<number>`length(mail)`.as('bytes')])
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ received_at, ...same }) => ({ ...same, receivedAt: new Date(received_at) }));
    },
    unparsedMail: async (id) =>
      (await db.selectFrom('inbound_unparsed').select('mail').where('id', '=', id).executeTakeFirst())?.mail ?? null,
    bounceRates: (newsletter, since) => bounceRates(db, newsletter, since),
    raiseAlarm: async (editionId, kind, detail, now) => {
      const raised = await db
        .insertInto('reader_alarms')
        .values({ edition_id: editionId, kind, detail: storedText(detail), at: now.getTime() })
        .onConflict((conflict) => conflict.columns(['edition_id', 'kind']).doNothing())
        .returning('kind')
        .executeTakeFirst();
      return raised !== undefined;
    },
    alarms: async (limit) => {
      const rows = await db
        .selectFrom('reader_alarms')
        .innerJoin('editions', 'editions.id', 'reader_alarms.edition_id')
        .select(['editions.newsletter', 'editions.number as edition', 'kind', 'detail', 'at'])
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ at, ...same }) => ({ ...same, at: new Date(at) }));
    },
  };
}

const deliveries = (db: Kysely<Tables>) =>
  db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .innerJoin('editions', 'editions.id', 'deliveries.edition_id')
    .select([
      'deliveries.id as deliveryId',
      'deliveries.edition_id as editionId',
      'editions.newsletter',
      'deliveries.subscriber_id as subscriberId',
      'deliveries.subscription_id as subscriptionId',
      'subscribers.address',
      'deliveries.message_id as messageId',
    ]);

async function lastDeliveryTo(db: Kysely<Tables>, address: string): Promise<BouncedDelivery | null> {
  const { key } = parsed(address);
  const found = await deliveries(db)
    .where('subscribers.address_key', '=', key)
    .where('deliveries.edition_id', 'in', (eb) => eb.selectFrom('editions as known').select('known.id'))
    .where('deliveries.state', 'in', ['accepted', 'unknown', 'failed'])
    .orderBy('editions.slot', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

async function recordInbound(db: Kysely<Tables>, event: NewInboundRecord): Promise<boolean> {
  const made = await db
    .insertInto('inbound_events')
    .values({
      source: event.source,
      event_key: storedText(event.eventKey),
      at: event.at.getTime(),
      kind: event.kind,
      subscriber_id: event.subscriberId,
      delivery_id: event.deliveryId,
      edition_id: event.editionId,
      newsletter: event.newsletter,
      domain: event.domain === null ? null : storedText(event.domain),
      status: event.status,
      diagnostic: storedResponse(event.diagnostic),
      evidence: JSON.stringify(event.evidence.map(storedText)),
      decision: storedText(event.decision),
    })
    .onConflict((conflict) => conflict.columns(['source', 'event_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

async function bouncesInARow(db: Kysely<Tables>, delivery: BouncedDelivery, limit: number): Promise<readonly boolean[]> {
  const rows = await db
    .selectFrom('editions')
    .innerJoin('deliveries', (join) =>
      join.onRef('deliveries.edition_id', '=', 'editions.id').on('deliveries.subscriber_id', '=', delivery.subscriberId),
    )
    .select((eb) => [
      'deliveries.id',
      eb
        .selectFrom('inbound_events')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('inbound_events.delivery_id', '=', 'deliveries.id')
        .where('inbound_events.kind', 'in', ['soft', 'hard'])
        .as('bounces'),
    ])
    .where('editions.newsletter', '=', delivery.newsletter)
    .where('editions.slot', '<=', (eb) => eb.selectFrom('editions as this').select('this.slot').where('this.id', '=', delivery.editionId))
    .where('deliveries.state', 'in', ['accepted', 'failed', 'unknown'])
    .orderBy('editions.slot', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => (row.bounces ?? 0) > 0);
}

async function editionFeedback(db: Kysely<Tables>, editionId: number) {
  const accepted = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('edition_id', '=', editionId)
    .where('state', '=', 'accepted')
    .executeTakeFirstOrThrow();
  const complaints = await db
    .selectFrom('inbound_events')
    .select((eb) => eb.fn.count<number>('delivery_id').distinct().as('count'))
    .where('edition_id', '=', editionId)
    .where('kind', '=', 'complaint')
    .executeTakeFirstOrThrow();
  return { accepted: accepted.count, complaints: complaints.count };
}
