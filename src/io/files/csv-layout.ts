import { parse } from 'csv-parse/sync';
import { CourantError } from '../../errors/courant-error.ts';

/**
 * `firstLine`: 2 where Excel wrote `sep=;` into the first one. `encoding`: a label of the Encoding Standard. `lineEnds`: none where
 * the first line's end is every line's.
 */
export type CsvLayout = {
  readonly encoding: string;
  readonly delimiter: string;
  readonly firstLine: number;
  readonly lineEnds: readonly string[];
};

/** How a CSV file is written, from its first bytes. @throws CourantError `csv-encoding` */
export function csvLayout(head: Buffer, encoding: string | null): CsvLayout {
  const found = encoding === null ? encodingOf(head) : encodingNamed(encoding);
  const text = new TextDecoder(found).decode(head);
  // Excel reads this line and shows it to nobody.
  const declared = /^["']?sep=(.)["']?[,;\t ]*\r?\n/i.exec(text)?.[1];
  const delimiter = declared ?? delimiterOf(text);
  // Files put together by hand mix them; else a bare line feed may stand in a cell of a file with CRLF.
  const mixes = fitOf(text, delimiter, anyLineEnd).addresses > fitOf(text, delimiter).addresses;
  return { encoding: found, delimiter, firstLine: declared === undefined ? 1 : 2, lineEnds: mixes ? anyLineEnd : [] };
}

function encodingNamed(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw new CourantError('csv-encoding', `"${label}" is no encoding Courant knows.`, {
      help: 'Write it as in utf-8, windows-1252, shift_jis, windows-1256 or utf-16le.',
      cause,
    });
  }
}

/** By its mark; without one UTF-16 is known by its zeros; what is no UTF-8 is what Excel writes in Western Europe. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = (from: 0 | 1) => head.subarray(0, 200).filter((byte, at) => at % 2 === from && byte === 0).length;
  if (zeros(1) > 20 && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > 20 && zeros(1) === 0) return 'utf-16be';
  try {
    // A character may be cut in two where the head ends.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

const delimiters = [',', ';', '\t', '|'];
const anyLineEnd = ['\r\n', '\n', '\r'];
const rowsTried = 100;

/** The delimiter by which most rows have a cell that is an address; of equals the one that gives rows of one width, then more cells. */
function delimiterOf(text: string): string {
  const tried = delimiters.map((delimiter) => ({ delimiter, ...fitOf(text, delimiter) }));
  return tried.toSorted((a, b) => b.addresses - a.addresses || b.alike - a.alike || b.width - a.width)[0]?.delimiter ?? ',';
}

const addressCell = /^[ \t]*(?:[^<>]*<)?[^\s@<>,;|"]+@[^\s@<>,;|"]+\.[^\s@<>,;|"]+>?[ \t]*$/;

function fitOf(
  text: string,
  delimiter: string,
  lineEnds: readonly string[] = [],
): { readonly addresses: number; readonly alike: number; readonly width: number } {
  const rows = rowsOf(text, delimiter, lineEnds);
  const width = rows[0]?.length ?? 0;
  return {
    addresses: rows.filter((row) => row.some((cell) => cell.length < 400 && addressCell.test(cell))).length,
    alike: width < 2 ? 0 : rows.filter((row) => row.length === width).length,
    width,
  };
}

function rowsOf(text: string, delimiter: string, lineEnds: readonly string[]): readonly (readonly string[])[] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      record_delimiter: [...lineEnds],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: rowsTried,
    });
  } catch {
    return [];
  }
}
