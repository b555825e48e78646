import type { Selectable } from 'kysely';
import type { SegmentRecord, SegmentStore } from '../../../press/ports/people/segments.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

export const segmentStore = (database: Database): SegmentStore => ({
  segments: async () => (await database.db.selectFrom('segments').selectAll().orderBy('name').execute()).map(record),
  segment: async (id) => {
    const row = await database.db.selectFrom('segments').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : record(row);
  },
  saveSegment: ({ name, rule, by, now }) =>
    writing(database, async (trx) => {
      const kept = { rule: storedText(rule), saved_by: storedText(by), saved_at: now.getTime() };
      const { id } = await trx
        .insertInto('segments')
        .values({ name: storedText(name), ...kept })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(kept))
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    }),
  dropSegment: (id) =>
    writing(database, async (trx) => (await trx.deleteFrom('segments').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n),
});

const record = ({ id, name, rule, saved_by, saved_at }: Selectable<Tables['segments']>): SegmentRecord => ({
  id,
  name,
  rule,
  by: saved_by,
  at: new Date(saved_at),
});
