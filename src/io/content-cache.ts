import { type BigIntStats, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type ArticleJson, articleFromJson } from '../content/article-json.ts';
import type { Fault } from '../content/fault.ts';
import type { ArticleRead } from '../content/read-article.ts';
import type { ContentRead } from '../press/ports.ts';
import { discardCacheFile, openCacheFile } from './cache-file.ts';
import { readContentFile, readListed } from './content-folder.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** `readContentFolders`, reading again only what has changed since the last process that kept its reading at `path`. */
export async function readContentFoldersCached(folders: readonly string[], path: string): Promise<ContentRead> {
  const cache = openContentCache(path);
  try {
    return await readListed(folders, (file) => readThrough(cache, file));
  } finally {
    cache.close();
  }
}

function readThrough(cache: ContentCache, file: string): ArticleRead {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  const known = stats && cache.find(file, stats);
  if (known) return known;
  const read = readContentFile(file);
  // A file changed while it was read is read again next time: its stamp is the one from before.
  if (stats) cache.keep(file, stats, read);
  return read;
}

/** What reading files gave, kept from one process to the next. */
type ContentCache = {
  /** What was read of the file when it was as `stats` says; `null` when it is new or has changed. */
  readonly find: (file: string, stats: FileStats) => ArticleRead | null;
  readonly keep: (file: string, stats: FileStats, read: ArticleRead) => void;
  /** Writes what was kept, forgets files that were not asked for, and closes. Never throws. */
  readonly close: () => void;
};

type FileStats = Pick<BigIntStats, 'mtimeNs' | 'size' | 'ino'>;

type Row = { readonly file: string; readonly stamp: string; readonly read: string };
type Stored = { readonly article: ArticleJson | null; readonly faults: readonly Fault[] };

const tables = 'create table if not exists files (file text primary key, stamp text not null, read text not null) without rowid';

/**
 * Opens the cache of a content folder at `path`. A file counts as unchanged while its time of change (to the nanosecond), its
 * size and its inode do. Whatever is wrong with the cache costs time, never an answer.
 */
function openContentCache(path: string): ContentCache {
  const database = openCacheFile(path, sourceFingerprint('content'), tables);
  const known = database === null ? new Map<string, Row>() : knownRows(database, path);
  const kept: Row[] = [];
  const asked = new Set<string>();
  return {
    find(file, stats) {
      asked.add(file);
      const row = known.get(file);
      if (row === undefined || row.stamp !== stampOf(stats)) return null;
      known.delete(file);
      return storedRead(row.read);
    },
    keep(file, stats, read) {
      kept.push({ file, stamp: stampOf(stats), read: JSON.stringify(read) });
    },
    close() {
      const gone = [...known.keys()].filter((file) => !asked.has(file));
      try {
        if (database !== null && kept.length + gone.length > 0) write(database, kept, gone);
        database?.close();
      } catch {
        discardCacheFile(path);
      }
    },
  };
}

const stampOf = ({ mtimeNs, size, ino }: FileStats): string => `${mtimeNs}:${size}:${ino}`;

function knownRows(database: DatabaseSync, path: string): Map<string, Row> {
  try {
    return new Map((database.prepare('select file, stamp, read from files').all() as unknown as Row[]).map((row) => [row.file, row]));
  } catch {
    discardCacheFile(path);
    return new Map();
  }
}

function storedRead(json: string): ArticleRead | null {
  try {
    const { article, faults } = JSON.parse(json) as Stored;
    return { article: article && articleFromJson(article), faults };
  } catch {
    return null;
  }
}

function write(database: DatabaseSync, kept: readonly Row[], gone: readonly string[]): void {
  database.exec('begin immediate');
  const keep = database.prepare('insert or replace into files (file, stamp, read) values (?, ?, ?)');
  for (const { file, stamp, read } of kept) keep.run(file, stamp, read);
  const forget = database.prepare('delete from files where file = ?');
  for (const file of gone) forget.run(file);
  database.exec('commit');
}
