import { CourantError } from '../../../errors/courant-error.ts';
import type { Columns } from './import-columns.ts';
import type { RowState } from './state-words.ts';

/** What a person says of all rows of a file. */
export const fileStates = ['unsubscribed', 'suppressed', 'unconfirmed'] as const;
export type FileState = (typeof fileStates)[number];

export type SaidOfFile = { readonly state: FileState | null; readonly allActive: boolean };

// Exports of one state are told apart by their names: "unsubscribed_email_audience_export_1a2b.csv", "cleaned_...", "bajas.csv".
const hints: readonly (readonly [RegExp, FileState])[] = [
  [/non.?subscri|unconfirm|not.?confirmed|pending|unbest[aä]tigt|pendiente|pendente|未確認/i, 'unconfirmed'],
  [/unsub|opt.?out|abgemeldet|abmeld|d[ée]sabonn|d[ée]sinscri|bajas?\b|descadastr|uitgeschreven|disiscri|解除|退会|停止/i, 'unsubscribed'],
  [/cleaned|bounce|suppress|block.?list|black.?list|complain|spam|gesperrt/i, 'suppressed'],
];

/**
 * What every row of the file is at least. An export without states is all readers of one program and all leavers of another: it is
 * never guessed.
 * @throws CourantError `import-state`
 */
export function stateOfFile(file: string, columns: Columns, said: SaidOfFile): RowState {
  if (said.state !== null) return said.state;
  const hint = hints.find(([pattern]) => pattern.test(file.split(/[\\/]/).at(-1) ?? ''))?.[1] ?? null;
  if (columns.states.some(({ tells }) => tells)) return said.allActive ? 'active' : 'unsaid';
  if (!said.allActive) throw silent(columns, hint);
  if (hint === null) return 'active';
  throw new CourantError('import-state', `By its name ${file} holds people who must not be written to, so nobody was added.`, {
    help: `Take it as what it is, --state ${hint}, or give it another name.`,
  });
}

const silent = ({ format, states }: Columns, hint: FileState | null) =>
  new CourantError('import-state', 'No column of the file tells who left, so nobody was added.', {
    help: [
      ...(hint === null ? [] : [`By its name it is of one kind: --state ${hint}.`]),
      'Are all of them subscribed? Add --all-active. Did they all leave? --state unsubscribed (suppressed: bounced or complained; unconfirmed: never confirmed).',
      'Does a column tell it? --map state=<column>.',
      ...(format.silence === undefined ? [] : [format.silence]),
      ...(states.length === 0 ? [] : [`Looked at, and not enough: ${states.map(({ name }) => name).join(', ')}.`]),
    ].join('\n'),
  });
