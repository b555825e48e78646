import { type Selectable, sql } from 'kysely';
import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import type { AlertRecord, AlertWord, NewAlert, WatchStore } from '../../../press/ports/watch/watch-store.ts';
import { type Database, writing } from '../database/database.ts';
import { schemaOf, schemaOfThisVersion } from '../database/migrate.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse, storedText } from '../database/stored-values.ts';
import { announce } from './announce.ts';

/** What a person has to know, and what processes tell each other of how they are. */
export const watchStore = (database: Database): WatchStore => ({
  raiseAlert: (alert, now) => raiseAlert(database, alert, now),
  endAlerts: (standing, graceMs, now) => endAlerts(database, { standing, graceMs, now }),
  alerts: async ({ standing, limit }) => {
    const rows = await database.db
      .selectFrom('alerts')
      .selectAll()
      .$if(standing, (query) => query.where('over_at', 'is', null))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(alertRecord);
  },
  ...tellings(database),
  ...beats(database),
  ...figures(database),
  isCurrent: async () => (await schemaOf(database)) === schemaOfThisVersion(database.dialect),
});

const raiseAlert = (database: Database, alert: NewAlert, now: Date): Promise<AlertRecord | null> =>
  writing(database, async (trx) => {
    const row = {
      key: storedText(alert.key),
      kind: alert.kind,
      newsletter: alert.newsletter,
      words: storedResponse(alert.words),
      since: now.getTime(),
    };
    const raised = await trx
      .insertInto('alerts')
      .values(row)
      .onConflict((conflict) => conflict.column('key').where('over_at', 'is', null).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (raised !== undefined) {
      await announce(database, trx, 'alert.raised', { alertId: raised.id }, now);
      return alertRecord(raised);
    }
    await trx
      .updateTable('alerts')
      .set({ absent_at: null })
      .where('key', '=', row.key)
      .where('over_at', 'is', null)
      .where('absent_at', 'is not', null)
      .execute();
    return null;
  });

type Ending = { readonly standing: readonly string[]; readonly graceMs: number; readonly now: Date };

const endAlerts = (database: Database, { standing, graceMs, now }: Ending): Promise<readonly AlertRecord[]> =>
  writing(database, async (trx) => {
    const at = now.getTime();
    const open = await trx.selectFrom('alerts').select(['id', 'key', 'absent_at']).where('over_at', 'is', null).execute();
    const gone = open.filter(({ key }) => !standing.includes(key));
    const fresh = gone.filter(({ absent_at }) => absent_at === null).map(({ id }) => id);
    if (fresh.length > 0) await trx.updateTable('alerts').set({ absent_at: at }).where('id', 'in', fresh).execute();
    const over = gone.filter(({ absent_at }) => at - (absent_at ?? at) >= graceMs).map(({ id }) => id);
    if (over.length === 0) return [];
    const ended = await trx
      .updateTable('alerts')
      .set({ over_at: at })
      .where('id', 'in', over)
      .where('over_at', 'is', null)
      .returningAll()
      .execute();
    for (const { id } of ended) await announce(database, trx, 'alert.over', { alertId: id }, now);
    return ended.map(alertRecord);
  });

const column = { raised: 'told_at', over: 'told_over_at' } as const;

const tellings = (database: Database): Pick<WatchStore, 'alertsToTell' | 'claimTelling' | 'releaseTelling'> => ({
  alertsToTell: async (since) => {
    const rows = await database.db
      .selectFrom('alerts')
      .selectAll()
      .where('since', '>=', since.getTime())
      .where((eb) =>
        eb.or([
          eb.and([eb('told_at', 'is', null), eb('over_at', 'is', null)]),
          eb.and([eb('told_at', 'is not', null), eb('over_at', 'is not', null), eb('told_over_at', 'is', null)]),
        ]),
      )
      .orderBy('id')
      .execute();
    return rows.map((row) => ({ alert: alertRecord(row), what: row.over_at === null ? 'raised' : 'over' }));
  },
  claimTelling: (id, what, now) =>
    writing(database, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('alerts')
        .set({ [column[what]]: now.getTime() })
        .where('id', '=', id)
        .where(column[what], 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    }),
  releaseTelling: async (id, what) => {
    await writing(database, (trx) =>
      trx
        .updateTable('alerts')
        .set({ [column[what satisfies AlertWord]]: null })
        .where('id', '=', id)
        .execute(),
    );
  },
});

const beats = (database: Database): Pick<WatchStore, 'beat' | 'firstBeat' | 'endBeat' | 'beats'> => ({
  beat: async ({ name, at, words }) => {
    const row = { at: at.getTime(), words: storedResponse(words) };
    await writing(database, (trx) =>
      trx
        .insertInto('beats')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute(),
    );
  },
  firstBeat: async ({ name, at, words }) => {
    await writing(database, (trx) =>
      trx
        .insertInto('beats')
        .values({ name, at: at.getTime(), words: storedResponse(words) })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute(),
    );
  },
  endBeat: async (name) => {
    await writing(database, (trx) => trx.deleteFrom('beats').where('name', '=', name).execute());
  },
  beats: async () => {
    const rows = await database.db.selectFrom('beats').selectAll().orderBy('name').execute();
    return rows.map(({ name, at, words }) => ({ name, at: new Date(at), words }));
  },
});

// Keys are lower case and have one @, both by parseEmailAddress.
const domain = sql<string>`substr(subscribers.address_key, length(rtrim(subscribers.address_key, replace(subscribers.address_key, '@', ''))) + 1)`;

const figures = ({ db }: Database): Pick<WatchStore, 'deliveryFigures' | 'oldestWaiting'> => ({
  deliveryFigures: async () => {
    const rows = await sql<{ newsletter: string; state: DeliveryState; domain: string; count: number }>`
      select editions.newsletter, deliveries.state, ${domain} as domain, count(*) as count
      from deliveries join editions on editions.id = deliveries.edition_id
      join subscribers on subscribers.id = deliveries.subscriber_id
      where editions.id in (select id from editions where state != 'finished'
        union select max(id) from editions group by newsletter)
      group by 1, 2, 3`.execute(db);
    return rows.rows.map((row) => ({ ...row, count: Number(row.count) }));
  },
  oldestWaiting: async (now) => {
    const at = now.getTime();
    const { rows } = await sql<{ at: number | null }>`
      select min(case when deliveries.state = 'queued' then editions.frozen_at else deliveries.next_attempt_at end) as at
      from deliveries join editions on editions.id = deliveries.edition_id
      where editions.state = 'sending' and (deliveries.state = 'queued' or (deliveries.state = 'deferred' and deliveries.next_attempt_at <= ${at}))`.execute(
      db,
    );
    const oldest = rows[0]?.at ?? null;
    return oldest === null ? null : new Date(Number(oldest));
  },
});

const alertRecord = (row: Selectable<Tables['alerts']>): AlertRecord => ({
  id: row.id,
  key: row.key,
  kind: row.kind,
  newsletter: row.newsletter,
  words: row.words,
  since: new Date(row.since),
  over: row.over_at === null ? null : new Date(row.over_at),
});
