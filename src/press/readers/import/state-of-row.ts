import type { StateColumn, StateColumnKind } from './state-columns.ts';
import { type RowState, rowStates } from './state-words.ts';

/** What the cells of one column said. */
export type WordCount = { readonly word: string; readonly state: RowState; readonly rows: number; readonly firstRow: number };

export type StateSource = {
  readonly column: string;
  readonly kind: StateColumnKind;
  readonly tells: boolean;
  /** Most frequent first, a hundred at most; of a column of marks, how many rows bear one. */
  readonly words: readonly WordCount[];
};

export type StateReader = {
  /** The worst of what the row's columns say. */
  readonly stateOf: (values: readonly string[], row: number) => RowState;
  /** The cells that say so, with their columns: what is kept of how somebody left. */
  readonly evidenceOf: (values: readonly string[], state: RowState) => readonly string[];
  readonly sources: () => readonly StateSource[];
};

const severity: Readonly<Record<RowState, number>> = Object.fromEntries(rowStates.map((state, at) => [state, at])) as Record<
  RowState,
  number
>;

/** Different words kept a column; past that they are no state words, and a file of a million must not fill the memory. */
const wordsKept = 1_000;
const wordsListed = 100;

type Count = { readonly state: RowState; rows: number; readonly firstRow: number };

/**
 * Reads rows and counts what it met. `atLeast`: what the whole file is said to be (`--state`), unless a row is worse; a column that
 * tells of leaving says of an empty cell that its reader is there.
 */
export function stateReader(columns: readonly StateColumn[], atLeast: RowState): StateReader {
  const counted = columns.map((column) => ({ column, counts: new Map<string, Count>() }));
  const here = columns.some(({ kind, tells }) => kind === 'mark' && tells);
  const mildest: RowState = severity[atLeast] > severity.unsaid || !here ? atLeast : 'active';
  return {
    stateOf(values, row) {
      let worst = mildest;
      for (const { column, counts } of counted) {
        const state = cellState(column, counts, values[column.column] ?? '', row);
        if (severity[state] > severity[worst]) worst = state;
      }
      return worst;
    },
    evidenceOf: (values, state) =>
      columns.flatMap(({ column, name, read }) => {
        const cell = (values[column] ?? '').trim();
        return cell !== '' && read(cell) === state ? [`${name} ${cell}`] : [];
      }),
    sources: () => counted.flatMap(({ column, counts }) => sourceOf(column, counts)),
  };
}

function cellState(column: StateColumn, counts: Map<string, Count>, cell: string, row: number): RowState {
  if (column.kind === 'mark') {
    if (cell === '') return 'unsaid';
    const state = column.read(cell);
    if (state !== 'unsaid') count(counts, '', state, row);
    return state;
  }
  const known = counts.get(cell);
  if (known !== undefined) {
    known.rows++;
    return known.state;
  }
  const state = column.read(cell);
  count(counts, cell, state, row);
  return state;
}

function count(counts: Map<string, Count>, cell: string, state: RowState, row: number): void {
  const known = counts.get(cell);
  if (known !== undefined) known.rows++;
  else if (counts.size < wordsKept) counts.set(cell, { state, rows: 1, firstRow: row });
}

/** Spellings of one word are one; a hint that hinted at nothing is no source. */
function sourceOf(column: StateColumn, counts: ReadonlyMap<string, Count>): readonly StateSource[] {
  const words = new Map<string, WordCount>();
  for (const [cell, { state, rows, firstRow }] of counts) {
    if (column.kind === 'hint' && state === 'unsaid') continue;
    const word = cell.trim();
    const before = words.get(word.toLowerCase());
    words.set(word.toLowerCase(), before ? { ...before, rows: before.rows + rows } : { word, state, rows, firstRow });
  }
  if (!column.tells && words.size === 0) return [];
  const listed = [...words.values()].sort((a, b) => b.rows - a.rows).slice(0, wordsListed);
  return [{ column: column.name, kind: column.kind, tells: column.tells, words: listed }];
}
