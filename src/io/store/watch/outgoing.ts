import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { OutgoingCall, OutgoingStore } from '../../../press/ports/watch/outgoing-store.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse } from '../database/stored-values.ts';

const Facts = z.object({
  subscriptionId: z.number().optional(),
  subscriberId: z.number().optional(),
  newsletter: z.string().optional(),
  editionId: z.number().optional(),
  alertId: z.number().optional(),
  detail: z.string().optional(),
});

/** Events that wait to be told elsewhere, and what came of each. */
export const outgoingStore = (database: Database): OutgoingStore => ({
  claimOutgoing: (limit, until, now) =>
    writing(database, async (trx) => {
      const due = trx
        .selectFrom('outgoing_calls')
        .select('id')
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now.getTime())
        .orderBy('next_at')
        .orderBy('id')
        .limit(limit);
      const ids = (await database.dialect.lockRows(due).execute()).map(({ id }) => id);
      if (ids.length === 0) return [];
      const rows = await trx
        .updateTable('outgoing_calls')
        .set((eb) => ({ next_at: until.getTime(), attempts: eb('attempts', '+', 1) }))
        .where('id', 'in', ids)
        .returningAll()
        .execute();
      return rows.toSorted((a, b) => a.id - b.id).map(outgoingCall);
    }),
  settleOutgoing: async (id, { state, answer, nextAt }) => {
    await writing(database, (trx) =>
      trx
        .updateTable('outgoing_calls')
        .set({ state, answer: storedResponse(answer), next_at: nextAt.getTime() })
        .where('id', '=', id)
        .execute(),
    );
  },
  outgoing: async ({ state, limit }) => {
    const rows = await database.db
      .selectFrom('outgoing_calls')
      .selectAll()
      .$if(state !== null, (query) => query.where('state', '=', state ?? 'waiting'))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(outgoingCall);
  },
  retryOutgoing: (ids, now) =>
    writing(database, async (trx) => {
      if (ids?.length === 0) return 0;
      const { numUpdatedRows } = await trx
        .updateTable('outgoing_calls')
        .set({ state: 'waiting', next_at: now.getTime(), attempts: 0 })
        .$if(ids === null, (query) => query.where('state', '=', 'failed'))
        .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []).where('state', '!=', 'done'))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    }),
  pruneOutgoing: async (before) => {
    await writing(database, (trx) =>
      trx.deleteFrom('outgoing_calls').where('state', '=', 'done').where('at', '<', before.getTime()).execute(),
    );
  },
  outgoingCounts: async () => {
    const rows = await database.db
      .selectFrom('outgoing_calls')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return rows.map(({ state, count }) => ({ state, count: Number(count) }));
  },
});

const outgoingCall = (row: Selectable<Tables['outgoing_calls']>): OutgoingCall => ({
  id: row.id,
  endpoint: row.endpoint,
  type: row.type,
  facts: withoutBlanks(Facts.parse(JSON.parse(row.facts))),
  at: new Date(row.at),
  state: row.state,
  attempts: row.attempts,
  nextAt: new Date(row.next_at),
  answer: row.answer,
});

const withoutBlanks = (facts: z.infer<typeof Facts>): OutgoingCall['facts'] =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
