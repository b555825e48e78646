import { type RawBuilder, sql } from 'kysely';
import type { GrowthWeek, ListedReader, ReaderFilter, ReaderListStore } from '../../../press/ports/people/reader-lists.ts';
import type { Database } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import { leftForGood, readTopics } from '../database/stored-values.ts';
import { readerConditions } from './reader-conditions.ts';
import { fieldsOf } from './reader-fields.ts';

/** Readers by the hundred thousand, as lists, numbers and weeks. */
export const readerListStore = (database: Database): ReaderListStore => ({
  listReaders: (filter, page) => listReaders(database, filter, page),
  async countReaders(filter, now) {
    const { rows } = await sql<{ readers: number }>`select count(*) as readers from subscribers where ${allOf(filter, now, 'all')}`.execute(
      database.db,
    );
    return Number(rows[0]?.readers ?? 0);
  },
  growth: (newsletter, since, now) => growth(database, newsletter, since, now),
  async joinedBy(newsletter, since, limit) {
    const { rows } = await sql<{ how: string; readers: number }>`select consent_events.how, count(*) as readers
      from consent_events ${ofNewsletter(newsletter)} where consent_events.event = 'subscribed' and consent_events.at >= ${since.getTime()}
      group by consent_events.how order by readers desc, consent_events.how limit ${limit}`.execute(database.db);
    return rows.map(({ how, readers }) => ({ how, readers: Number(readers) }));
  },
});

const allOf = (filter: ReaderFilter, now: Date, wanted: 'page' | 'all') => sql.join(readerConditions(filter, now, wanted), sql` and `);

type Row = { id: number; address: string; created_at: number; suppressed: string | null };

async function listReaders(
  database: Database,
  filter: ReaderFilter,
  { before, limit, now }: Parameters<ReaderListStore['listReaders']>[1],
): Promise<readonly ListedReader[]> {
  const older = before === null ? sql`` : sql`and subscribers.id < ${before}`;
  const { rows } = await sql<Row>`select subscribers.id, subscribers.address, subscribers.created_at, suppressions.reason as suppressed
    from subscribers left join suppressions on suppressions.address_key = subscribers.address_key
    where ${allOf(filter, now, 'page')} ${older} order by subscribers.id desc limit ${limit}`.execute(database.db);
  if (rows.length === 0) return [];
  const wanted = batch(
    database.dialect,
    rows.map(({ id }) => ({ id })),
    { id: 'bigint' },
  );
  const subscriptions = await database.db
    .selectFrom(wanted.as('wanted'))
    .innerJoin('subscriptions', 'subscriptions.subscriber_id', 'wanted.id')
    .select([
      'subscriptions.subscriber_id',
      'subscriptions.newsletter',
      'subscriptions.topics',
      'subscriptions.state',
      'subscriptions.paused_until',
    ])
    .orderBy('subscriptions.id')
    .execute();
  const fields = await fieldsOf(
    database,
    database.db,
    rows.map(({ id }) => id),
  );
  const ofReader = Map.groupBy(subscriptions, ({ subscriber_id }) => subscriber_id);
  return rows.map(({ id, address, created_at, suppressed }) => ({
    subscriberId: id,
    address,
    createdAt: new Date(created_at),
    suppressed,
    fields: fields.get(id) ?? {},
    subscriptions: (ofReader.get(id) ?? []).map(({ newsletter, topics, state, paused_until }) => ({
      newsletter,
      topics: readTopics(topics),
      state,
      pausedUntil: paused_until === null ? null : new Date(paused_until),
    })),
  }));
}

const ofNewsletter = (newsletter: string | null): RawBuilder<unknown> =>
  newsletter === null
    ? sql``
    : sql`join subscriptions on subscriptions.id = consent_events.subscription_id and subscriptions.newsletter = ${newsletter}`;

const weekMs = 7 * 86_400_000;
// 1 January 1970 was a Thursday.
const monday = 4 * 86_400_000;
const weekOf = (at: number): number => Math.floor((at - monday) / weekMs);
const beginOf = (week: number): number => week * weekMs + monday;

async function growth({ db }: Database, newsletter: string | null, since: Date, now: Date): Promise<readonly GrowthWeek[]> {
  const [first, last] = [weekOf(since.getTime()), weekOf(now.getTime())];
  const { rows } = await sql<{ week: number; event: string; changes: number }>`select
    (consent_events.at - ${sql.lit(monday)}) / ${sql.lit(weekMs)} as week, consent_events.event, count(*) as changes
    from consent_events ${ofNewsletter(newsletter)} where consent_events.at >= ${beginOf(first)} and consent_events.event in ('subscribed', 'unsubscribed')
    and (consent_events.event = 'subscribed' or ${leftForGood})
    group by 1, 2`.execute(db);
  const counted = new Map(rows.map(({ week, event, changes }) => [`${week} ${event}`, Number(changes)]));
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    week: new Date(beginOf(first + at)),
    joined: counted.get(`${first + at} subscribed`) ?? 0,
    left: counted.get(`${first + at} unsubscribed`) ?? 0,
  }));
}
