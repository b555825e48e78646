import { sql } from 'kysely';
import type { Database } from '../../../src/io/store/database/database.ts';
import { migrate } from '../../../src/io/store/database/migrate.ts';
import { openPostgres, openSqlite } from '../../../src/io/store/open-store.ts';

const day = 86_400_000;
const firstSlot = Date.UTC(2025, 0, 4, 8);

export type OldEditions = { readonly count: number; readonly readers: number };

/** The slot of the edition of this number, a week after the one before. */
export const slotOf = (number: number): Date => new Date(firstSlot + (number - 1) * 7 * day);

/**
 * A store with that many editions of `weekly`, a year or two old, sent to everyone: each tells one story of its own. Of every
 * edition 1 delivery in 50 has failed, and a person has had a word about one.
 */
export async function oldEditions(url: string, { count, readers }: OldEditions): Promise<void> {
  const database = await opened(url);
  try {
    await migrate(database);
    await fill(database, count, readers);
  } finally {
    await database.db.destroy();
  }
}

const opened = (url: string): Promise<Database> =>
  url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url);

/** Rows of a query asked behind the back of the store. */
export async function asked<Row>(url: string, text: string): Promise<readonly Row[]> {
  const { db } = await opened(url);
  try {
    return (await sql.raw<Row>(text).execute(db)).rows;
  } finally {
    await db.destroy();
  }
}

async function fill({ db, dialect }: Database, count: number, readers: number): Promise<void> {
  const numbers =
    dialect.name === 'postgres'
      ? sql`select generate_series(1, ${sql.lit(readers)}) as n`
      : sql`with recursive s(n) as (select 1 union all select n + 1 from s where n < ${sql.lit(readers)}) select n from s`;
  await sql`insert into subscribers (address, address_key, created_at)
    select 'r' || n || '@reader.example', 'r' || n || '@reader.example', 0 from (${numbers}) as numbers`.execute(db);
  await sql`insert into subscriptions (subscriber_id, newsletter, topics, state, created_at, updated_at)
    select id, 'weekly', '["Climate"]', 'active', 0, 0 from subscribers`.execute(db);
  await sql`insert into newsletters (id, first_seen, last_number) values ('weekly', ${sql.lit(firstSlot)}, ${sql.lit(count)})`.execute(db);
  for (let number = 1; number <= count; number++) {
    const slot = slotOf(number).getTime();
    const at = sql.lit(slot);
    await sql`insert into editions (newsletter, slot, number, state, subject, opened_at, frozen_at, finished_at, frozen)
      values ('weekly', ${at}, ${number}, 'finished', 'News', ${at}, ${at}, ${sql.lit(slot + 3_600_000)}, ${readers})`.execute(db);
    const stories = JSON.stringify([{ storyId: `story-${number}`, canonicalUrls: [`https://harbour.example/${number}`], outlets: 1 }]);
    await sql`insert into digests (edition_id, fingerprint, layout, stories) values (${number}, ${`digest-${number}`}, '[]', ${stories})`.execute(
      db,
    );
    await sql`insert into deliveries (edition_id, subscriber_id, subscription_id, state, digest_id, message_id, attempts, response, updated_at)
      select ${sql.lit(number)}, id, id, case when id % 50 = 0 then 'failed' else 'accepted' end, ${sql.lit(number)},
      '<' || ${sql.lit(number)} || '.' || id || '@x.example>', 1, '250 ok', ${at} from subscribers order by id`.execute(db);
    await sql`insert into delivery_acts (delivery_id, act, evidence, acted_by, at)
      select min(id), 'reconcile-accepted', 'relay log', 'ada', ${at} from deliveries where edition_id = ${sql.lit(number)}`.execute(db);
  }
}
