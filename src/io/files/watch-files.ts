import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { errorCode } from '../content/content-files.ts';

export type FileChange = { readonly file: string; readonly at: Date };

/** What cannot be watched. `file` is `null` where it is the system that allows no more; then files are looked at in turn. */
export type WatchFault = { readonly file: string | null; readonly found: string; readonly advice: string };

export type FileWatch = {
  /** Watches these instead: what is among them already goes on without a gap. */
  readonly set: (paths: readonly string[]) => void;
  readonly close: () => Promise<void>;
};

type Listeners = { readonly changed: (change: FileChange) => void; readonly faulty: (fault: WatchFault) => void };

/** Between two looks at every file where the system tells of no changes; many files are looked at for little each time. */
const lookMs = 3_000;

/** The system's limits: of watches (ENOSPC), of open files and instances (EMFILE, ENFILE). No other file could be watched either. */
const exhausted = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

/**
 * Calls `changed` for every file added, changed or removed below the paths, until it is closed. Links inside them are not
 * followed; the paths themselves may be links. What cannot be watched is told to `faulty`, once, and costs only itself.
 */
export function watchFiles(paths: readonly string[], now: () => Date, { changed, faulty }: Listeners): FileWatch {
  let watched = places(paths);
  let closed = false;
  const told = new Set<string>();
  const tell = (fault: WatchFault) => {
    const key = `${fault.file} ${fault.found}`;
    if (!told.has(key)) faulty(fault);
    told.add(key);
  };
  const open = (polling: boolean): FSWatcher => {
    const opened = watch([...watched.keys()], {
      ignoreInitial: true,
      followSymlinks: false,
      ...(polling ? { usePolling: true, interval: lookMs, binaryInterval: lookMs } : {}),
      ignored: (path) => /(^|[/\\])(\.(?!\.?$)|node_modules([/\\]|$))/.test(path) || path.endsWith('~'),
      // Editors write in pieces: wait until the size has been steady for a moment.
      awaitWriteFinish: { stabilityThreshold: 20, pollInterval: 5 },
    });
    opened.on('all', (_event, file) => changed({ file: asGiven(file, watched), at: now() }));
    opened.on('error', (error) => {
      const code = errorCode(error);
      if (opened !== watcher || closed) return;
      if (!polling && exhausted.has(code)) {
        tell(tooMany(code));
        void opened.close();
        watcher = open(true);
      } else tell(unwatchable(error, code, watched));
    });
    return opened;
  };
  let watcher = open(false);
  return {
    set(wanted) {
      const next = places(wanted);
      const gone = [...watched.keys()].filter((path) => !next.has(path));
      const added = [...next.keys()].filter((path) => !watched.has(path));
      if (gone.length > 0) watcher.unwatch(gone);
      if (added.length > 0) watcher.add(added);
      watched = next;
    },
    async close() {
      closed = true;
      await watcher.close();
    },
  };
}

/** Where the paths really are, and as they were given: a folder of articles may be a link. */
const places = (paths: readonly string[]): ReadonlyMap<string, string> => new Map(paths.map((path) => [realPath(path), path]));

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet, or not to be reached: it is waited for.
    return path;
  }
}

function asGiven(file: string, watched: ReadonlyMap<string, string>): string {
  for (const [real, given] of watched) {
    if (file === real) return given;
    if (real !== given && file.startsWith(real + sep)) return given + file.slice(real.length);
  }
  return file;
}

const tooMany = (code: string): WatchFault => ({
  file: null,
  found: `the system lets this process watch no more files (${code})`,
  advice: `files are looked at every ${lookMs / 1000} seconds instead; raise fs.inotify.max_user_watches and max_user_instances, or the limit of open files`,
});

function unwatchable(error: unknown, code: string, watched: ReadonlyMap<string, string>): WatchFault {
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? asGiven(error.path, watched) : null;
  return {
    file: path,
    found: `it cannot be watched (${code})`,
    advice: 'changes in it show when something else changes, or after a restart; give it read permission, or take it out',
  };
}
