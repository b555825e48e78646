import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { addressNames, tagNames, topicNames } from './column-names.ts';
import { foldName } from './fold-word.ts';
import { formatOf, type ImportFormat } from './import-formats.ts';
import { type StateColumn, stateColumns } from './state-columns.ts';
import type { RowState } from './state-words.ts';

/** Fields a person may name columns for; `state` any number of them, and none at all by an empty name. */
export const mappedFields = ['address', 'topics', 'state', 'since'] as const;
export type ColumnMap = ReadonlyMap<(typeof mappedFields)[number], readonly string[]>;
/** Columns by the names of readers' own fields; an empty name: none, whatever the columns are called. */
export type FieldMap = ReadonlyMap<string, string>;

/** The columns of one file, by what they mean; a number is the place in the row. */
export type Columns = {
  readonly format: ImportFormat;
  readonly address: number;
  readonly topics: { readonly column: number; readonly kind: 'topics' | 'tags' } | null;
  readonly states: readonly StateColumn[];
  readonly fields: readonly { readonly field: ReaderField; readonly column: number }[];
  /** What the file tells of their consent. */
  readonly detailOf: (values: readonly string[]) => string | null;
};

export type ColumnWishes = {
  readonly from?: string | undefined;
  readonly map: ColumnMap;
  readonly wordMap: ReadonlyMap<string, RowState>;
  /** Readers' own fields there are, and the columns named for them; left out, by their names and labels. */
  readonly fields?: readonly ReaderField[];
  readonly fieldMap?: FieldMap;
};

/**
 * What the columns of a file mean: by the format named, or by its header; `map` goes before both. A file without column names has
 * its columns named by their numbers.
 * @throws CourantError `import-format` or `import-columns` naming what was found and what is missing
 */
export function columnsOf(given: readonly string[] | null, firstRow: readonly string[], wishes: ColumnWishes): Columns {
  const header = given ?? firstRow.map((_, at) => String(at + 1));
  const names = header.map(foldName);
  const mapped = (field: (typeof mappedFields)[number]) =>
    wishes.map.get(field)?.flatMap((name) => (name === '' ? [] : [columnNamed(header, names, field, name)])) ?? null;
  const format = formatOf(given === null ? null : names, wishes.from);
  const address = mapped('address')?.[0] ?? addressColumn(header, names, given === null ? firstRow : null, format);
  const since = mapped('since') ?? [];
  const topics = topicColumn(names, mapped('topics')?.[0] ?? null);
  const details = [...since, ...format.detail.flatMap((name) => names.indexOf(name))].filter((at) => at >= 0);
  return {
    format,
    address,
    topics,
    fields: fieldColumns(header, names, wishes, new Set([address, topics?.column ?? -1])),
    states: stateColumns({
      header,
      address,
      named: given !== null,
      dialect: format.dialect,
      mapped: mapped('state'),
      wordMap: wishes.wordMap,
    }),
    detailOf: (values) =>
      details
        .flatMap((column) => {
          const cell = (values[column] ?? '').trim();
          return cell === '' ? [] : [`${header[column]} ${cell}`];
        })
        .join(', ') || null,
  };
}

function fieldColumns(
  header: readonly string[],
  names: readonly string[],
  { fields = [], fieldMap }: ColumnWishes,
  taken: ReadonlySet<number>,
) {
  const unknown = [...(fieldMap?.keys() ?? [])].find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined)
    throw new CourantError('import-columns', `Readers have no field "${unknown}".`, {
      help: `Their fields: ${fields.map(({ name }) => name).join(', ') || 'none; the config names them under "fields"'}.`,
    });
  return fields.flatMap((field) => {
    const named = fieldMap?.get(field.name);
    if (named === '') return [];
    if (named !== undefined) return [{ field, column: columnNamed(header, names, field.name, named) }];
    const called = new Set([foldName(field.name), foldName(field.label)]);
    const column = names.findIndex((name, at) => called.has(name) && !taken.has(at));
    return column < 0 ? [] : [{ field, column }];
  });
}

function columnNamed(header: readonly string[], names: readonly string[], field: string, name: string): number {
  const exact = header.findIndex((one) => one.toLowerCase() === name.toLowerCase());
  const at = exact >= 0 ? exact : names.indexOf(foldName(name));
  if (at >= 0) return at;
  throw new CourantError('import-columns', `There is no column "${name}" for ${field}.`, { help: `The columns: ${header.join(', ')}.` });
}

/** A column that is called no more than "address" may hold streets: any other name goes before it. */
function addressColumn(header: readonly string[], names: readonly string[], cells: readonly string[] | null, format: ImportFormat): number {
  const named = names.findIndex((name) => name === format.address || (addressNames.has(name) && name !== 'address'));
  const at = cells !== null ? cells.findIndex((cell) => cell.includes('@')) : named >= 0 ? named : names.indexOf('address');
  if (at >= 0) return at;
  throw new CourantError('import-columns', 'No column of the file holds addresses.', {
    help: `Name it: --map address=<column>. The columns: ${header.join(', ')}.`,
  });
}

function topicColumn(names: readonly string[], mapped: number | null): Columns['topics'] {
  if (mapped !== null) return { column: mapped, kind: tagNames.has(names[mapped] ?? '') ? 'tags' : 'topics' };
  const topics = names.findIndex((name) => topicNames.has(name));
  if (topics >= 0) return { column: topics, kind: 'topics' };
  const tags = names.findIndex((name) => tagNames.has(name));
  return tags >= 0 ? { column: tags, kind: 'tags' } : null;
}
