import { statSync } from 'node:fs';

/**
 * A file counts as unchanged while its times of change (to the nanosecond), its size and its inode do. Who sets the time of
 * its content back does not set back that of its inode. `null`: it is gone.
 */
export function stampOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.mtimeNs}:${stats.ctimeNs}:${stats.size}:${stats.ino}` : null;
}
