import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../../src/io/store/database/schema.ts';
import type { ReaderFilter } from '../../../src/press/ports/people/reader-lists.ts';
import { load, say } from '../run-sender.ts';
import { quantile } from './one-click.ts';

// As it is installed: compiled.
const compiled = new URL('../../../dist/src/io/store/open-store.js', import.meta.url).href;
const { openPostgres, ...opened }: typeof import('../../../src/io/store/open-store.ts') = await import(compiled);
export const { openSqlite, storeOn } = opened;

// Readers listed, searched, looked at and counted: 200,000 of them with four editions each.

export const readers = Number(process.env.BENCH_READERS ?? '200000');
const editions = 4;
const rounds = 20;
const now = new Date('2026-11-27T12:00:00Z');

/** The bar: 95 of 100 within 500 ms. `BENCH_POSTGRES` names a database for the second half; it is filled, so it should be empty. */
export async function readerLists(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-people-'));
  try {
    await measure('SQLite', await openSqlite(join(folder, 'store.db')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (process.env.BENCH_POSTGRES) await measure('PostgreSQL', await openPostgres(process.env.BENCH_POSTGRES));
}

async function measure(on: string, connected: Awaited<ReturnType<typeof openSqlite>>): Promise<void> {
  const store = storeOn(connected);
  await store.migrate();
  await fillReaders(connected.db, connected.dialect.name, ['Space', 'Climate', 'Health', 'Cities', 'Oceans']);
  const list = (filter: ReaderFilter, before: number | null = null) => store.listReaders(filter, { before, limit: 101, now });
  const listAndCount = (fields: ReaderFilter['fields'], filter: ReaderFilter = {}) => {
    const whole = { ...filter, ...(fields && { fields }) };
    return Promise.all([list(whole), store.countReaders(whole, now)]);
  };
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'the newest page': () => list({}),
    'a page in the middle, of one newsletter': () => list({ newsletter: 'weekly', standing: 'active' }, Math.floor(readers / 2)),
    'all counted': () => store.countReaders({}, now),
    'a part of an address, page and count': () => Promise.all([list({ text: 'r1234' }), store.countReaders({ text: 'r1234' }, now)]),
    'a part nobody has': () => Promise.all([list({ text: 'nobody' }), store.countReaders({ text: 'nobody' }, now)]),
    'one reader': async () => store.record((await store.accountOf(`r${Math.floor(readers / 3)}@mail1.example`))?.subscriberId ?? 0),
    'a segment by topic, counted': () => store.countReaders({ newsletter: 'weekly', standing: 'active', topics: ['Space'] }, now),
    'a segment by domain, counted': () => store.countReaders({ domain: 'mail3.example', standing: 'active' }, now),
    'a segment by the latest edition, counted': () => store.countReaders({ newsletter: 'weekly', gotLatest: false }, now),
    'a segment by what came back, counted': () => store.countReaders({ bouncedSince: new Date(now.getTime() - 30 * 86_400_000) }, now),
    'a field few hold, page and count': () => listAndCount([{ field: 'company', is: 'contains', value: 'ltd' }]),
    'a field nobody holds so, page and count': () => listAndCount([{ field: 'plan', is: 'equal', value: 'gold' }]),
    'a number above, page and count': () => listAndCount([{ field: 'size', is: 'above', value: '98' }]),
    'a field that is empty, page and count': () => listAndCount([{ field: 'company', is: 'empty' }]),
    'two fields of one newsletter, page and count': () =>
      listAndCount(
        [
          { field: 'plan', is: 'equal', value: 'paid' },
          { field: 'size', is: 'below', value: '5' },
        ],
        { newsletter: 'weekly', standing: 'active' },
      ),
    'growth of half a year': () => store.growth('weekly', new Date(now.getTime() - 182 * 86_400_000), now),
    'how they came': () => store.joinedBy(null, new Date(now.getTime() - 182 * 86_400_000), 12),
  };
  for (const [what, ask] of Object.entries(asked)) {
    await ask();
    const times: number[] = [];
    const cpu = process.cpuUsage();
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await ask();
      times.push(performance.now() - begun);
    }
    const { user, system } = process.cpuUsage(cpu);
    say(
      `${on}, ${what}: ${((user + system) / 1000 / rounds).toFixed(0)} ms CPU here each; p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms (${load()})`,
    );
  }
  await store.close();
}

/** Readers of a year, a tenth of whom left, one in fifty suppressed, one in forty with mail that came back. */
export async function fillReaders(db: Kysely<Tables>, dialect: 'sqlite' | 'postgres', topics: readonly string[]): Promise<void> {
  const [one, two, three, four, five] = topics;
  const followed = [[one, three], [two], [three, four, five]].map((some) => sql.lit(JSON.stringify(some)));
  const n = sql.lit(readers);
  const numbers =
    dialect === 'postgres'
      ? sql`(select generate_series(cast(1 as bigint), ${n}) as n) as numbers`
      : sql`(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${n}) select n from s) as numbers`;
  const begun = sql.lit(now.getTime() - 365 * 86_400_000);
  const step = sql.lit(Math.floor((365 * 86_400_000) / readers));
  const run = (text: ReturnType<typeof sql>) => text.execute(db);
  await run(
    sql`insert into subscribers (address, address_key, created_at) select 'r' || n || '@mail' || (n % 20) || '.example', 'r' || n || '@mail' || (n % 20) || '.example', ${begun} + n * ${step} from ${numbers}`,
  );
  await run(sql`insert into subscriptions (subscriber_id, newsletter, topics, state, created_at, updated_at)
    select id, case when id % 5 = 0 then 'daily' else 'weekly' end, case id % 3 when 0 then ${followed[0]} when 1 then ${followed[1]} else ${followed[2]} end,
    case when id % 10 = 0 then 'unsubscribed' else 'active' end, created_at, created_at from subscribers`);
  await run(
    sql`insert into consent_events (subscription_id, event, how, at) select id, 'subscribed', case id % 4 when 0 then 'import of a.csv (csv)' else 'confirmation link' end, created_at from subscriptions`,
  );
  await run(
    sql`insert into consent_events (subscription_id, event, how, at) select id, 'unsubscribed', 'one click', created_at + 1000 from subscriptions where state = 'unsubscribed'`,
  );
  await run(
    sql`insert into suppressions (address_key, reason, evidence, since) select address_key, 'hard bounce', '550', 0 from subscribers where id % 50 = 0`,
  );
  await run(sql`insert into inbound_events (source, event_key, at, kind, subscriber_id, diagnostic, evidence, decision)
    select 'mail', 'k' || id, ${sql.lit(now.getTime())} - id * 1000, 'soft', id, '451', '[]', 'noted' from subscribers where id % 40 = 0`);
  // A field all have, of which one in ten has it so; a number; a field one in a thousand has.
  for (const [name, value, number, whose] of [
    ['plan', sql`case when id % 10 = 0 then 'paid' else 'free' end`, sql`cast(null as double precision)`, sql`1 = 1`],
    ['size', sql`cast(id % 100 as text)`, sql`cast(id % 100 as double precision)`, sql`1 = 1`],
    ['company', sql`'firm ' || id || ' ltd'`, sql`cast(null as double precision)`, sql`id % 1000 = 0`],
  ] as const)
    await run(
      sql`insert into reader_fields (subscriber_id, name, value, folded, number, set_at) select id, ${sql.lit(name)}, ${value}, ${value}, ${number}, 0 from subscribers where ${whose}`,
    );
  await run(sql`insert into newsletters (id, first_seen, last_number) values ('weekly', 0, ${sql.lit(editions)})`);
  for (let number = 1; number <= editions; number++) {
    await run(
      sql`insert into editions (newsletter, slot, number, state, opened_at, frozen) values ('weekly', ${sql.lit(number)}, ${sql.lit(number)}, 'finished', 0, ${n})`,
    );
    await run(sql`insert into deliveries (edition_id, subscriber_id, subscription_id, state, digest_id, updated_at)
      select ${sql.lit(number)}, subscriber_id, id, case when id % 30 = 0 then 'failed' else 'accepted' end, 1, 0 from subscriptions where newsletter = 'weekly'`);
  }
  await run(sql`analyze`);
}
