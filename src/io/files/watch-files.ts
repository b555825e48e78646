import { watch } from 'chokidar';

export type FileChange = { readonly file: string; readonly at: Date };

export type FileWatch = {
  /** Watches these instead: what is among them already goes on without a gap. */
  readonly set: (paths: readonly string[]) => void;
  readonly close: () => Promise<void>;
};

/** Calls `listener` for every file added, changed or removed below the paths, until it is closed. */
export function watchFiles(paths: readonly string[], now: () => Date, listener: (change: FileChange) => void): FileWatch {
  let watched = new Set(paths);
  const watcher = watch([...watched], {
    ignoreInitial: true,
    ignored: (path) => /(^|[/\\])(\.(?!\.?$)|node_modules([/\\]|$))/.test(path) || path.endsWith('~'),
    // Editors write in pieces: wait until the size has been steady for a moment.
    awaitWriteFinish: { stabilityThreshold: 20, pollInterval: 5 },
  });
  watcher.on('all', (_event, file) => listener({ file, at: now() }));
  return {
    set(wanted) {
      const next = new Set(wanted);
      const gone = [...watched].filter((path) => !next.has(path));
      const added = [...next].filter((path) => !watched.has(path));
      if (gone.length > 0) watcher.unwatch(gone);
      if (added.length > 0) watcher.add(added);
      watched = next;
    },
    close: () => watcher.close(),
  };
}
