import type { ImportReport } from '../../../../press/readers/import/import-readers.ts';
import type { StateSource, WordCount } from '../../../../press/readers/import/state-of-row.ts';

const faultsShown = 20;
const wordsShown = 12;

export function importFaults({ file, faults, faulty }: ImportReport): readonly string[] {
  const shown = faults.slice(0, faultsShown).map(({ row, value, message }) => `${file}:${row}: "${value}": ${message}`);
  return faulty > faultsShown ? [...shown, `... and ${faulty - faultsShown} more faulty rows (--json lists a thousand)`] : shown;
}

/** What the file was taken for, what became of its rows, and what a person has to say before the rest can come. */
export function importText(report: ImportReport): readonly string[] {
  const { counts } = report;
  const lines: readonly (readonly [number, string])[] = [
    [counts.added, 'added'],
    [counts.updated, 'had other topics or fields, updated'],
    [counts.unchanged, 'there already'],
    [counts.unsubscribed, 'taken over as unsubscribed'],
    [counts.suppressed, 'taken over as suppressed'],
    [counts.refusedUnsubscribed, 'not added: they unsubscribed here'],
    [counts.refusedSuppressed, 'not added: suppressed here'],
    [counts.refusedErased, 'not added: erased at their wish'],
    [report.unconfirmed, 'left out: never confirmed'],
    [report.unknown, 'not added: their state is a word nobody here knows'],
    [report.unsaid, 'not added: nothing says whether they are subscribed'],
    [report.faulty, 'faulty'],
  ];
  return [
    `${report.rows} rows of ${report.file} (${report.format}) for ${report.newsletter}${report.dryRun ? ', dry run: nothing was changed' : ''}`,
    ...stateLines(report),
    ...topicLines(report),
    ...report.fields.map(({ field, column }) => `Field ${field} from column "${column}"`),
    ...lines.filter(([count]) => count > 0).map(([count, what]) => `${String(count).padStart(9)}  ${what}`),
    ...unknownLines(report),
    ...(report.unsaid > 0 ? [`Are the ${report.unsaid} that say nothing subscribed? Run it again with --all-active.`] : []),
  ];
}

function stateLines({ said, states }: ImportReport): readonly string[] {
  const whole = said.state === null ? [] : [`State of all rows: ${said.state} (--state)`];
  const silent =
    said.state === null && !states.some(({ tells }) => tells)
      ? ['No column tells who left: all rows are taken as active (--all-active)']
      : [];
  return [...whole, ...silent, ...states.map(sourceText)];
}

function sourceText({ column, kind, words }: StateSource): string {
  const name = `State from column "${column}"`;
  if (kind === 'mark') {
    const marked = words.reduce((sum, { rows }) => sum + rows, 0);
    return `${name}: ${marked === 0 ? 'empty in every row' : `filled in ${marked} (${words[0]?.state})`}`;
  }
  const shown = words
    .slice(0, wordsShown)
    .map(({ word, rows, state }) => `${word === '' ? '(empty)' : word} ${rows}${meaningOf({ word, state })}`);
  return `${name}: ${[...shown, ...(words.length > wordsShown ? [`and ${words.length - wordsShown} more words`] : [])].join(', ')}`;
}

const meaningOf = ({ word, state }: Pick<WordCount, 'word' | 'state'>): string =>
  state === 'unsaid' ? (word === '' ? '' : ' (says nothing)') : word.toLowerCase() === state ? '' : ` (${state})`;

function topicLines({ topics }: ImportReport): readonly string[] {
  if (topics === null) return [];
  const others = topics.otherTags === 0 ? '' : `; ${topics.otherTags} rows have other tags only and get all topics`;
  return [`Topics from column "${topics.column}"${others}`];
}

function unknownLines({ states }: ImportReport): readonly string[] {
  const unknown = states.flatMap(({ column, words }) =>
    words.filter(({ state }) => state === 'unknown').map((one) => ({ column, ...one })),
  );
  const first = unknown[0];
  if (first === undefined) return [];
  return [
    'Nobody is added for a word whose meaning is not known:',
    ...unknown
      .slice(0, wordsShown)
      .map(({ column, word, rows, firstRow }) => `${String(rows).padStart(9)}  ${column} "${word}", first in row ${firstRow}`),
    ...(unknown.length > wordsShown ? [`           and ${unknown.length - wordsShown} more words (--json lists them)`] : []),
    `Say what it means: --map-state "${first.word}=active" (or left, unconfirmed, suppressed).`,
    `Is "${first.column}" no state at all? --map state=<the column that is>, or --map state= and --all-active.`,
  ];
}
