import { parseEmailAddress } from '../../../audience/email-address.ts';
import type { Newsletter } from '../../newsletter/newsletter.ts';
import type { Progress } from '../../ports/progress.ts';
import type { ImportCounts, ImportRow, ImportStore } from '../../ports/store/imports.ts';
import { addCounts, noCounts } from '../../ports/store/imports.ts';
import { type Columns, columnsOf } from './import-formats.ts';

/** `row`: as a spreadsheet counts, the header being row 1; a cell may hold line breaks. */
export type CsvRow = { readonly row: number; readonly values: readonly string[] };

export type CsvFile = {
  readonly name: string;
  readonly bytes: number;
  readonly header: readonly string[];
  readonly batches: AsyncIterable<{ readonly rows: readonly CsvRow[]; readonly bytesRead: number }>;
};

export type ImportFault = { readonly row: number; readonly value: string; readonly message: string };

export type ImportReport = {
  readonly file: string;
  readonly newsletter: string;
  readonly format: string;
  readonly dryRun: boolean;
  /** Rows below the header. */
  readonly rows: number;
  readonly counts: ImportCounts;
  /** Never confirmed where they come from, so not taken over. */
  readonly unconfirmed: number;
  readonly faulty: number;
  /** The first thousand. */
  readonly faults: readonly ImportFault[];
};

export type ImportOptions = { readonly from?: string | undefined; readonly map: ReadonlyMap<string, string>; readonly dryRun: boolean };

const faultsKept = 1_000;

/**
 * Takes readers over from a file, batch by batch; each batch is one transaction. Stopped half-way, it is simply run again:
 * whoever is there already stays as they are. Faulty rows are named and passed over.
 */
export async function importReaders(
  store: ImportStore,
  newsletter: Newsletter,
  file: CsvFile,
  options: ImportOptions,
  tools: { readonly now: () => Date; readonly progress: Progress },
): Promise<ImportReport> {
  const columns = columnsOf(file.header, options.from, options.map);
  const how = `import of ${file.name.split(/[\\/]/).at(-1)} (${columns.format})`;
  const faults: ImportFault[] = [];
  const topics = topicReader(newsletter);
  let [rows, faulty, unconfirmed] = [0, 0, 0];
  let counts = noCounts;
  tools.progress.start('importing', file.bytes);
  await store.beginImport();
  for await (const batch of file.batches) {
    rows += batch.rows.length;
    const taken: ImportRow[] = [];
    for (const row of batch.rows) {
      const read = readRow(row, columns, topics);
      if (read === 'skip') unconfirmed++;
      else if ('message' in read) {
        faulty++;
        if (faults.length < faultsKept) faults.push(read);
      } else taken.push(read);
    }
    const done = options.dryRun
      ? await store.rehearseImport(newsletter.id, taken)
      : await store.importReaders(newsletter.id, taken, how, tools.now());
    counts = addCounts(counts, done);
    tools.progress.step(batch.bytesRead);
  }
  tools.progress.finish();
  return {
    file: file.name,
    newsletter: newsletter.id,
    format: columns.format,
    dryRun: options.dryRun,
    rows,
    counts,
    unconfirmed,
    faulty,
    faults,
  };
}

function readRow(row: CsvRow, columns: Columns, topics: (text: string) => readonly string[] | string): ImportRow | ImportFault | 'skip' {
  const state = columns.stateOf(row.values);
  if (state === 'skip') return 'skip';
  // Exports put an apostrophe before what a spreadsheet would take for a formula.
  const written = (row.values[columns.address] ?? '').replace(/^\s*'(?=[=+\-@])/, '');
  const address = parseEmailAddress(written);
  if (address.kind === 'refused') return { row: row.row, value: written.slice(0, 200), message: address.message };
  const wanted = topics(columns.topics === null ? '' : (row.values[columns.topics] ?? ''));
  if (typeof wanted === 'string')
    return { row: row.row, value: wanted.slice(0, 200), message: 'No topic of the newsletter is among these.' };
  return { row: row.row, address: address.address, key: address.key, topics: wanted, state, detail: columns.detailOf(row.values) };
}

/** Topics of a cell in the newsletter's spelling: all when it is empty; the cell itself when it names none. */
function topicReader(newsletter: Newsletter): (text: string) => readonly string[] | string {
  const known = new Map<string, readonly string[] | string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const names = new Set(
      text
        .split(/[,;|]/)
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
    );
    const topics = names.size === 0 ? newsletter.topics : newsletter.topics.filter((topic) => names.has(topic.toLowerCase()));
    const read = topics.length === 0 ? text : topics;
    // Cells repeat; a file of a million different ones must not fill the memory.
    if (known.size < 10_000) known.set(text, read);
    return read;
  };
}
