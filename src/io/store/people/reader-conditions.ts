import { type RawBuilder, sql } from 'kysely';
import { fieldNumber } from '../../../audience/fields/reader-field.ts';
import type { FieldCondition } from '../../../press/ports/people/reader-fields.ts';
import type { ReaderFilter, Standing } from '../../../press/ports/people/reader-lists.ts';

type Condition = RawBuilder<boolean>;

/**
 * The conditions of a filter on `subscribers`, all of which must hold. One newsletter's are asked of the one row a reader has there;
 * `now` says whose pause is over. For a page each reader is asked about their own rows until it is full; for all of them the rows that
 * hold are gathered once.
 */
export function readerConditions(filter: ReaderFilter, now: Date, wanted: 'page' | 'all'): readonly Condition[] {
  const { text, domain, bouncedSince, standing, fields = [] } = filter;
  const conditions: Condition[] = [sql<boolean>`subscribers.address_key not like 'erased:%'`];
  if (text !== undefined) conditions.push(sql<boolean>`subscribers.address_key like ${`%${escaped(text.toLowerCase())}%`} escape '\\'`);
  if (domain !== undefined) conditions.push(sql<boolean>`subscribers.address_key like ${`%@${escaped(domain.toLowerCase())}`} escape '\\'`);
  if (bouncedSince !== undefined)
    conditions.push(
      sql<boolean>`subscribers.id in (select subscriber_id from inbound_events where subscriber_id is not null and kind in ('hard', 'soft') and at >= ${bouncedSince.getTime()})`,
    );
  conditions.push(...fields.map(fieldCondition));
  if (standing === 'suppressed') conditions.push(sql<boolean>`subscribers.address_key in (select address_key from suppressions)`);
  const ofSubscription = subscriptionConditions(filter, now);
  if (ofSubscription.length > 0) {
    const holds = sql.join(ofSubscription, sql` and `);
    conditions.push(
      wanted === 'page'
        ? sql<boolean>`exists (select 1 from subscriptions where subscriptions.subscriber_id = subscribers.id and ${holds})`
        : sql<boolean>`subscribers.id in (select subscriptions.subscriber_id from subscriptions where ${holds})`,
    );
  }
  return conditions;
}

function fieldCondition(condition: FieldCondition): Condition {
  const holding = (what: RawBuilder<boolean> = sql<boolean>`true`) =>
    sql<boolean>`exists (select 1 from reader_fields where reader_fields.subscriber_id = subscribers.id and reader_fields.name = ${condition.field} and ${what})`;
  switch (condition.is) {
    case 'empty':
      return sql<boolean>`not ${holding()}`;
    case 'filled':
      return holding();
    case 'equal':
      return holding(sql<boolean>`reader_fields.folded = ${folded(condition.value)}`);
    case 'different':
      return sql<boolean>`not ${holding(sql<boolean>`reader_fields.folded = ${folded(condition.value)}`)}`;
    case 'contains':
      return holding(sql<boolean>`reader_fields.folded like ${`%${escaped(folded(condition.value))}%`} escape '\\'`);
    case 'above':
    case 'below': {
      const bound = fieldNumber(condition.value);
      // No number and no day: nothing is more or less.
      if (bound === null) return sql<boolean>`1 = 0`;
      const than = sql`cast(${String(bound)} as double precision)`;
      return holding(
        condition.is === 'above' ? sql<boolean>`reader_fields.number > ${than}` : sql<boolean>`reader_fields.number < ${than}`,
      );
    }
  }
}

function subscriptionConditions(filter: ReaderFilter, now: Date): Condition[] {
  const { newsletter, standing, topics, joinedSince, joinedBefore, changedSince, gotLatest } = filter;
  const found: Condition[] = [];
  if (newsletter !== undefined) found.push(sql<boolean>`subscriptions.newsletter = ${newsletter}`);
  if (standing !== undefined && standing !== 'suppressed') found.push(standingCondition(standing, now));
  // Topics are kept as JSON: a name stands there as JSON writes it, quotes included.
  if (topics !== undefined && topics.length > 0)
    found.push(
      sql<boolean>`(${sql.join(
        topics.map((topic) => sql<boolean>`replace(subscriptions.topics, ${JSON.stringify(topic)}, '') <> subscriptions.topics`),
        sql` or `,
      )})`,
    );
  if (joinedSince !== undefined) found.push(sql<boolean>`subscriptions.created_at >= ${joinedSince.getTime()}`);
  if (joinedBefore !== undefined) found.push(sql<boolean>`subscriptions.created_at < ${joinedBefore.getTime()}`);
  if (changedSince !== undefined) found.push(sql<boolean>`subscriptions.updated_at >= ${changedSince.getTime()}`);
  if (newsletter !== undefined && gotLatest !== undefined) found.push(gotLatestCondition(newsletter, gotLatest));
  return found;
}

const standingCondition = (standing: Exclude<Standing, 'suppressed'>, now: Date): Condition =>
  ({
    active: sql<boolean>`subscriptions.state = 'active' and (subscriptions.paused_until is null or subscriptions.paused_until <= ${now.getTime()})`,
    paused: sql<boolean>`subscriptions.state = 'active' and subscriptions.paused_until > ${now.getTime()}`,
    pending: sql<boolean>`subscriptions.state = 'pending'`,
    ended: sql<boolean>`subscriptions.state = 'unsubscribed'`,
  })[standing];

/** Of the latest edition that is out and whose deliveries are still there. */
function gotLatestCondition(newsletter: string, got: boolean): Condition {
  const latest = sql`(select editions.id from editions where editions.newsletter = ${newsletter} and editions.state = 'finished'
    and editions.books is null order by editions.slot desc limit 1)`;
  const accepted = sql<boolean>`exists (select 1 from deliveries where deliveries.edition_id = ${latest}
    and deliveries.subscriber_id = subscriptions.subscriber_id and deliveries.state = 'accepted')`;
  return got ? accepted : sql<boolean>`not ${accepted}`;
}

/** As values are kept: composed, in small letters. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase();

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
