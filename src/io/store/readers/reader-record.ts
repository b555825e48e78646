import { z } from 'zod';
import type { BounceKind } from '../../../delivery/bounce/judging/classification.ts';
import type { ReaderAccount, ReaderRecord } from '../../../press/ports/store/accounts.ts';
import type { InboundRecord } from '../../../press/ports/store/feedback.ts';
import type { Database } from '../database/database.ts';
import { liftedSuppressions } from './suppressions.ts';

const newest = 100;

/** All that is kept about one reader. */
export async function readerRecord(database: Database, account: ReaderAccount): Promise<ReaderRecord> {
  const { db } = database;
  const { subscriberId } = account;
  const consent = await db
    .selectFrom('consent_events')
    .innerJoin('subscriptions', 'subscriptions.id', 'consent_events.subscription_id')
    .selectAll('consent_events')
    .select('subscriptions.newsletter')
    .where('subscriptions.subscriber_id', '=', subscriberId)
    .orderBy('consent_events.id')
    .execute();
  const deliveries = await db
    .selectFrom('editions')
    .innerJoin('deliveries', (join) =>
      join.onRef('deliveries.edition_id', '=', 'editions.id').on('deliveries.subscriber_id', '=', subscriberId),
    )
    .select(['editions.newsletter', 'editions.number as edition', 'deliveries.state', 'deliveries.response', 'deliveries.updated_at'])
    .orderBy('editions.slot', 'desc')
    .limit(newest)
    .execute();
  const inbound = await db
    .selectFrom('inbound_events')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id', 'desc')
    .limit(newest)
    .execute();
  return {
    account,
    lifted: await liftedSuppressions(database, account.address),
    consent: consent.map(({ newsletter, event, how, at, text_version, ip, detail }) => ({
      newsletter,
      event,
      how,
      at: new Date(at),
      textVersion: text_version,
      ip,
      detail,
    })),
    deliveries: deliveries.map(({ updated_at, ...same }) => ({ ...same, updatedAt: new Date(updated_at) })),
    inbound: inbound.map(
      (row): InboundRecord => ({
        at: new Date(row.at),
        source: row.source,
        kind: row.kind as BounceKind,
        newsletter: row.newsletter,
        editionId: row.edition_id,
        status: row.status,
        diagnostic: row.diagnostic,
        evidence: z.array(z.string()).parse(JSON.parse(row.evidence)),
        decision: row.decision,
      }),
    ),
  };
}
