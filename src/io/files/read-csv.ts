import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { parseEmailAddress } from '../../audience/email-address.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { CsvFile, CsvRow } from '../../press/readers/import/import-readers.ts';
import { type CsvLayout, csvLayout } from './csv-layout.ts';

const batchRows = 2_000;
// A file may hold cells of a megabyte.
const batchBytes = 4 * 1024 * 1024;
const headBytes = 256 * 1024;

/**
 * A CSV file as batches of rows, read as it is asked for. Encoding and delimiter (comma, semicolon, tab, bar) are found out from
 * its beginning; a byte order mark, CRLF and Excel's `sep=;` are no matter. `encoding`, a label of the Encoding Standard, goes
 * before what is found. Throws CourantError `csv-missing`, `csv-empty`, `csv-encoding`, or `csv-broken`, naming the line.
 */
export async function readCsv(path: string, encoding: string | null = null): Promise<CsvFile> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new CourantError('csv-missing', `There is no file ${path}.`, { help: 'Check the path.' });
  const rows = batches(path, csvLayout(await headOf(path), encoding));
  const first = await rows.next();
  const firstRow = first.done ? undefined : first.value.rows[0];
  if (first.done || firstRow === undefined)
    throw new CourantError('csv-empty', `${path} is empty.`, { help: 'It needs a line of column names, or an address in each line.' });
  const head = first.value;
  const named = !firstRow.values.some(isAddress);
  return {
    name: path,
    bytes: found.size,
    header: named ? firstRow.values.map((name) => name.trim()) : null,
    firstRow: firstRow.values,
    batches: (async function* () {
      yield named ? { ...head, rows: head.rows.slice(1) } : head;
      yield* rows;
    })(),
  };
}

/** No column is named so: a list without column names begins with its first reader. */
const isAddress = (cell: string): boolean =>
  cell.includes('@') && parseEmailAddress(/<([^<>]+)>\s*$/.exec(cell)?.[1] ?? cell).kind === 'valid';

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Records are taken as the parser finds them: handing each through a stream of its own would cost more than reading it. */
async function* batches(path: string, layout: CsvLayout): AsyncGenerator<{ rows: CsvRow[]; bytesRead: number }, undefined> {
  const stream = createReadStream(path, { highWaterMark: 128 * 1024 });
  let rows: CsvRow[] = [];
  let records = 0;
  let taken = 0;
  const parser = parse({
    bom: true,
    delimiter: layout.delimiter,
    from_line: layout.firstLine,
    record_delimiter: [...layout.lineEnds],
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
  // What is UTF-8 already is parsed as it is.
  const decoder = layout.encoding === 'utf-8' ? null : new TextDecoder(layout.encoding);
  const write = (chunk: Buffer | string) =>
    new Promise<void>((done, failed) => parser.write(chunk, (error) => (error ? failed(error) : done())));
  try {
    for await (const chunk of stream) {
      await write(decoder ? decoder.decode(chunk, { stream: true }) : chunk);
      if (rows.length === 0 || (rows.length < batchRows && stream.bytesRead - taken < batchBytes)) continue;
      taken = stream.bytesRead;
      yield { rows, bytesRead: taken };
      rows = [];
    }
    if (decoder) await write(decoder.decode());
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
