import { watch } from 'chokidar';

export type FileChange = { readonly file: string; readonly at: Date };

/** Calls `listener` for every file added, changed or removed below the paths, until the returned function is called. */
export function watchFiles(paths: readonly string[], now: () => Date, listener: (change: FileChange) => void): () => Promise<void> {
  const watcher = watch([...paths], {
    ignoreInitial: true,
    ignored: (path) => /(^|[/\\])(\.(?!\.?$)|node_modules([/\\]|$))/.test(path) || path.endsWith('~'),
    // Editors write in pieces: wait until the size has been steady for a moment.
    awaitWriteFinish: { stabilityThreshold: 40, pollInterval: 10 },
  });
  watcher.on('all', (_event, file) => listener({ file, at: now() }));
  return () => watcher.close();
}
