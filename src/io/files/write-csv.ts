import { once } from 'node:events';
import { stringify } from 'csv-stringify';

/**
 * Rows as CSV (RFC 4180, CRLF), written as fast as `out` takes them. A cell a spreadsheet would take for a formula gets an
 * apostrophe in front, which `readCsv`'s importers take away again.
 */
export async function writeCsv(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
  out: NodeJS.WritableStream,
): Promise<void> {
  const csv = stringify({ escape_formulas: true, record_delimiter: 'windows' });
  const ended = once(csv, 'end');
  csv.pipe(out, { end: false });
  csv.write(header);
  for await (const row of rows) if (!csv.write(row)) await once(csv, 'drain');
  csv.end();
  await ended;
}
