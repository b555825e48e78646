import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { CourantError } from '../../courant-error.ts';
import type { CsvFile, CsvRow } from '../../press/import-readers.ts';

const batchRows = 1_000;

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

async function* batches(path: string, delimiter: string): AsyncGenerator<{ rows: CsvRow[]; bytesRead: number }, undefined> {
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  const parser = stream.pipe(
    parse({
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }),
  );
  stream.on('error', (error) => parser.destroy(error));
  let rows: CsvRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { records: number } }>) {
      rows.push({ row: info.records, values: record });
      if (rows.length < batchRows) continue;
      yield { rows, bytesRead: stream.bytesRead };
      rows = [];
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CourantError('csv-broken', `${path} cannot be read on: ${why}.`, {
      help: 'Mend the line named and import again; nothing is added twice.',
      cause,
    });
  } finally {
    stream.destroy();
  }
  if (rows.length > 0) yield { rows, bytesRead: stream.bytesRead };
}
