import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../src/io/store/database/database.ts';
import { openPostgres, openSqlite, openStore } from '../../src/io/store/open-store.ts';
import { seededFolder } from '../../tests/project-folder.ts';

const slot = '2026-11-21T08:00:00Z';

export type Seal = { readonly subject: string; readonly compiled: string; readonly plan: string; readonly digests: readonly never[] };

/** A real digest of the sample articles, sealed by the command line for one reader. */
export async function sealedSample(): Promise<Seal> {
  const folder = seededFolder();
  await folder.run(['subscribers', 'add', 'weekly', 'one@reader.example']);
  const { code, err } = await folder.run(['send', 'weekly', '--at', slot]);
  if (code !== 0) throw new Error(err);
  const store = await openStore(`sqlite:${join(folder.path, '.courant/courant.db')}`);
  const edition = await store.findEdition('weekly', new Date(slot));
  const sealed = await store.sealedEdition(edition?.id ?? 0);
  await store.close();
  folder.remove();
  if (!sealed) throw new Error('nothing was sealed');
  return { ...sealed, subject: 'Bench' } as unknown as Seal;
}

const usualDomains = sql`case n % 5 when 0 then 'gmail.com' when 1 then 'outlook.com' when 2 then 'yahoo.com' else 'd' || (n % 997) || '.example' end`;

/** Every other reader's mail domain when a storm comes from it. */
export const stormyDomain = 'storm.example';

/** Fills a store with readers, freezes and seals one edition for them. Returns the milliseconds the freezing took. */
export async function preparedMailing(
  url: string,
  seal: Seal,
  readers: number,
  stormy = false,
): Promise<{ readonly editionId: number; readonly freezeMs: number }> {
  const store = await openStore(url);
  await store.migrate();
  const { db } = await raw(url);
  const numbers =
    db.dialect.name === 'postgres'
      ? sql`select generate_series(1, ${sql.lit(readers)}) as n`
      : sql`with recursive s(n) as (select 1 union all select n + 1 from s where n < ${sql.lit(readers)}) select n from s`;
  const domains = stormy ? sql`case n % 2 when 0 then ${sql.lit(stormyDomain)} else ${usualDomains} end` : usualDomains;
  await sql`insert into subscribers (address, address_key, created_at) select 'reader' || n || '@' || ${domains}, 'reader' || n || '@' || ${domains}, 0 from (${numbers}) as numbers`.execute(
    db.db,
  );
  await sql`insert into subscriptions (subscriber_id, newsletter, topics, state, created_at, updated_at) select id, 'weekly', '["Climate"]', 'active', 0, 0 from subscribers`.execute(
    db.db,
  );
  if (db.dialect.name === 'postgres') await sql`analyze`.execute(db.db);
  const now = new Date(slot);
  const { edition } = await store.openEdition('weekly', now, now);
  const began = performance.now();
  const { frozen } = await store.freeze(edition.id, 'weekly', now);
  const freezeMs = performance.now() - began;
  if (frozen !== readers) throw new Error(`${frozen} frozen of ${readers}`);
  await store.sealEdition(edition.id, seal);
  await sql`update deliveries set digest_id = (select min(id) from digests where edition_id = ${edition.id})`.execute(db.db);
  await store.setEditionState(edition.id, 'sending', now);
  await db.db.destroy();
  await store.close();
  return { editionId: edition.id, freezeMs };
}

async function raw(url: string): Promise<{ readonly db: Pick<Database, 'db' | 'dialect'> }> {
  return { db: url.startsWith('sqlite:') ? await openSqlite(url.slice('sqlite:'.length)) : await openPostgres(url) };
}
