import { stringify } from 'csv-stringify/sync';
import type { ImportFault } from '../../../../press/readers/import/import-readers.ts';

/** Rows of a file that were passed over, for whoever mends it. A cell a spreadsheet would take for a formula gets an apostrophe in front. */
export const faultsAsCsv = (faults: readonly ImportFault[]): string =>
  stringify(
    faults.map(({ row, value, message }) => [row, value, message]),
    { header: true, columns: ['row', 'value', 'fault'], escape_formulas: true, record_delimiter: 'windows' },
  );
