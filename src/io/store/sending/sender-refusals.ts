import { saysOfSender } from '../../../delivery/replies/smtp-reply.ts';
import type { SenderRefusal } from '../../../press/ports/store/sending.ts';
import type { Database } from '../database/database.ts';
import { indexed } from '../database/partial-indexes.ts';

/** More say nothing new. */
const readAtMost = 10_000;

/** Oldest first: deliveries refused because of their sender, and reports that came back about accepted ones. */
export async function senderRefusals({ db }: Database, editionId: number): Promise<readonly SenderRefusal[]> {
  const replies = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .where('deliveries.edition_id', '=', editionId)
    .where(indexed('failed'))
    .where('deliveries.state', '=', 'failed')
    .where((eb) => eb.or(['%5.7.%', '%5.1.7%', '%5.1.8%'].map((code) => eb('deliveries.response', 'like', code))))
    .select(['subscribers.address', 'deliveries.response as words', 'deliveries.updated_at as at'])
    .orderBy('deliveries.id')
    .limit(readAtMost)
    .$narrowType<{ words: string }>()
    .execute();
  const reports = await db
    .selectFrom('inbound_events')
    .innerJoin('deliveries', 'deliveries.id', 'inbound_events.delivery_id')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .where('inbound_events.edition_id', '=', editionId)
    .where('inbound_events.kind', '=', 'sender')
    .select(['subscribers.address', 'inbound_events.diagnostic as words', 'inbound_events.status', 'inbound_events.at'])
    .orderBy('inbound_events.id')
    .limit(readAtMost)
    .execute();
  const refused = replies.filter(({ words }) => saysOfSender(words)).map((one) => ({ ...one, at: new Date(one.at) }));
  const reported = reports.map(({ status, at, words, address }) => ({
    address,
    at: new Date(at),
    words: words.startsWith('5') || status === null ? words : `${status} ${words}`,
  }));
  return [...refused, ...reported].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
