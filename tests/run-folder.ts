import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const roomNeeded = 2 * 2 ** 30;

/**
 * The folder all temporary folders of a run are made in, so that nothing is left behind by a run that was interrupted. In
 * memory where that can be: no test pulls the plug, and waiting for a disk would be most of the work of a small store.
 */
export function runFolder(): { readonly path: string; remove(): void } {
  const path = (process.env.TMPDIR ? null : folderIn('/dev/shm', roomNeeded)) ?? folderIn(tmpdir(), 0);
  if (path === null) throw new Error(`${tmpdir()} cannot be written or starts no programs; name another folder in TMPDIR`);
  process.env.TMPDIR = path;
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once('exit', remove);
  return { path, remove };
}

/** `null` where there is not so much room (bytes), or where programs may not be started, as in some containers' `/dev/shm`. */
function folderIn(parent: string, room: number): string | null {
  let path: string | null = null;
  try {
    const { bavail, bsize } = statfsSync(parent);
    if (bavail * bsize < room) return null;
    path = mkdtempSync(join(parent, 'courant-tests-'));
    // PostgreSQL, which drops root, passes through it.
    if (process.getuid?.() === 0) chmodSync(path, 0o711);
    if (process.platform !== 'win32') {
      const program = join(path, 'program');
      writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
      execFileSync(program);
    }
    return path;
  } catch {
    if (path !== null) rmSync(path, { recursive: true, force: true });
    return null;
  }
}
