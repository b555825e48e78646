import type { Database } from '../database/database.ts';
import { batch } from '../database/dialect.ts';

/**
 * For each reader and each of the few other editions of the newsletter, one look-up in the unique key: written as a value
 * and not as a join, which both databases now and then turn into a walk through whole editions for each reader.
 * `submitting` and `unknown` count as told: the reader may have the mail, and the same story twice is worse than one missed. So do
 * `queued` and `deferred`: what is late, greylisted for hours or held by a pause, still goes out and tells it.
 */
export async function sentDigests(
  { db, dialect }: Database,
  page: { readonly newsletter: string; readonly exceptSlot: number; readonly sentSince: Date },
  readers: readonly { readonly id: number }[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const since = page.sentSince.getTime();
  const rows = await db
    .with(
      (cte) => cte('told').materialized(),
      (cte) =>
        cte
          .selectFrom('editions as other')
          .crossJoin(batch(dialect, readers, { id: 'bigint' }).as('reader'))
          .select((eb) => [
            'reader.id as reader',
            eb
              .selectFrom('deliveries')
              .select('deliveries.digest_id')
              .whereRef('deliveries.edition_id', '=', 'other.id')
              .whereRef('deliveries.subscriber_id', '=', 'reader.id')
              .where('deliveries.state', 'in', ['accepted', 'submitting', 'unknown', 'queued', 'deferred'])
              .where('deliveries.updated_at', '>=', since)
              .as('digest'),
          ])
          .where('other.newsletter', '=', page.newsletter)
          .where('other.slot', '!=', page.exceptSlot)
          .where((eb) => eb.or([eb('other.finished_at', 'is', null), eb('other.finished_at', '>=', since)])),
    )
    .selectFrom('told')
    .select(['told.reader', 'told.digest'])
    .where('told.digest', 'is not', null)
    .orderBy('told.digest')
    .$narrowType<{ digest: number }>()
    .execute();
  const told = new Map<number, number[]>();
  for (const { reader, digest } of rows) told.set(reader, [...(told.get(reader) ?? []), digest]);
  return told;
}
