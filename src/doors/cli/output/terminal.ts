import { styleText } from 'node:util';
import Table from 'cli-table3';
import { CourantError } from '../../../errors/courant-error.ts';
import { ownStyle, plainLine, plainOutput } from './plain-line.ts';

type Style = Parameters<typeof styleText>[0];

/** Text for a terminal; plain where colours are not wanted (a pipe, `NO_COLOR`). */
export const styled = (style: Style, text: string): string =>
  ownStyle(text, (clean) => styleText(style, clean, { stream: process.stdout }));

/** Writes lines to standard output: results, and nothing else, so that a script can read them. No terminal obeys what stands in them. */
export const print = (...lines: readonly string[]): void => void process.stdout.write(plainOutput(`${lines.join('\n')}\n`));

/** Writes lines to standard error: what is worth knowing beside the result. */
export const tell = (...lines: readonly string[]): void => {
  if (lines.length > 0) process.stderr.write(plainOutput(`${lines.join('\n')}\n`));
};

/** Writes bytes as they came where a program takes them; a terminal is shown them as text. */
export const printBytes = (bytes: Uint8Array): void =>
  void process.stdout.write(process.stdout.isTTY ? plainOutput(new TextDecoder().decode(bytes).replaceAll('\r\n', '\n')) : bytes);

/** One JSON document, two-space indented, keys in the order of the documented shape. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** What went wrong, for a script that reads standard output: one JSON object on one line, where a result would have been. */
export function printError(error: unknown, exit: number): void {
  const known = error instanceof CourantError;
  const message = error instanceof Error ? error.message : String(error);
  print(JSON.stringify({ error: { code: known ? error.code : 'unexpected', message, help: known ? error.help : null, exit } }));
}

export type Column = { readonly head: string; readonly width: number; readonly align?: 'left' | 'right' };

const bare = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map((edge) => [edge, '']),
);
const inner = Object.fromEntries(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'].map((edge) => [edge, '']));

/** A borderless table; cells wider than their column end in an ellipsis, double-width characters counted as two. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const grid = new Table({
    chars: { ...bare, ...inner },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
    colWidths: columns.map((column) => column.width),
    colAligns: columns.map((column) => column.align ?? 'left'),
    head: columns.map((column) => column.head),
  });
  grid.push(...rows.map((row) => row.map(plainLine)));
  const [head = '', ...lines] = grid.toString().split('\n');
  return [styled('dim', head.trimEnd()), ...lines.map((line) => line.trimEnd())].join('\n');
}

/** Says what went wrong in words; stacks are only for faults of the program itself, and only when asked for. */
export function tellError(error: unknown): void {
  if (error instanceof CourantError) {
    tell(`courant: ${error.message}`);
    if (error.help) tell(error.help);
    return;
  }
  tell(`courant: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  tell('This is a defect of the program. Nothing that was sent is sent again by running the command once more.');
}

/** How wide the headline column may be so that `others` columns fit beside it. */
export const remainingWidth = (others: number): number => Math.max(24, Math.min(160, process.stdout.columns ?? 110) - others);
