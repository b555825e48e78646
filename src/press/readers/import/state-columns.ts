import { confirmedNames, leavingMark, noteNames, stateNames, subscribedNames, vagueNames } from './column-names.ts';
import { foldName, foldWord } from './fold-word.ts';
import { answerOf, type RowState, stateOfWord } from './state-words.ts';

/**
 * How a column's cells are read. `word`: state words and yes or no; `subscribed`, `confirmed`: the same, where a day says only since
 * when; `mark`: whatever stands there says that the reader left; `hint`: counts against a reader, else says nothing.
 */
export type StateColumnKind = 'word' | 'subscribed' | 'confirmed' | 'mark' | 'hint';

export type StateColumn = {
  readonly column: number;
  readonly name: string;
  readonly kind: StateColumnKind;
  /** Where a row may be called active because of this column. */
  readonly tells: boolean;
  /** Of one cell, as it stands in the file. */
  readonly read: (cell: string) => RowState;
};

/** What a program means by its words and columns where that differs from everybody else; names and words folded. */
export type StateDialect = {
  readonly words?: Readonly<Record<string, RowState>>;
  /** Columns that are states whatever their name says elsewhere. */
  readonly states?: readonly string[];
  /** Columns that are none, such as a plan that is paid for. */
  readonly others?: readonly string[];
  /** Columns that tell of some who left and not of all. */
  readonly partial?: readonly string[];
};

export type StateQuestion = {
  readonly header: readonly string[];
  /** The address stands there. */
  readonly address: number;
  /** Without column names every cell may be anything. */
  readonly named: boolean;
  readonly dialect: StateDialect;
  /** Columns a person named as the ones that tell; an empty list: none does. `null`: nobody named any. */
  readonly mapped: readonly number[] | null;
  /** By folded word, before all lists. */
  readonly wordMap: ReadonlyMap<string, RowState>;
};

/** The columns that say who is subscribed, and who left. */
export function stateColumns(question: StateQuestion): readonly StateColumn[] {
  const { header, address, dialect } = question;
  const names = header.map(foldName);
  const others = new Set(dialect.others);
  const kinds = names.map((name, column): StateColumnKind | 'vague' | null => {
    if (column === address) return null;
    if (!question.named || name === '') return question.mapped?.includes(column) ? 'word' : 'hint';
    return others.has(name) ? 'hint' : kindOf(name, dialect);
  });
  const tells = (column: number) => {
    if (question.mapped !== null)
      return question.mapped.includes(column) || (kinds[column] === 'mark' && (leavingMark(names[column] ?? '')?.tells ?? false));
    if (dialect.partial?.includes(names[column] ?? '')) return false;
    if (kinds[column] === 'mark') return leavingMark(names[column] ?? '')?.tells ?? false;
    return kinds[column] !== null && kinds[column] !== 'vague' && kinds[column] !== 'hint';
  };
  const anyTells = names.some((_, column) => tells(column));
  return kinds.flatMap((kind, column): StateColumn[] => {
    const mapped = question.mapped?.includes(column) ?? false;
    if (kind === null && !mapped) return [];
    const promoted = kind === 'vague' && !anyTells && question.mapped === null;
    const read = mapped && (kind === null || kind === 'vague' || kind === 'hint') ? 'word' : promoted ? 'word' : kind;
    const silenced = question.mapped !== null && !mapped && read !== 'mark';
    const used = silenced || read === 'vague' || read === null ? 'hint' : read;
    const isNote = !question.named || noteNames.has(names[column] ?? '') || others.has(names[column] ?? '');
    return [
      {
        column,
        name: header[column] ?? '',
        kind: used,
        tells: promoted || tells(column),
        read: readerOf(used, names[column] ?? '', question, isNote),
      },
    ];
  });
}

function kindOf(name: string, dialect: StateDialect): StateColumnKind | 'vague' | null {
  if (dialect.states?.includes(name)) return 'word';
  if (stateNames.has(name)) return 'word';
  if (subscribedNames.has(name)) return 'subscribed';
  if (confirmedNames.has(name)) return 'confirmed';
  if (vagueNames.has(name)) return 'vague';
  if (noteNames.has(name)) return 'hint';
  return leavingMark(name) === null ? null : 'mark';
}

function readerOf(kind: StateColumnKind, name: string, { dialect, wordMap }: StateQuestion, isNote: boolean): StateColumn['read'] {
  const stateOf = (word: string): RowState | null => wordMap.get(word) ?? dialect.words?.[word] ?? stateOfWord(word);
  switch (kind) {
    case 'mark':
      return markReader(leavingMark(name)?.state ?? 'unsubscribed', wordMap);
    case 'hint':
      return (cell) => {
        const word = foldWord(cell);
        const state = stateOf(word);
        if (state !== null) return state === 'active' ? 'unsaid' : state;
        return !isNote && answerOf(word) === 'no' ? 'unsubscribed' : 'unsaid';
      };
    default:
      return (cell) => {
        const word = foldWord(cell);
        if (word === '' && !/[^\s\p{Pd}.]/u.test(cell)) return 'unsaid';
        const state = stateOf(word);
        if (state !== null) return state;
        // A column of days asks "since when".
        if (kind !== 'word' && isDay(cell)) return 'unsaid';
        const answer = answerIn(kind, word);
        return answer ?? 'unknown';
      };
  }
}

function answerIn(kind: StateColumnKind, word: string): RowState | null {
  // In a column of words a bare number is some program's code.
  if (kind === 'word' && /^\d+$/.test(word)) return null;
  const answer = answerOf(word);
  if (answer === null) return null;
  if (answer === 'yes') return 'active';
  return kind === 'confirmed' ? 'unconfirmed' : 'unsubscribed';
}

/** "2025-03-03T08:00:00Z", "03.03.2025", "3/3/25 8:00", seconds or milliseconds since 1970. */
const isDay = (cell: string): boolean => /^\s*(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d).*|\d{9,13})\s*$/su.test(cell);

const nothing = new Set(['null', 'none', 'nil', 'na', 'n a', 'nan', 'undefined', 'never', 'nie', 'jamais', 'nunca']);

/** A day, a reason, a yes: whatever is no "no". Where a program writes days, "0000-00-00" is none. */
function markReader(state: 'unsubscribed' | 'suppressed', wordMap: ReadonlyMap<string, RowState>): StateColumn['read'] {
  return (cell) => {
    if (/^(?:[\s\p{Pd}.:/+0]|(?<=0)[TZ])*$/iu.test(cell)) return 'unsaid';
    if (/^\s*https?:/i.test(cell)) return 'unsaid';
    const word = foldWord(cell);
    if (wordMap.has(word)) return wordMap.get(word) ?? state;
    if (nothing.has(word) || answerOf(word) === 'no') return 'unsaid';
    const said = stateOfWord(word);
    if (said === 'active') return 'unsaid';
    // "soft" in a column of bounces: it may pass.
    if (state === 'suppressed' && word.startsWith('soft')) return 'unsaid';
    return said === 'suppressed' ? said : state;
  };
}
