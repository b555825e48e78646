import type { Kysely, Selectable, Transaction } from 'kysely';
import type { SealedInputsStore } from '../../../press/ports/store/editions.ts';
import type { NewOverride, OverrideChange, OverrideRecord, OverrideStore } from '../../../press/ports/store/overrides.ts';
import { Override } from '../../../selection/editing/override.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText, unpacked } from '../database/stored-values.ts';

/** Editors' overrides with their history, and what editions were made from. */
export function overrideStore(database: Database): OverrideStore & SealedInputsStore {
  const { db } = database;
  return {
    addOverride: (override, expectedVersion) => changing(database, override.newsletter, expectedVersion, (trx) => insert(trx, override)),
    undoOverride: (undo, expectedVersion) => changing(database, undo.newsletter, expectedVersion, (trx) => markUndone(trx, undo)),
    overrides: (newsletter, slot) => listOverrides(db, newsletter, slot),
    async sealedInputs(editionId) {
      const row = await db.selectFrom('edition_inputs').select('inputs').where('edition_id', '=', editionId).executeTakeFirst();
      return row === undefined ? null : unpacked(row.inputs);
    },
  };
}

/** The version's row is locked first, so of two editors who saw the same version one is told of the other's change. */
const changing = (
  database: Database,
  newsletter: string,
  expectedVersion: number | null,
  change: (trx: Transaction<Tables>) => Promise<OverrideRecord | null>,
): Promise<OverrideChange> =>
  writing(database, async (trx): Promise<OverrideChange> => {
    const { version } = await trx
      .insertInto('override_versions')
      .values({ newsletter, version: 0 })
      .onConflict((conflict) => conflict.column('newsletter').doUpdateSet((eb) => ({ version: eb.ref('override_versions.version') })))
      .returning('version')
      .executeTakeFirstOrThrow();
    if (expectedVersion !== null && expectedVersion !== version) return { kind: 'conflict', version };
    const record = await change(trx);
    if (record === null) return { kind: 'unknown', version };
    await trx
      .updateTable('override_versions')
      .set({ version: version + 1 })
      .where('newsletter', '=', newsletter)
      .execute();
    return { kind: 'done', version: version + 1, record };
  });

async function insert(trx: Transaction<Tables>, { newsletter, slot, override, author, account, reason, at, expiresAt }: NewOverride) {
  const row = await trx
    .insertInto('overrides')
    .values({
      newsletter,
      slot: slot?.getTime() ?? null,
      override: storedText(JSON.stringify(override)),
      author: storedText(author),
      reason: storedText(reason),
      at: at.getTime(),
      expires_at: expiresAt?.getTime() ?? null,
      undone_by: null,
      undone_at: null,
      account_id: account ?? null,
      undone_account_id: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return overrideRecord(row);
}

async function markUndone(trx: Transaction<Tables>, { newsletter, id, by, at, account }: Parameters<OverrideStore['undoOverride']>[0]) {
  const row = await trx
    .updateTable('overrides')
    .set({ undone_by: storedText(by), undone_at: at.getTime(), undone_account_id: account ?? null })
    .where('id', '=', id)
    .where('newsletter', '=', newsletter)
    .where('undone_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : overrideRecord(row);
}

/** The version is read first: a change in between makes it too old, which is a conflict, never a lost update. */
async function listOverrides(db: Kysely<Tables>, newsletter: string, slot: Date | null) {
  const version = await db.selectFrom('override_versions').select('version').where('newsletter', '=', newsletter).executeTakeFirst();
  const rows = await db
    .selectFrom('overrides')
    .selectAll()
    .where('newsletter', '=', newsletter)
    .$if(slot !== null, (query) => query.where((eb) => eb.or([eb('slot', 'is', null), eb('slot', '=', slot?.getTime() ?? 0)])))
    .orderBy('id')
    .execute();
  return { version: version?.version ?? 0, records: rows.map(overrideRecord) };
}

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

function undoneOf({ undone_by: by, undone_at: at, undone_account_id: account }: Selectable<Tables['overrides']>): OverrideRecord['undone'] {
  if (by === null || at === null) return null;
  return { by, at: new Date(at), ...(account === null ? {} : { account }) };
}

const overrideRecord = (row: Selectable<Tables['overrides']>): OverrideRecord => ({
  id: row.id,
  newsletter: row.newsletter,
  slot: date(row.slot),
  override: Override.parse(JSON.parse(row.override)),
  author: row.author,
  ...(row.account_id === null ? {} : { account: row.account_id }),
  reason: row.reason,
  at: new Date(row.at),
  expiresAt: date(row.expires_at),
  undone: undoneOf(row),
});
