import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../files/write-folder.ts';

/**
 * Opens a cache: a SQLite file that may be deleted at any time. `code` names what filled it: a cache of other code, a
 * damaged one, or one that is no database is made anew. `null` where none can be made (a folder that cannot be written to).
 */
export function openCacheFile(path: string, code: string, tables: string): DatabaseSync | null {
  try {
    makeFolder(dirname(path), 0o700);
    return opened(path, code, tables) ?? remade(path, code, tables);
  } catch {
    return null;
  }
}

/** Deletes a cache that turned out to be damaged while it was read. */
export function discardCacheFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

function remade(path: string, code: string, tables: string): DatabaseSync | null {
  discardCacheFile(path);
  return opened(path, code, tables);
}

function opened(path: string, code: string, tables: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 2_000 });
    // A cache that is lost in a power cut is only made again.
    // Rows are megabytes: in small pages they are read one link of a long chain after the other.
    database.exec(
      `pragma page_size = 65536; pragma mmap_size = 268435456; pragma journal_mode = wal; pragma synchronous = off; create table if not exists made_by (code text); ${tables}`,
    );
    const row = database.prepare('select code from made_by').get();
    if (row === undefined) database.prepare('insert into made_by values (?)').run(code);
    if (row === undefined || row.code === code) return database;
  } catch {
    // Damaged, or locked for two seconds: the caller makes it anew or does without.
  }
  database?.close();
  return null;
}
