import { type Kysely, sql } from 'kysely';
import type { ArmBooks } from '../../../press/ports/insight/insight-store.ts';
import type { Tables } from '../database/schema.ts';
import { leftForGood } from '../database/stored-values.ts';
import { readBooks, spanOfReading } from '../editions/frozen-books.ts';

/** Which of two subjects a digest has, by how its layout begins (`composition/views/packed-layout.ts`). */
export const armOfLayout = sql<number>`
  case when substr(digests.layout, 1, 3) in ('!~1', '#~1') then 1 when substr(digests.layout, 1, 3) in ('!~2', '#~2') then 2 else 0 end
`;

/** Counted, or as they were written down before the edition's deliveries went. */
export async function armBooks(db: Kysely<Tables>, editionId: number): Promise<readonly ArmBooks[]> {
  const row = await db.selectFrom('editions').select('books').where('id', '=', editionId).executeTakeFirst();
  const books = readBooks(row?.books);
  if (books !== null) return books.arms ?? [];
  const mails = db
    .selectFrom('deliveries')
    .innerJoin('digests', 'digests.id', 'deliveries.digest_id')
    .where('deliveries.edition_id', '=', editionId)
    .where(armOfLayout, '>', 0);
  const accepted = await mails
    .select((eb) => [armOfLayout.as('arm'), eb.fn.countAll<number>().as('count')])
    .where('deliveries.state', '=', 'accepted')
    .groupBy(armOfLayout)
    .execute();
  if (accepted.length === 0) return [];
  const span = await spanOfReading(db, editionId);
  const left = await mails
    .innerJoin('consent_events', 'consent_events.subscription_id', 'deliveries.subscription_id')
    .select((eb) => [armOfLayout.as('arm'), eb.fn.countAll<number>().as('count')])
    .where('consent_events.event', '=', 'unsubscribed')
    .where(leftForGood)
    .where('consent_events.at', '>=', span?.from ?? 0)
    .where('consent_events.at', '<', span?.to ?? 0)
    .groupBy(armOfLayout)
    .execute();
  const heard = (kind: 'hard' | 'complaint') =>
    sql<number>`count(distinct case when inbound_events.kind = ${kind} then inbound_events.delivery_id end)`;
  const back = await mails
    .innerJoin('inbound_events', 'inbound_events.delivery_id', 'deliveries.id')
    .select([armOfLayout.as('arm'), heard('hard').as('bounces'), heard('complaint').as('complaints')])
    .where('inbound_events.kind', 'in', ['hard', 'complaint'])
    .where('deliveries.state', '=', 'accepted')
    .groupBy(armOfLayout)
    .execute();
  const erased = await db.selectFrom('erased_echoes').select(['arm', 'kind', 'readers']).where('edition_id', '=', editionId).execute();
  const echo = (arm: number, kind: string) => Number(erased.find((one) => one.arm === arm && one.kind === kind)?.readers ?? 0);
  return ([1, 2] as const).map((arm) => {
    const of = <Row extends { readonly arm: number }>(rows: readonly Row[]) => rows.find((row) => Number(row.arm) === arm);
    return {
      arm,
      accepted: Number(of(accepted)?.count ?? 0),
      bounces: Number(of(back)?.bounces ?? 0) + echo(arm, 'bounce'),
      complaints: Number(of(back)?.complaints ?? 0) + echo(arm, 'complaint'),
      unsubscribes: Number(of(left)?.count ?? 0) + echo(arm, 'unsubscribe'),
    };
  });
}
