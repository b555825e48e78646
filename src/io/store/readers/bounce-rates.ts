import { type Kysely, sql } from 'kysely';
import type { BounceRates } from '../../../press/ports/store/feedback.ts';
import type { Tables } from '../database/schema.ts';
import { readBooks } from '../editions/frozen-books.ts';

type Counted = { of: string; accepted: number; hard: number; soft: number; complaints: number };
type OfEdition = Omit<Counted, 'accepted'> & { accepted: number | null; books: string | null };

/**
 * What came back of editions since then, per mail domain (largest first) and per edition (newest first). Mail domains are told of
 * editions whose deliveries are there; a pruned edition is told by its books.
 */
export async function bounceRates(
  db: Kysely<Tables>,
  newsletter: string | null,
  since: Date,
): Promise<{ domains: readonly BounceRates[]; editions: readonly BounceRates[] }> {
  const chosen = sql`editions.slot >= ${since.getTime()} and (cast(${newsletter} as text) is null or editions.newsletter = ${newsletter})`;
  const editions = await sql<OfEdition>`select ${ofEdition} as "of", sent.accepted, editions.books, ${counts}
    from editions left join (select edition_id, count(*) as accepted from deliveries join editions on editions.id = deliveries.edition_id
      where deliveries.state = 'accepted' and editions.books is null and ${chosen} group by edition_id) as sent
      on editions.id = sent.edition_id
    left join ${events} as events on events.edition_id = editions.id
    where ${chosen} and (sent.accepted is not null or editions.books is not null)
    group by editions.newsletter, editions.number, editions.slot, editions.books, sent.accepted
    order by editions.slot desc limit 50`.execute(db);
  const domains = await sql<Counted>`select sent.domain as "of", sent.accepted, ${counts}
    from (select ${domainOf} as domain, count(*) as accepted from deliveries
      join editions on editions.id = deliveries.edition_id join subscribers on subscribers.id = deliveries.subscriber_id
      where deliveries.state = 'accepted' and editions.books is null and ${chosen} group by 1) as sent
    left join (select events.delivery_id, events.kind, events.domain from ${events} as events
      join editions on editions.id = events.edition_id where editions.books is null and ${chosen}) as events on events.domain = sent.domain
    group by sent.domain, sent.accepted order by sent.accepted desc, sent.domain limit 50`.execute(db);
  return {
    domains: domains.rows.map((row) => ({ ...row })),
    editions: editions.rows.map(({ books, accepted, ...row }) => ({ ...row, accepted: readBooks(books)?.accepted ?? accepted ?? 0 })),
  };
}

const ofEdition = sql`editions.newsletter || ':' || editions.number`;

// A delivery that bounced twice, by mail and by webhook, bounced once.
const events = sql`(select distinct delivery_id, edition_id, kind, domain from inbound_events where delivery_id is not null)`;

const counts = sql`sum(case when events.kind = 'hard' then 1 else 0 end) as hard,
  sum(case when events.kind = 'soft' then 1 else 0 end) as soft,
  sum(case when events.kind = 'complaint' then 1 else 0 end) as complaints`;

// Keys are lower case and have one @, both by parseEmailAddress; the part after it is found alike in both databases so.
const domainOf = sql`substr(subscribers.address_key, length(rtrim(subscribers.address_key, replace(subscribers.address_key, '@', ''))) + 1)`;
