import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Writes files into a folder, each whole or not at all: a reader never sees half a file. Makes the folder when missing. */
export function writeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  makeFolder(folder);
  for (const [name, content] of Object.entries(files)) {
    const temporary = join(folder, `.${name}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, content, { flush: true });
      renameSync(temporary, join(folder, name));
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}

/**
 * Writes a file nobody has written yet: of several processes at once one does, and all of them find it whole afterwards. Throws what
 * the system says.
 */
export function writeOnce(path: string, content: string, mode: number): void {
  if (existsSync(path)) return;
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content, { mode, flush: true });
    linkSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    // A file system without links: of two processes one may for a moment see the other's file empty.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    writeFileSync(path, content, { flag: 'wx', mode, flush: true });
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Makes a folder and those above it; one that is there stays. By its whole path, since Node goes round for ever on a relative
 * one once the working folder has been removed. `mode` as in `0o700`, for the folders made. Throws what the system says.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  mkdirSync(resolve(folder), { recursive: true, mode });
}
