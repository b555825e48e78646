import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { layoutCodec, layoutTable } from '../../../composition/views/packed-layout.ts';
import type { DigestRecord, EditionStore, StoredDigest, ToldStory, ToldTable } from '../../../press/ports/store/editions.ts';
import type { Ledger } from '../../../press/ports/store/ledger.ts';
import type { Database } from '../database/database.ts';
import { batch, batchOf } from '../database/dialect.ts';
import { prepared } from '../database/prepared.ts';
import type { Tables } from '../database/schema.ts';
import { packed, readStories, storedStories, storedText, unpacked } from '../database/stored-values.ts';

const Told = z.object({
  stories: z.array(z.object({ storyId: z.string(), canonicalUrls: z.array(z.string()), outlets: z.int() })),
  topics: z.array(z.string()),
  fullest: z.string(),
});

/** A few kB to some hundred each; a reader's history reaches back over a few editions. */
const tablesKept = 32;

type DigestStore = Pick<EditionStore, 'digests' | 'countDigests' | 'storiesTold' | 'storiesSent'> & Pick<Ledger, 'sentStories'>;

/** What an edition's table holds, and what a digest of it tells. */
type TableOf = (editionId: number) => Promise<{ readonly table: ToldTable; readonly tells: (layout: string) => readonly ToldStory[] }>;

/** What is kept of the digests of an edition, and what they tell. */
export function editionDigests(database: Database): DigestStore {
  const { db } = database;
  const tableOf = tables(db);
  return {
    digests: (editionId, afterId, limit) => digestPage(db, tableOf, { editionId, afterId, limit }),
    countDigests: async (editionId) => {
      const { count } = await db
        .selectFrom('digests')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('edition_id', '=', editionId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    sentStories: (digestIds) => sentStories(database, tableOf, digestIds),
    storiesTold: async (newsletter, since, before) => {
      const editions = await editionsBetween(db, newsletter, since, before).select('number as edition').orderBy('number').execute();
      return await toldBy(db, tableOf, editions);
    },
    storiesSent: async (newsletter, since, before) => {
      const editions = await editionsBetween(db, newsletter, since, before)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('deliveries')
              .select('deliveries.id')
              .whereRef('deliveries.edition_id', '=', 'editions.id')
              // As for each reader (sent-digests.ts): what is late or held still goes out and tells it.
              .where('deliveries.state', 'in', ['accepted', 'submitting', 'unknown', 'queued', 'deferred']),
          ),
        )
        .orderBy('id')
        .execute();
      return (await toldBy(db, tableOf, editions)).flatMap(({ stories }) => stories);
    },
  };
}

/** A table never changes once its edition is sealed. */
function tables(db: Kysely<Tables>): TableOf {
  const kept = new LRUCache<number, Awaited<ReturnType<TableOf>>>({ max: tablesKept });
  return async (editionId) => {
    const known = kept.get(editionId);
    if (known !== undefined) return known;
    const table = await toldTable(db, editionId);
    if (table === null) throw new Error(`edition ${editionId} has digests without stories and no table of them`);
    const made = { table, tells: teller(table) };
    kept.set(editionId, made);
    return made;
  };
}

type DigestPage = { readonly editionId: number; readonly afterId: number; readonly limit: number };

async function digestPage(db: Kysely<Tables>, tableOf: TableOf, page: DigestPage): Promise<readonly StoredDigest[]> {
  const rows = await db
    .selectFrom('digests')
    .select(['id', 'fingerprint', 'layout', 'profile', 'stories'])
    .where('edition_id', '=', page.editionId)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
  const found: StoredDigest[] = [];
  for (const { stories, ...row } of rows)
    found.push({ ...row, stories: stories === '' ? (await tableOf(page.editionId)).tells(row.layout) : readStories(stories) });
  return found;
}

async function sentStories({ db, dialect }: Database, tableOf: TableOf, digestIds: readonly number[]) {
  const given = batch(
    dialect,
    digestIds.map((id) => ({ id })),
    { id: 'bigint' },
  ).as('given');
  const rows = await db
    .selectFrom('digests')
    .select(['id', 'edition_id', 'layout', 'stories'])
    .where('id', 'in', (eb) => eb.selectFrom(given).select('given.id'))
    .orderBy('id')
    .execute();
  const told: { digestId: number; stories: readonly ToldStory[] }[] = [];
  for (const { id, edition_id, layout, stories } of rows)
    told.push({ digestId: id, stories: stories === '' ? (await tableOf(edition_id)).tells(layout) : readStories(stories) });
  return told;
}

const editionsBetween = (db: Kysely<Tables>, newsletter: string, since: Date, before: Date) =>
  db
    .selectFrom('editions')
    .select('id')
    .where('newsletter', '=', newsletter)
    .where('slot', '>=', since.getTime())
    .where('slot', '<', before.getTime());

/** Each edition's table, or, where it has none, what its digests say, each. Editions that are not sealed tell nothing. */
async function toldBy<Edition extends { readonly id: number }>(db: Kysely<Tables>, tableOf: TableOf, editions: readonly Edition[]) {
  const told: (Omit<Edition, 'id'> & { readonly stories: readonly ToldStory[] })[] = [];
  for (const { id, ...edition } of editions) {
    const contents = await db
      .selectFrom('edition_contents')
      .select((eb) => eb('told', 'is not', null).as('hasTable'))
      .where('edition_id', '=', id)
      .executeTakeFirst();
    if (contents?.hasTable) told.push({ ...edition, stories: (await tableOf(id)).table.stories });
    else {
      const rows = await db.selectFrom('digests').select('stories').where('edition_id', '=', id).orderBy('id').execute();
      for (const { stories } of rows) told.push({ ...edition, stories: readStories(stories) });
    }
  }
  return told;
}

function teller(table: ToldTable): (layout: string) => readonly ToldStory[] {
  const codec = layoutCodec(layoutTable(table));
  const stories = new Map(table.stories.map((story) => [story.storyId, story]));
  return (layout) => codec.unpack(layout).sections.flatMap(({ stories: places }) => places.flatMap(({ id }) => stories.get(id) ?? []));
}

/** `null`: the edition was sealed before there were tables, or is not sealed. */
export async function toldTable(db: Kysely<Tables>, editionId: number): Promise<ToldTable | null> {
  const row = await db.selectFrom('edition_contents').select('told').where('edition_id', '=', editionId).executeTakeFirst();
  return row?.told ? readTold(row.told) : null;
}

export const readTold = (bytes: Uint8Array): ToldTable => Told.parse(JSON.parse(unpacked(bytes)));
export const storedTold = (table: ToldTable): Uint8Array => packed(storedText(JSON.stringify(table)));

const columns = { fingerprint: 'text', layout: 'text', stories: 'text', profile: 'text' } as const;
type Row = { readonly fingerprint: string; readonly layout: string; readonly stories: string; readonly profile: string };

/** Adds digests an edition does not have yet. Returns the ids of those that were added, by fingerprint. */
export function insertingDigests({ db, dialect }: Pick<Database, 'db' | 'dialect'>) {
  const insert = prepared<{ rows: string; edition: number }, { id: number; fingerprint: string }>(db, (q, blank) =>
    q
      .insertInto('digests')
      .columns(['edition_id', 'fingerprint', 'layout', 'stories', 'profile'])
      .expression((eb) =>
        eb
          .selectFrom(batchOf<Row>(dialect, blank('rows'), columns).as('given'))
          .select((of) => [
            of.cast<number>(blank('edition'), 'bigint').as('edition_id'),
            'given.fingerprint',
            'given.layout',
            'given.stories',
            'given.profile',
          ])
          // SQLite reads ON after a SELECT without WHERE as the start of a join.
          .where('given.fingerprint', 'is not', null),
      )
      .onConflict((conflict) => conflict.columns(['edition_id', 'fingerprint']).doNothing())
      .returning(['id', 'fingerprint']),
  );
  return async (trx: Kysely<Tables>, editionId: number, digests: readonly DigestRecord[]): Promise<ReadonlyMap<string, number>> => {
    if (digests.length === 0) return new Map();
    const rows = digests.map(({ fingerprint, layout, stories, profile }) => ({
      fingerprint,
      layout: storedText(layout),
      stories: stories === undefined ? '' : storedText(storedStories(stories)),
      profile: profile == null ? null : storedText(profile),
    }));
    const added = await insert(trx, { rows: JSON.stringify(rows), edition: editionId });
    return new Map(added.rows.map(({ id, fingerprint }) => [fingerprint, Number(id)]));
  };
}
