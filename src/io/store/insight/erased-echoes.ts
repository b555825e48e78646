import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/schema.ts';
import { leftForGood } from '../database/stored-values.ts';
import { armOfLayout } from './arm-books.ts';

type Echo = { readonly editionId: number; readonly kind: Tables['erased_echoes']['kind']; readonly arm: number };

/** Before everything about a reader goes: what came back from them is added to the numbers of the editions it came back of. */
export async function keepEchoes(trx: Transaction<Tables>, subscriberId: number): Promise<void> {
  const echoes = [...(await mailsBack(trx, subscriberId)), ...(await timesLeft(trx, subscriberId))];
  for (const { editionId, kind, arm } of echoes)
    await trx
      .insertInto('erased_echoes')
      .values({ edition_id: editionId, kind, arm, readers: 1 })
      .onConflict((conflict) =>
        conflict.columns(['edition_id', 'kind', 'arm']).doUpdateSet((eb) => ({ readers: eb('erased_echoes.readers', '+', 1) })),
      )
      .execute();
}

/** Bounces and complaints as they are counted: each delivery that was accepted once. */
async function mailsBack(trx: Transaction<Tables>, subscriberId: number): Promise<readonly Echo[]> {
  const rows = await trx
    .selectFrom('inbound_events')
    .innerJoin('deliveries', 'deliveries.id', 'inbound_events.delivery_id')
    .leftJoin('digests', 'digests.id', 'deliveries.digest_id')
    .select(['deliveries.edition_id as editionId', 'inbound_events.kind', armOfLayout.as('arm')])
    .distinct()
    .where('inbound_events.subscriber_id', '=', subscriberId)
    .where('inbound_events.kind', 'in', ['hard', 'complaint'])
    .where('deliveries.state', '=', 'accepted')
    .execute();
  return rows.map(({ editionId, kind, arm }) => ({ editionId, kind: kind === 'hard' ? 'bounce' : 'complaint', arm: Number(arm) }));
}

/** Each time they left, after the last edition that was frozen before, if it was theirs. */
async function timesLeft(trx: Transaction<Tables>, subscriberId: number): Promise<readonly Echo[]> {
  const events = await trx
    .selectFrom('consent_events')
    .innerJoin('subscriptions', 'subscriptions.id', 'consent_events.subscription_id')
    .select(['consent_events.subscription_id', 'consent_events.at', 'subscriptions.newsletter'])
    .where('subscriptions.subscriber_id', '=', subscriberId)
    .where('consent_events.event', '=', 'unsubscribed')
    .where(leftForGood)
    .execute();
  const echoes: Echo[] = [];
  for (const { subscription_id, at, newsletter } of events) {
    const edition = await trx
      .selectFrom('editions')
      .select('id')
      .where('newsletter', '=', newsletter)
      .where('frozen_at', '<=', at)
      .where(sql<boolean>`books is null`)
      .orderBy('slot', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (edition === undefined) continue;
    const mail = await trx
      .selectFrom('deliveries')
      .leftJoin('digests', 'digests.id', 'deliveries.digest_id')
      .select(armOfLayout.as('arm'))
      .where('deliveries.edition_id', '=', edition.id)
      .where('deliveries.subscriber_id', '=', subscriberId)
      .where('deliveries.subscription_id', '=', subscription_id)
      .executeTakeFirst();
    if (mail !== undefined) echoes.push({ editionId: edition.id, kind: 'unsubscribe', arm: Number(mail.arm) });
  }
  return echoes;
}
