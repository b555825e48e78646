/** Turns whatever a preview was rejected with into what an editor is told. Never a stack: of it, one place is kept. */
import { CourantError } from '../../courant-error.ts';

export type Failure = {
  readonly title: string;
  readonly message: string;
  /** Relative to the project; `null` when the error came from outside of it. */
  readonly place: { readonly file: string; readonly line: number | null } | null;
  readonly help: string | null;
};

/**
 * @param root folder of the project, absolute; places outside of it, in `node_modules` or in Node are not told
 */
export function describeFailure(error: unknown, root: string): Failure {
  const expected = error instanceof CourantError;
  const message = error instanceof Error ? error.message : String(error);
  return {
    title: expected ? 'This edition cannot be shown' : 'Something failed while the edition was made',
    message: withoutRoot(message, root).slice(0, 2000),
    place: expected && !error.cause ? null : placeOf(expected ? error.cause : error, root),
    help: expected ? error.help : 'Mend it and save: the preview comes back by itself.',
  };
}

function placeOf(error: unknown, root: string): Failure['place'] {
  if (!(error instanceof Error) || !error.stack) return null;
  const base = folder(root);
  for (const line of error.stack.split('\n')) {
    const found = /(?:\(|at |^)(?:async )?(?:file:\/\/)?(\/[^()]*?|[A-Za-z]:[\\/][^()]*?):(\d+)(?::\d+)?\)?$/.exec(line.trim());
    const path = found?.[1];
    if (!path?.startsWith(base) || path.includes('node_modules')) continue;
    return { file: path.slice(base.length), line: Number(found?.[2]) };
  }
  return null;
}

const folder = (root: string): string => (/[\\/]$/.test(root) ? root : `${root}/`);
const withoutRoot = (text: string, root: string): string => text.replaceAll(`file://${folder(root)}`, '').replaceAll(folder(root), '');
