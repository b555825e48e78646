import { type Kysely, sql, type Transaction } from 'kysely';
import { type FieldChanges, type FieldValues, fieldNumber } from '../../../audience/fields/reader-field.ts';
import type { ReaderFieldStore } from '../../../press/ports/people/reader-fields.ts';
import { type Database, writing } from '../database/database.ts';
import { batch } from '../database/dialect.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

export const readerFieldStore = (database: Database): ReaderFieldStore => ({
  fieldsOf: (ids) => fieldsOf(database, database.db, ids),
  setFields: (subscriberId, changes, now) =>
    writing(database, async (trx) => {
      const erased = await trx.selectFrom('erasures').select('at').where('subscriber_id', '=', subscriberId).executeTakeFirst();
      return erased === undefined && (await setFields(trx, subscriberId, changes, now));
    }),
});

export async function fieldsOf(
  { dialect }: Pick<Database, 'dialect'>,
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FieldValues>> {
  if (ids.length === 0) return new Map();
  const wanted = batch(
    dialect,
    ids.map((id) => ({ id })),
    { id: 'bigint' },
  );
  const rows = await db
    .selectFrom(wanted.as('wanted'))
    .innerJoin('reader_fields', 'reader_fields.subscriber_id', 'wanted.id')
    .select(['reader_fields.subscriber_id', 'reader_fields.name', 'reader_fields.value'])
    .execute();
  const found = new Map<number, Record<string, string>>();
  for (const { subscriber_id, name, value } of rows) {
    const values = found.get(subscriber_id) ?? {};
    values[name] = value;
    found.set(subscriber_id, values);
  }
  return found;
}

/** One reader's; fields not named stay. */
export async function setFields(trx: Transaction<Tables>, subscriberId: number, changes: FieldChanges, now: Date): Promise<boolean> {
  let changed = false;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      const { numDeletedRows } = await trx
        .deleteFrom('reader_fields')
        .where('subscriber_id', '=', subscriberId)
        .where('name', '=', name)
        .executeTakeFirst();
      changed ||= numDeletedRows > 0n;
      continue;
    }
    const kept = keptValue(value);
    const written = await trx
      .insertInto('reader_fields')
      .values({ subscriber_id: subscriberId, name, ...kept, set_at: now.getTime() })
      .onConflict((conflict) =>
        conflict
          .columns(['subscriber_id', 'name'])
          .doUpdateSet({ ...kept, set_at: now.getTime() })
          .where('reader_fields.value', '<>', kept.value),
      )
      .returning('name')
      .executeTakeFirst();
    changed ||= written !== undefined;
  }
  return changed;
}

/** Very many readers' values at once; those given win over what is there. */
export async function setManyFields(
  { dialect }: Pick<Database, 'dialect'>,
  trx: Transaction<Tables>,
  rows: readonly { readonly reader: number; readonly name: string; readonly value: string }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map(({ reader, name, value }) => {
    const { number, ...kept } = keptValue(value);
    return { reader, name, ...kept, number: number === null ? null : String(number) };
  });
  await sql`insert into reader_fields (subscriber_id, name, value, folded, number, set_at)
    select given.reader, given.name, given.value, given.folded, cast(given.number as double precision), ${sql.lit(now.getTime())}
    from ${batch(dialect, given, { reader: 'bigint', name: 'text', value: 'text', folded: 'text', number: 'text' })} as given where true
    on conflict (subscriber_id, name) do update set value = excluded.value, folded = excluded.folded, number = excluded.number,
    set_at = excluded.set_at where reader_fields.value <> excluded.value`.execute(trx);
}

function keptValue(value: string) {
  const text = storedText(value);
  return { value: text, folded: text.toLowerCase(), number: fieldNumber(text) };
}
