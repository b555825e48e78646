/** The composition root's part for files of readers that come in through the browser: kept on disk, read in batches, one at a time. */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import type { ImportSeen, ImportStage, ImportWishes, ReaderRooms } from '../../../doors/desk/reader-rooms.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { readCsv } from '../../../io/files/read-csv.ts';
import { newsletterNamed } from '../../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../../press/newsletter/newsletter.ts';
import type { Press } from '../../../press/ports/press.ts';
import { foldWord } from '../../../press/readers/import/fold-word.ts';
import { mappedFields } from '../../../press/readers/import/import-columns.ts';
import type { CsvFile, ImportOptions } from '../../../press/readers/import/import-readers.ts';
import { importReaders } from '../../../press/readers/import/import-readers.ts';
import { type RowState, rowStates } from '../../../press/readers/import/state-words.ts';

type Job = ImportSeen & { readonly path: string; readonly stopping: AbortController };

const keptAtMost = 20;
const keptMs = 24 * 3_600_000;
const rowsShown = 5;

const noWishes: ImportWishes = { columns: { address: '', topics: '', state: '', since: '' }, fields: {}, everybody: 'columns', words: [] };

type Room = {
  readonly newsletters: () => readonly Newsletter[];
  readonly fields: () => readonly ReaderField[];
  readonly folder: () => string;
};

export function importRoom(
  press: Pick<Press, 'store' | 'now'>,
  { newsletters, fields, folder }: Room,
): Pick<ReaderRooms, 'receiveImport' | 'import' | 'startImport' | 'cancelImport' | 'dropImport'> {
  const jobs = new Map<string, Job>();
  const set = (id: string, stage: ImportStage, more: Partial<Job> = {}) => {
    const job = jobs.get(id);
    if (job) jobs.set(id, { ...job, ...more, stage });
  };
  const drop = async (id: string) => {
    const job = jobs.get(id);
    job?.stopping.abort();
    jobs.delete(id);
    if (job) await rm(job.path, { force: true });
  };
  return {
    async receiveImport(newsletter, name, file) {
      newsletterNamed(newsletters(), newsletter);
      await removeLeftOvers(folder(), jobs);
      const full = [...jobs.values()].filter(({ stage }) => stage.kind !== 'running');
      if (jobs.size >= keptAtMost && full[0]) await drop(full[0].id);
      const id = randomBytes(12).toString('base64url');
      const path = join(folder(), `${id}.csv`);
      await mkdir(folder(), { recursive: true, mode: 0o700 });
      await pipeline(Readable.fromWeb(file.stream() as never), createWriteStream(path, { mode: 0o600 }));
      try {
        const { header, firstRows, bytes } = await lookAt(path);
        const job = {
          id,
          path,
          newsletter,
          bytes,
          header,
          firstRows,
          file: name.slice(0, 200),
          wishes: noWishes,
          stage: { kind: 'received' },
        } as const;
        jobs.set(id, { ...job, stopping: new AbortController() });
      } catch (error) {
        await rm(path, { force: true });
        throw named(error, path, name);
      }
      return id;
    },
    import: (id) => jobs.get(id) ?? null,
    async startImport(id, wishes, dryRun) {
      const job = jobs.get(id);
      if (!job) throw forgotten();
      if (job.stage.kind === 'running') return;
      if ([...jobs.values()].some(({ stage }) => stage.kind === 'running'))
        throw new CourantError('import-busy', 'Another file is being read.', { help: 'Wait until it is done, or cancel it.' });
      const stopping = new AbortController();
      set(id, { kind: 'running', dryRun, share: 0 }, { wishes, stopping });
      const newsletter = newsletterNamed(newsletters(), job.newsletter);
      const running = { ...job, wishes, stopping };
      void run(press, running, { newsletter, fields: fields(), dryRun }, (share) => set(id, { kind: 'running', dryRun, share })).then(
        (report) => set(id, { kind: 'done', report: { ...report, file: job.file }, stopped: stopping.signal.aborted }),
        (error) => set(id, { kind: 'failed', dryRun, words: wordsOf(named(error, job.path, job.file)) }),
      );
    },
    cancelImport: (id) => jobs.get(id)?.stopping.abort(),
    dropImport: drop,
  };
}

const forgotten = () =>
  new CourantError('import-gone', 'This file is no longer here.', {
    help: 'Choose it once more; whoever was taken over stays as they are.',
  });

async function lookAt(path: string): Promise<Pick<ImportSeen, 'header' | 'firstRows' | 'bytes'>> {
  const csv = await readCsv(path);
  const firstRows: (readonly string[])[] = [];
  for await (const { rows } of csv.batches) {
    firstRows.push(...rows.slice(0, rowsShown - firstRows.length).map(({ values }) => values.map((value) => value.slice(0, 120))));
    if (firstRows.length >= rowsShown) break;
  }
  return { header: csv.header, firstRows, bytes: csv.bytes };
}

type Running = { readonly newsletter: Newsletter; readonly fields: readonly ReaderField[]; readonly dryRun: boolean };

async function run(press: Pick<Press, 'store' | 'now'>, job: Job, { newsletter, fields, dryRun }: Running, tell: (share: number) => void) {
  const csv: CsvFile = { ...(await readCsv(job.path)), name: job.file };
  const progress = { start() {}, step: (read: number) => tell(Math.min(1, read / Math.max(1, csv.bytes))), finish() {} };
  return importReaders(press.store, newsletter, { ...csv, batches: breathing(csv.batches) }, optionsOf(job.wishes, fields, dryRun), {
    now: press.now,
    progress,
    signal: job.stopping.signal,
  });
}

/** SQLite answers without waiting: between two batches the desk gets its turn, so that its pages and a cancel come through. */
async function* breathing<Batch>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    yield batch;
    await turn();
  }
}

function optionsOf(
  { columns, fields: ownColumns, everybody, words }: ImportWishes,
  fields: readonly ReaderField[],
  dryRun: boolean,
): ImportOptions {
  const named = mappedFields.flatMap((field) => (columns[field] === '' ? [] : [[field, [columns[field]]] as const]));
  const meanings = words.flatMap(({ word, means }) => (isRowState(means) ? [[foldWord(word), means] as const] : []));
  return {
    dryRun,
    map: new Map(named),
    fields,
    fieldMap: new Map(fields.flatMap(({ name }) => (ownColumns[name] ? [[name, ownColumns[name]] as const] : []))),
    wordMap: new Map(meanings),
    allActive: everybody === 'active',
    state: everybody === 'columns' || everybody === 'active' ? null : everybody,
  };
}

const isRowState = (word: string): word is RowState => (rowStates as readonly string[]).includes(word);

/** The file's own name, in place of where it is kept. */
function named(error: unknown, path: string, name: string): unknown {
  if (!(error instanceof CourantError)) return error;
  const told = (text: string) => text.replaceAll(path, name);
  return new CourantError(error.code, told(error.message), { ...(error.help && { help: told(error.help) }), cause: error });
}

const wordsOf = (error: unknown): string =>
  error instanceof CourantError
    ? [error.message, error.help ?? ''].join(' ').trim()
    : error instanceof Error
      ? error.message
      : String(error);

/** Files of a desk that is no more, a day old. */
async function removeLeftOvers(folder: string, jobs: ReadonlyMap<string, Job>): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && !jobs.has(name.replace(/\.csv$/, '')) && Date.now() - found.mtimeMs > keptMs) await rm(path, { force: true });
  }
}
