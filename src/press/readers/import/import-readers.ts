import { parseEmailAddress } from '../../../audience/email-address.ts';
import { type FieldValues, readField } from '../../../audience/fields/reader-field.ts';
import type { Newsletter } from '../../newsletter/newsletter.ts';
import type { Progress } from '../../ports/progress.ts';
import type { ImportCounts, ImportRow, ImportStore } from '../../ports/store/imports.ts';
import { addCounts, noCounts } from '../../ports/store/imports.ts';
import { type Columns, type ColumnWishes, columnsOf } from './import-columns.ts';
import { type StateReader, type StateSource, stateReader } from './state-of-row.ts';
import { topicReader } from './topic-cells.ts';
import { type SaidOfFile, stateOfFile } from './whole-file-state.ts';

/** `row`: as a spreadsheet counts, the header being row 1; a cell may hold line breaks. */
export type CsvRow = { readonly row: number; readonly values: readonly string[] };

export type CsvFile = {
  readonly name: string;
  readonly bytes: number;
  /** `null`: the first row is a reader already. */
  readonly header: readonly string[] | null;
  readonly firstRow: readonly string[];
  readonly batches: AsyncIterable<{ readonly rows: readonly CsvRow[]; readonly bytesRead: number }>;
};

/** `field`: of the reader's own ones, the one whose cell it is. */
export type ImportFault = { readonly row: number; readonly value: string; readonly message: string; readonly field?: string };

export type ImportReport = {
  readonly file: string;
  readonly newsletter: string;
  readonly format: string;
  readonly dryRun: boolean;
  /** Rows below the header. */
  readonly rows: number;
  /** Said of the whole file by a person. */
  readonly said: SaidOfFile;
  /** Where the states of the rows come from. */
  readonly states: readonly StateSource[];
  /** The column topics come from; `otherTags`: rows whose tags are none of the newsletter's topics, so that all are meant. */
  readonly topics: { readonly column: string; readonly otherTags: number } | null;
  /** Columns readers' own fields come from. */
  readonly fields: readonly { readonly field: string; readonly column: string }[];
  readonly counts: ImportCounts;
  /** Never confirmed where they come from, so not taken over. */
  readonly unconfirmed: number;
  /** Not added: their state is a word nobody here knows. */
  readonly unknown: number;
  /** Not added: nothing says whether they are subscribed. */
  readonly unsaid: number;
  readonly faulty: number;
  /** The first thousand. */
  readonly faults: readonly ImportFault[];
};

export type ImportOptions = ColumnWishes & SaidOfFile & { readonly dryRun: boolean };

const faultsKept = 1_000;

/**
 * Takes readers over from a file, batch by batch; each batch is one transaction. Stopped half-way, it is simply run again:
 * whoever is there already stays as they are. Faulty rows are named and passed over; whoever is not said to be subscribed is not.
 * `signal` stops it after the batch under way; the report is of what was read until then.
 * @throws CourantError `import-format`, `import-columns`, `import-state`
 */
export async function importReaders(
  store: ImportStore,
  newsletter: Newsletter,
  file: CsvFile,
  options: ImportOptions,
  tools: { readonly now: () => Date; readonly progress: Progress; readonly signal?: AbortSignal },
): Promise<ImportReport> {
  const columns = columnsOf(file.header, file.firstRow, options);
  const states = stateReader(columns.states, stateOfFile(file.name, columns, options));
  const reader = rowReader(newsletter, columns, states);
  const how = `import of ${file.name.split(/[\\/]/).at(-1)} (${[columns.format.name, wordOf(options)].filter(Boolean).join(', ')})`;
  let rows = 0;
  let counts = noCounts;
  tools.progress.start('importing', file.bytes);
  await store.beginImport();
  for await (const batch of file.batches) {
    rows += batch.rows.length;
    const taken = batch.rows.flatMap((row) => reader.read(row) ?? []);
    const done = options.dryRun
      ? await store.rehearseImport(newsletter.id, taken)
      : await store.importReaders(newsletter.id, taken, how, tools.now());
    counts = addCounts(counts, done);
    tools.progress.step(batch.bytesRead);
    if (tools.signal?.aborted) break;
  }
  tools.progress.finish();
  const { otherTags, ...leftOut } = reader.leftOut;
  const { topics } = columns;
  return {
    file: file.name,
    newsletter: newsletter.id,
    format: columns.format.name,
    dryRun: options.dryRun,
    rows,
    said: { state: options.state, allActive: options.allActive },
    states: states.sources(),
    topics: topics && { column: file.header?.[topics.column] ?? String(topics.column + 1), otherTags },
    fields: columns.fields.map(({ field, column }) => ({ field: field.name, column: file.header?.[column] ?? String(column + 1) })),
    counts,
    ...leftOut,
    faults: reader.faults,
  };
}

/** What a person said of the whole file is part of how its readers came. */
const wordOf = ({ state, allActive }: SaidOfFile): string | null =>
  state !== null ? `all taken as ${state}` : allActive ? 'all taken as active' : null;

/** Reads rows, and counts those that are left out and why. */
function rowReader(newsletter: Newsletter, columns: Columns, states: StateReader) {
  const topicsOf = topicReader(newsletter.topics, columns.topics?.kind ?? 'topics');
  const faults: ImportFault[] = [];
  const leftOut = { unconfirmed: 0, unknown: 0, unsaid: 0, faulty: 0, otherTags: 0 };
  const faulty = (fault: ImportFault): null => {
    leftOut.faulty++;
    if (faults.length < faultsKept) faults.push(fault);
    return null;
  };
  const leftDetail = (values: readonly string[], state: ImportRow['state']): string | null =>
    [...states.evidenceOf(values, state), columns.detailOf(values) ?? ''].filter((part) => part !== '').join(', ') || null;
  return {
    faults,
    leftOut,
    read({ row, values }: CsvRow): ImportRow | null {
      const state = states.stateOf(values, row);
      if (state === 'unconfirmed' || state === 'unknown' || state === 'unsaid') {
        leftOut[state]++;
        return null;
      }
      const written = addressIn(values[columns.address] ?? '');
      const address = parseEmailAddress(written);
      if (address.kind === 'refused') return faulty({ row, value: written.slice(0, 200), message: address.message });
      const cell = columns.topics === null ? '' : (values[columns.topics.column] ?? '');
      const topics = topicsOf(cell);
      // Somebody who left needs no topics, and must not be lost for the want of them.
      if (topics.kind === 'faulty' && state === 'active')
        return faulty({ row, value: cell.slice(0, 200), message: 'No topic of the newsletter is among these.' });
      const fields: Record<string, string> = {};
      for (const { field, column } of state === 'active' ? columns.fields : []) {
        const written = (values[column] ?? '').replace(/^\s*'(?=[=+\-@])/, '');
        const read = readField(field, written);
        if (read.kind === 'refused')
          return faulty({ row, value: written.slice(0, 200), message: `${field.name} ${read.message}`, field: field.name });
        if (read.value !== null) fields[field.name] = read.value;
      }
      if (topics.kind === 'topics' && topics.otherTags) leftOut.otherTags++;
      return {
        row,
        address: address.address,
        key: address.key,
        topics: topics.kind === 'topics' ? topics.topics : newsletter.topics,
        state,
        detail: state === 'active' ? columns.detailOf(values) : leftDetail(values, state),
        ...(columns.fields.length > 0 && { fields: fields satisfies FieldValues }),
      };
    },
  };
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula; mailing lists write `Ada <ada@example.com>`. */
function addressIn(cell: string): string {
  if (cell.includes('<')) return /^[^<>]*<([^<>]*)>\s*$/.exec(cell)?.[1] ?? cell;
  return cell.replace(/^\s*'(?=[=+\-@])/, '');
}
