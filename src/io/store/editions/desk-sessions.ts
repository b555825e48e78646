import type { DeskSessionStore } from '../../../press/ports/store/approvals.ts';
import { type Database, writing } from '../database/database.ts';

export const deskSessionStore = (database: Database): DeskSessionStore => ({
  endSession: (id, until, now) =>
    writing(database, async (trx) => {
      await trx.deleteFrom('ended_desk_sessions').where('until', '<', now.getTime()).execute();
      await trx
        .insertInto('ended_desk_sessions')
        .values({ id, until: until.getTime() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }),
  hasSessionEnded: async (id) =>
    (await database.db.selectFrom('ended_desk_sessions').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
});
