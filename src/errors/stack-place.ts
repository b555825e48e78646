import type { FilePlace } from './courant-error.ts';

/**
 * The first place in an error's stack that lies below the folder `root` (absolute), told relative to it; `null`: none. Places
 * in `node_modules` and in Node are nobody's to mend.
 */
export function placeInStack(error: unknown, root: string): FilePlace | null {
  if (!(error instanceof Error) || !error.stack) return null;
  const base = withSlash(root);
  for (const line of error.stack.split('\n')) {
    const found = /(?:\(|at |^)(?:async )?(?:file:\/\/)?(\/[^()]*?|[A-Za-z]:[\\/][^()]*?):(\d+)(?::\d+)?\)?$/.exec(line.trim());
    // A module read anew carries the moment in its query.
    const path = found?.[1]?.replace(/\?[^?]*$/, '');
    if (!path?.startsWith(base) || path.includes('node_modules')) continue;
    return { file: path.slice(base.length), line: Number(found?.[2]) };
  }
  return null;
}

export const withSlash = (folder: string): string => (/[\\/]$/.test(folder) ? folder : `${folder}/`);
