import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { CourantError } from '../../errors/courant-error.ts';
import type { CsvFile, CsvRow } from '../../press/readers/import/import-readers.ts';

const batchRows = 2_000;
// A file may hold cells of a megabyte.
const batchBytes = 4 * 1024 * 1024;

/**
 * A CSV file as batches of rows, read as it is asked for. The delimiter (comma, semicolon, tab) is found out; a byte order
 * mark and CRLF are no matter. Throws CourantError `csv-missing`, `csv-empty` or `csv-broken`, naming the line.
 */
export async function readCsv(path: string): Promise<CsvFile> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new CourantError('csv-missing', `There is no file ${path}.`, { help: 'Check the path.' });
  const delimiter = await delimiterOf(path);
  const rows = batches(path, delimiter);
  const first = await rows.next();
  const header = first.done ? undefined : first.value.rows[0];
  if (first.done || header === undefined)
    throw new CourantError('csv-empty', `${path} is empty.`, { help: 'It needs a line of column names.' });
  const head = first.value;
  return {
    name: path,
    bytes: found.size,
    header: header.values.map((name) => name.trim()),
    batches: (async function* () {
      yield { ...head, rows: head.rows.slice(1) };
      yield* rows;
    })(),
  };
}

async function delimiterOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const line = buffer.toString('utf8', 0, bytesRead).split(/\r?\n/, 1)[0] ?? '';
    const count = (delimiter: string) => line.split(delimiter).length;
    return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
  } finally {
    await file.close();
  }
}

/** Records are taken as the parser finds them: handing each through a stream of its own would cost more than reading it. */
async function* batches(path: string, delimiter: string): AsyncGenerator<{ rows: CsvRow[]; bytesRead: number }, undefined> {
  const stream = createReadStream(path, { highWaterMark: 128 * 1024 });
  let rows: CsvRow[] = [];
  let records = 0;
  let taken = 0;
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
    on_record: (values: string[]) => {
      records++;
      rows.push({ row: records, values });
      return null;
    },
  });
  const ended = once(parser.resume(), 'end');
  // Told by `write` or `ended`; without a listener it would end the process.
  ended.catch(() => undefined);
  try {
    for await (const chunk of stream) {
      await new Promise<void>((done, failed) => parser.write(chunk, (error) => (error ? failed(error) : done())));
      if (rows.length === 0 || (rows.length < batchRows && stream.bytesRead - taken < batchBytes)) continue;
      taken = stream.bytesRead;
      yield { rows, bytesRead: taken };
      rows = [];
    }
    parser.end();
    await ended;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CourantError('csv-broken', `${path} cannot be read on: ${why}.`, {
      help: 'Mend the line named and import again; nothing is added twice.',
      cause,
    });
  } finally {
    stream.destroy();
    parser.destroy();
  }
  if (rows.length > 0) yield { rows, bytesRead: stream.bytesRead };
}
