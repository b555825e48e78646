import { type Kysely, sql, type Transaction } from 'kysely';
import type { FieldValues } from '../../../audience/fields/reader-field.ts';
import type { ImportCounts, ImportRow, ImportStore } from '../../../press/ports/store/imports.ts';
import { addCounts, noCounts } from '../../../press/ports/store/imports.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import type { Tables } from '../database/schema.ts';
import { storedText, storedTopics } from '../database/stored-values.ts';
import { fieldsOf, setManyFields } from '../people/reader-fields.ts';
import { suppressUnsent } from './audience.ts';
import { erasedAmong } from './erased.ts';

/**
 * Rows of one statement. A batch, one transaction, is larger, since a commit waits for the disk; JSON parameters past 128 KB would
 * leave V8's young generation and pile up.
 */
const statementRows = 500;

/** Many readers at once: a handful of statements per five hundred rows. */
export const importStore = (database: Database): ImportStore => ({
  beginImport: () => database.dialect.expectManyWrites(database.db),
  importReaders: (newsletter, rows, how, now) =>
    writing(database, async (trx) => {
      let counts = noCounts;
      for (let at = 0; at < rows.length; at += statementRows) {
        const sorted = await sortRows(database, trx, newsletter, rows.slice(at, at + statementRows));
        await addReaders(database, trx, sorted, { newsletter, how, now });
        counts = addCounts(counts, countsOf(sorted));
      }
      return counts;
    }),
  async rehearseImport(newsletter, rows) {
    let counts = noCounts;
    for (let at = 0; at < rows.length; at += statementRows)
      counts = addCounts(counts, countsOf(await sortRows(database, database.db, newsletter, rows.slice(at, at + statementRows))));
    return counts;
  },
});

type Sorted = {
  readonly add: readonly ImportRow[];
  readonly update: readonly (ImportRow & { readonly subscriptionId: number })[];
  /** Their topics are as they were, a field of theirs is not. */
  readonly fieldsOnly: readonly ImportRow[];
  readonly unchanged: number;
  /** Left elsewhere: their subscription, if any, ends. */
  readonly leave: readonly (ImportRow & { readonly subscriptionId: number | null; readonly subscriberId: number | null })[];
  readonly suppress: readonly ImportRow[];
  readonly refusedUnsubscribed: number;
  readonly refusedSuppressed: number;
  readonly refusedErased: number;
};

async function sortRows(database: Database, db: Kysely<Tables>, newsletter: string, rows: readonly ImportRow[]): Promise<Sorted> {
  // Of an address that stands twice, the stricter line counts, and of equals the later one.
  const byKey = new Map<string, ImportRow>();
  for (const row of rows) if (strictness[row.state] >= strictness[byKey.get(row.key)?.state ?? 'active']) byKey.set(row.key, row);
  // In the order of the index: neighbours share its pages.
  const keys = [...byKey.keys()].sort();
  const erased = await erasedAmong(database, db, keys);
  const known = await knownReaders(database, db, newsletter, keys);
  const suppressed = await suppressedAmong(database, db, keys);
  const holdFields = rows.some(({ fields }) => fields !== undefined);
  const fields = holdFields
    ? await fieldsOf(
        database,
        db,
        [...known.values()].map(({ subscriberId }) => subscriberId),
      )
    : new Map();
  const fieldsOnly: ImportRow[] = [];
  const add: ImportRow[] = [];
  const update: (ImportRow & { subscriptionId: number })[] = [];
  const leave: (ImportRow & { subscriptionId: number | null; subscriberId: number | null })[] = [];
  const suppress: ImportRow[] = [];
  const counts = { unchanged: rows.length - byKey.size, refusedUnsubscribed: 0, refusedSuppressed: 0, refusedErased: 0 };
  for (const key of keys) {
    const row = byKey.get(key);
    if (row === undefined) continue;
    const reader = known.get(row.key);
    if (erased.has(row.key)) counts.refusedErased++;
    else if (suppressed.has(row.key)) row.state === 'active' ? counts.refusedSuppressed++ : counts.unchanged++;
    else if (row.state === 'suppressed') suppress.push(row);
    else if (row.state === 'unsubscribed') {
      if (reader?.state === 'unsubscribed') counts.unchanged++;
      else leave.push({ ...row, subscriptionId: reader?.subscriptionId ?? null, subscriberId: reader?.subscriberId ?? null });
    } else if (reader === undefined) add.push(row);
    else if (reader.state === 'unsubscribed') counts.refusedUnsubscribed++;
    else if (reader.topics === storedTopics(row.topics) && reader.state === 'active') {
      if (holdsAll(fields.get(reader.subscriberId), row.fields)) counts.unchanged++;
      else fieldsOnly.push(row);
    } else update.push({ ...row, subscriptionId: reader.subscriptionId });
  }
  return { add, update, fieldsOnly, leave, suppress, ...counts };
}

const holdsAll = (kept: FieldValues = {}, given: FieldValues = {}): boolean =>
  Object.entries(given).every(([name, value]) => Object.hasOwn(kept, name) && kept[name] === value);

const strictness = { active: 0, unsubscribed: 1, suppressed: 2 } as const;

const countsOf = (sorted: Sorted): ImportCounts => ({
  added: sorted.add.length,
  updated: sorted.update.length + sorted.fieldsOnly.length,
  unchanged: sorted.unchanged,
  unsubscribed: sorted.leave.length,
  suppressed: sorted.suppress.length,
  refusedUnsubscribed: sorted.refusedUnsubscribed,
  refusedSuppressed: sorted.refusedSuppressed,
  refusedErased: sorted.refusedErased,
});

const keyTable = (database: Database, keys: readonly string[]) =>
  batch(
    database.dialect,
    keys.map((key) => ({ key })),
    { key: 'text' },
  ).as('given');

async function knownReaders(database: Database, db: Kysely<Tables>, newsletter: string, keys: readonly string[]) {
  const rows = await db
    .selectFrom(keyTable(database, keys))
    .innerJoin('subscribers', 'subscribers.address_key', 'given.key')
    .innerJoin('subscriptions', (join) =>
      join.onRef('subscriptions.subscriber_id', '=', 'subscribers.id').on('subscriptions.newsletter', '=', newsletter),
    )
    .select([
      'given.key',
      'subscriptions.id as subscriptionId',
      'subscriptions.state',
      'subscriptions.topics',
      'subscribers.id as subscriberId',
    ])
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

async function suppressedAmong(database: Database, db: Kysely<Tables>, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const any = await db.selectFrom('suppressions').select('since').limit(1).executeTakeFirst();
  if (any === undefined) return new Set();
  const rows = await db
    .selectFrom(keyTable(database, keys))
    .innerJoin('suppressions', 'suppressions.address_key', 'given.key')
    .select('given.key')
    .execute();
  return new Set(rows.map(({ key }) => key));
}

type Order = { readonly newsletter: string; readonly how: string; readonly now: Date };

async function addReaders(database: Database, trx: Transaction<Tables>, sorted: Sorted, order: Order): Promise<void> {
  await insertSubscriptions(database, trx, sorted.add, 'active', order);
  const gone = sorted.leave.filter((row) => row.subscriptionId === null);
  await insertSubscriptions(database, trx, gone, 'unsubscribed', order);
  for (const row of sorted.leave) {
    if (row.subscriptionId === null || row.subscriberId === null) continue;
    await trx
      .updateTable('subscriptions')
      .set({ state: 'unsubscribed', updated_at: order.now.getTime() })
      .where('id', '=', row.subscriptionId)
      .execute();
    await suppressUnsent(trx, row.subscriberId, order.newsletter, { response: 'unsubscribed', now: order.now });
  }
  const ended = sorted.leave.flatMap((row) => (row.subscriptionId === null ? [] : [{ id: row.subscriptionId, detail: row.detail }]));
  await logConsent(database, trx, ended, 'unsubscribed', order);
  await updateTopics(database, trx, sorted.update, order);
  await takeFields(database, trx, [...sorted.add, ...sorted.update, ...sorted.fieldsOnly], order.now);
  await suppressAddresses(database, trx, sorted.suppress, order);
}

async function takeFields(database: Database, trx: Transaction<Tables>, rows: readonly ImportRow[], now: Date): Promise<void> {
  const given = new Map(rows.flatMap(({ key, fields = {} }) => (Object.keys(fields).length === 0 ? [] : [[key, fields] as const])));
  const readers = await readersAmong(database, trx, [...given.keys()]);
  const values = readers.flatMap(({ id, key }) =>
    Object.entries(given.get(key) ?? {}).map(([name, value]) => ({ reader: id, name, value })),
  );
  await setManyFields(database, trx, values, now);
}

async function insertSubscriptions(
  database: Database,
  trx: Transaction<Tables>,
  rows: readonly ImportRow[],
  state: 'active' | 'unsubscribed',
  order: Order,
): Promise<void> {
  if (rows.length === 0) return;
  const at = order.now.getTime();
  const addresses = rows.map(({ address, key }) => ({ address, key }));
  const fresh = await sql<{ id: number; key: string }>`insert into subscribers (address, address_key, created_at)
    select given.address, given.key, ${sql.lit(at)} from ${batch(database.dialect, addresses, { address: 'text', key: 'text' })} as given
    where true on conflict (address_key) do nothing returning id, address_key as key`.execute(trx);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const isFresh = new Set(fresh.rows.map(({ key }) => key));
  const known = await readersAmong(
    database,
    trx,
    [...byKey.keys()].filter((key) => !isFresh.has(key)),
  );
  const byReader = new Map([...fresh.rows, ...known].map(({ id, key }) => [id, byKey.get(key)]));
  const given = [...byReader].map(([reader, row]) => ({ reader, topics: storedTopics(row?.topics ?? []) }));
  const made = await sql<{ id: number; subscriber_id: number }>`insert into subscriptions
    (subscriber_id, newsletter, topics, state, created_at, updated_at)
    select given.reader, ${order.newsletter}, given.topics, ${sql.lit(state)}, ${sql.lit(at)}, ${sql.lit(at)}
    from ${batch(database.dialect, given, { reader: 'bigint', topics: 'text' })} as given where true
    on conflict (subscriber_id, newsletter) do nothing returning id, subscriber_id`.execute(trx);
  const logged = made.rows.map(({ id, subscriber_id }) => ({ id, detail: byReader.get(subscriber_id)?.detail ?? null }));
  await logConsent(database, trx, logged, state === 'active' ? 'subscribed' : 'unsubscribed', order);
}

async function readersAmong(database: Database, trx: Transaction<Tables>, keys: readonly string[]) {
  if (keys.length === 0) return [];
  return await trx
    .selectFrom(keyTable(database, keys))
    .innerJoin('subscribers', 'subscribers.address_key', 'given.key')
    .select(['subscribers.id', 'given.key'])
    .execute();
}

async function logConsent(
  database: Database,
  trx: Transaction<Tables>,
  rows: readonly { readonly id: number; readonly detail: string | null }[],
  event: 'subscribed' | 'unsubscribed' | 'topics',
  order: Order,
): Promise<void> {
  if (rows.length === 0) return;
  const table = batch(
    database.dialect,
    rows.map(({ id, detail }) => ({ id, detail: detail === null ? null : storedText(detail).slice(0, 500) })),
    { id: 'bigint', detail: 'text' },
  );
  await sql`insert into consent_events (subscription_id, event, how, at, detail)
    select given.id, ${sql.lit(event)}, ${storedText(order.how)}, ${sql.lit(order.now.getTime())}, given.detail from ${table} as given`.execute(
    trx,
  );
}

async function updateTopics(database: Database, trx: Transaction<Tables>, rows: Sorted['update'], order: Order): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map((row) => ({ id: row.subscriptionId, topics: storedTopics(row.topics) }));
  await trx
    .updateTable('subscriptions')
    .from(batch(database.dialect, given, { id: 'bigint', topics: 'text' }).as('given'))
    .set((eb) => ({ topics: eb.ref('given.topics'), state: 'active', updated_at: order.now.getTime() }))
    .whereRef('subscriptions.id', '=', 'given.id')
    .execute();
  const logged = rows.map((row) => ({ id: row.subscriptionId, detail: row.topics.join(', ') }));
  await logConsent(database, trx, logged, 'topics', order);
}

async function suppressAddresses(database: Database, trx: Transaction<Tables>, rows: readonly ImportRow[], order: Order): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map((row) => ({ key: row.key, evidence: storedText(row.detail ?? `line ${row.row}`) }));
  const table = batch(database.dialect, given, { key: 'text', evidence: 'text' });
  await sql`insert into suppressions (address_key, reason, evidence, since)
    select given.key, ${storedText(`imported as suppressed: ${order.how}`)}, given.evidence, ${sql.lit(order.now.getTime())}
    from ${table} as given where true on conflict (address_key) do nothing`.execute(trx);
  const readers = await readersAmong(
    database,
    trx,
    given.map(({ key }) => key),
  );
  for (const reader of readers) await suppressUnsent(trx, reader.id, null, { response: 'suppressed by an import', now: order.now });
}
