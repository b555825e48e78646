import { dirname, relative, resolve } from 'node:path';
import type { RolldownLog } from 'rolldown';
import { CourantError, type FilePlace } from '../../errors/courant-error.ts';

/** All that is wrong with a theme, one a line, as a CourantError `theme-invalid`. Files are told relative to `root`. */
export function compileFault(faults: readonly RolldownLog[], root: string): CourantError {
  const told = faults.map((fault) => ({ place: placeOf(fault, root), words: wordsOf(fault) }));
  return new CourantError('theme-invalid', told.map(({ place, words }) => (place ? `${written(place)}: ${words}` : words)).join('\n'), {
    help: 'Mend the theme; docs/themes.md says what a theme is given.',
    place: told[0]?.place ?? null,
  });
}

/** Absolute paths of files that were asked for and are not there: once they are, the theme may compile. */
export const missingFiles = (faults: readonly RolldownLog[]): readonly string[] =>
  faults.flatMap(({ id, exporter }) => (id !== undefined && exporter?.startsWith('.') ? [resolve(dirname(id), exporter)] : []));

const written = ({ file, line }: FilePlace): string => (line === null ? file : `${file}:${line}`);

function placeOf({ loc, id }: RolldownLog, root: string): FilePlace | null {
  const file = loc?.file ?? id;
  return file === undefined ? null : { file: relative(root, file), line: loc?.line ?? null };
}

/** Rolldown heads its words with the code and draws the place below them, which is told already. */
function wordsOf({ code, exporter, message }: RolldownLog): string {
  if (exporter !== undefined && (code === 'UNRESOLVED_IMPORT' || code === 'RESOLVE_ERROR')) return missing(exporter);
  return (message.split('\n')[0] ?? '').replace(/^\[[A-Z_]+\] /, '');
}

function missing(asked: string): string {
  if (/^(?:\.|\/|courant\/emails\/)/.test(asked)) return `there is no file "${asked}"`;
  // Examples of other years name other packages of the same components.
  const other = /^(?:react-email|@react-email\/)/.test(asked) ? '; import from "@react-email/components"' : '';
  return `there is no package "${asked}" here${other}`;
}
