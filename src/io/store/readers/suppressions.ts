import type { LiftedSuppression, SuppressionStore } from '../../../press/ports/store/suppressions.ts';
import { type Database, writing } from '../database/database.ts';
import { storedText } from '../database/stored-values.ts';
import { parsed } from './audience.ts';
import { erasedAs } from './erased.ts';

export const suppressionStore = (database: Database): SuppressionStore => ({
  async suppressionOf(address) {
    const { key } = parsed(address);
    const found = await database.db.selectFrom('suppressions').selectAll().where('address_key', '=', key).executeTakeFirst();
    if (found === undefined) return { kind: (await erasedAs(database, database.db, key)) === null ? 'none' : 'erased' };
    const { reason, evidence, since } = found;
    return { kind: 'suppressed', suppression: { reason, evidence, since: new Date(since) } };
  },
  liftedSuppressions: (address) => liftedSuppressions(database, address),
  liftSuppression: (address, { reason, evidence, since }, why) =>
    writing(database, async (trx) => {
      const { key } = parsed(address);
      const gone = await trx
        .deleteFrom('suppressions')
        .where('address_key', '=', key)
        .where('reason', '=', reason)
        .where('since', '=', since.getTime())
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) return false;
      await trx
        .insertInto('lifted_suppressions')
        .values({
          address_key: key,
          reason,
          evidence,
          since: since.getTime(),
          lifted_reason: storedText(why.reason),
          lifted_by: storedText(why.by),
          lifted_at: why.now.getTime(),
        })
        .execute();
      return true;
    }),
});

/** Of a reader's address, oldest first. */
export async function liftedSuppressions({ db }: Database, address: string): Promise<readonly LiftedSuppression[]> {
  const rows = await db
    .selectFrom('lifted_suppressions')
    .selectAll()
    .where('address_key', '=', parsed(address).key)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    reason: row.reason,
    evidence: row.evidence,
    since: new Date(row.since),
    liftedReason: row.lifted_reason,
    liftedBy: row.lifted_by,
    liftedAt: new Date(row.lifted_at),
  }));
}
