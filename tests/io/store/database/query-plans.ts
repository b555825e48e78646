import { CompiledQuery, type KyselyPlugin, sql } from 'kysely';
import type { Database } from '../../../../src/io/store/database/database.ts';
import { editionStore } from '../../../../src/io/store/editions/editions.ts';
import { retentionStore } from '../../../../src/io/store/editions/retention.ts';
import { audienceStore } from '../../../../src/io/store/readers/audience.ts';
import { engineStore } from '../../../../src/io/store/sending/engine.ts';
import { ledgerStore } from '../../../../src/io/store/sending/ledger.ts';

const editions = 12;
const readersEach = 12_500;

/** Editions of which the last is half sent, so large that a database minds how it finds its rows. */
export async function fillEditions({ db, dialect }: Database): Promise<number> {
  const numbers =
    dialect.name === 'postgres'
      ? sql`select generate_series(1, ${sql.lit(editions * readersEach)}) as n`
      : sql`with recursive s(n) as (select 1 union all select n + 1 from s where n < ${sql.lit(editions * readersEach)}) select n from s`;
  await sql`insert into subscribers (address, address_key, created_at) select 'r' || n, 'r' || n, 0 from (${numbers}) as numbers where n <= ${sql.lit(readersEach)}`.execute(
    db,
  );
  await sql`insert into subscriptions (subscriber_id, newsletter, topics, state, created_at, updated_at) select id, 'weekly', '[]', 'active', 0, 0 from subscribers`.execute(
    db,
  );
  await sql`insert into newsletters (id, first_seen, last_number) values ('weekly', 0, 0)`.execute(db);
  for (let number = 1; number <= editions; number++)
    await sql`insert into editions (newsletter, slot, number, state, opened_at, frozen) values ('weekly', ${number}, ${number}, 'sending', 0, ${readersEach})`.execute(
      db,
    );
  const half = sql.lit((editions - 0.5) * readersEach);
  const state = sql`case when n <= ${half} then 'accepted' when n % 50 = 0 then 'deferred' when n % 199 = 0 then 'submitting' when n % 99 = 0 then 'unknown' else 'queued' end`;
  await sql`insert into deliveries (edition_id, subscriber_id, subscription_id, state, digest_id, next_attempt_at, worker, updated_at)
    select 1 + (n - 1) / ${sql.lit(readersEach)}, 1 + (n - 1) % ${sql.lit(readersEach)}, 1 + (n - 1) % ${sql.lit(readersEach)}, ${state}, 1, 5, 'w', 0 from (${numbers}) as numbers`.execute(
    db,
  );
  await sql`insert into delivery_acts (delivery_id, act, evidence, acted_by, at) select id, 'resend', '', '', 0 from deliveries where id % 500 = 0`.execute(
    db,
  );
  await sql`insert into digests (edition_id, fingerprint, layout, stories) select 1 + (n - 1) / ${sql.lit(readersEach)}, 'f' || n, '', '[]' from (${numbers}) as numbers`.execute(
    db,
  );
  // The first is being pruned.
  await sql`update editions set books = '{}', prune_began_at = 1 where id = 1`.execute(db);
  await sql`analyze`.execute(db);
  return editions;
}

/** What a send asks again and again, by name. */
export const askedOften = (database: Database, editionId: number): Readonly<Record<string, () => Promise<unknown>>> => {
  const ledger = ledgerStore(database);
  const engine = engineStore(database);
  const now = new Date(10);
  const all = Number.MAX_SAFE_INTEGER;
  return {
    'the next page of those due': () => ledger.due(editionId, now, 143_500, 500),
    'the intents of a group': () => ledger.beginSubmitting([{ id: 145_601, messageId: '<1@x>' }], 'me', now),
    'a turn of the ledger': () =>
      ledger.turn(
        {
          outcomes: [{ id: 145_602, state: 'accepted', response: '250', nextAttemptAt: null }],
          withdrawn: [145_603],
          intents: [{ id: 145_604, messageId: '<4@x>' }],
        },
        'me',
        now,
      ),
    'digests for a page of readers': () => ledger.assignDigests(editionId, [{ deliveryId: 149_000, digest: null }], now),
    'the outcomes of a group': () => ledger.recordOutcomes([{ id: 145_601, state: 'accepted', response: '250', nextAttemptAt: null }], now),
    'who has something under way': () => ledger.submittingWorkers(editionId),
    'what a dead worker left': () => ledger.abandonSubmitting(editionId, ['w'], now),
    'whether anything is left': () => engine.anyUnfinished(editionId),
    'how much of a chunk is left': () => engine.unfinished(editionId, 147_000, 147_500),
    'when the next retry is due': () => engine.nextDue(editionId, 147_000, 147_500),
    'what came back': () => engine.echoes(editionId),
    'what was refused because of its sender': () => engine.senderRefusals(editionId),
    'a page of all deliveries': () => ledger.deliveries(editionId, null, 138_000, 200),
    'a page of the unknown': () => ledger.deliveries(editionId, 'unknown', 0, 200),
    'one edition’s books': () => ledger.accounting(editionId),
    'a page of a rehearsal, with what each reader was told': () =>
      audienceStore(database).audience({ newsletter: 'weekly', slot: now, sentSince: new Date(0), afterId: 5_000, limit: 200 }),
    'what earlier editions told': () => editionStore(database).storiesSent('weekly', new Date(0), new Date(12)),
    'a step of pruning': () => retentionStore(database).removeReaderRows(1, 1_000, 200),
    'the rest of an edition, called off': () => engine.cancelRest(editionId, 'x', new Date(all / 2 ** 12)),
  };
};

/** A page of the digests of an edition that has one for each reader. */
export const digestPage = (database: Database, editionId: number) => editionStore(database).digests(editionId, 5_000, 200);

/** How the database goes about each query of `work` that touches `table`, as it tells it. */
export async function plansOf(
  database: Database,
  work: (on: Database) => Promise<unknown>,
  table = 'deliveries',
): Promise<readonly string[]> {
  const asked: CompiledQuery[] = [];
  const listening: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      asked.push(database.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work({ ...database, db: database.db.withPlugin(listening) });
  const explain = database.dialect.name === 'postgres' ? 'explain' : 'explain query plan';
  const plans: string[] = [];
  for (const query of asked.filter((one) => one.sql.includes(`"${table}"`))) {
    // A statement made ready beforehand is not filled yet: how it goes about its work does not hang on what it is given.
    const given = query.parameters.map((value) => (typeof value === 'object' ? null : value));
    const { rows } = await database.db.executeQuery(CompiledQuery.raw(`${explain} ${query.sql}`, given));
    plans.push(rows.map((row) => Object.values(row as object).join(' ')).join('\n'));
  }
  return plans;
}
