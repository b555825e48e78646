import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { ArticleRead, ReadOptions } from '../../content/read-article.ts';
import { readContentFile } from '../content/content-folder.ts';
import { discardCacheFile, openCacheFile } from './cache-file.ts';
import { type KeptReading, type PackedReadings, packReadings, unpackReadings } from './reading-columns.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** What a file held when it was as `stamp` says; `null`: it was gone. */
export type FileReading = { readonly stamp: string | null; readonly read: ArticleRead };

/** Reads files by way of the cache at `path`: only what has changed since the last process that kept its reading there is read. */
export async function throughContentCache<Result>(
  path: string,
  work: (readFile: (file: string, options: ReadOptions) => FileReading) => Promise<Result>,
): Promise<Result> {
  const cache = openContentCache(path);
  try {
    return await work((file, options) => readThrough(cache, file, options));
  } finally {
    cache.close();
  }
}

function readThrough(cache: ContentCache, file: string, options: ReadOptions): FileReading {
  const stamp = stampOf(file);
  const known = stamp === null ? null : cache.find(file, stamp);
  if (known !== null) return { stamp, read: known };
  const read = readContentFile(file, options);
  if (stamp !== null) cache.keep({ file, stamp, read });
  return { stamp, read };
}

/** A file changed while it is read is read again next time: its stamp is the one from before. */
export function readAndStamp(file: string, options: ReadOptions = {}): FileReading {
  const stamp = stampOf(file);
  return { stamp, read: readContentFile(file, options) };
}

/**
 * A file counts as unchanged while its times of change (to the nanosecond), its size and its inode do. Who sets the time of
 * its content back does not set back that of its inode.
 */
export function stampOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.mtimeNs}:${stats.ctimeNs}:${stats.size}:${stats.ino}` : null;
}

/** What reading files gave, kept from one process to the next. */
type ContentCache = {
  /** What was read of the file when it was as `stamp` says; `null` when it is new or has changed. */
  readonly find: (file: string, stamp: string) => ArticleRead | null;
  readonly keep: (reading: KeptReading) => void;
  /** Writes what was kept, forgets files that were not asked for, and closes. Never throws. */
  readonly close: () => void;
};

/** Many readings in a row: one is written again when a file of it has changed, and reading a hundred thousand takes 25. */
type Batch = PackedReadings & { readonly id: number; readonly firstRow: number };

const tables = 'create table if not exists batches (id integer primary key, readings blob not null, checksum integer not null)';
const readingsInBatch = 4_096;
/** Roughly, in characters: a batch is one blob, and SQLite has a largest one. */
const largestBatch = 16_000_000;

/** Opens the cache of a content folder at `path`. Whatever is wrong with the cache costs time, never an answer. */
function openContentCache(path: string): ContentCache {
  const database = openCacheFile(path, sourceFingerprint('content', ['content-cache', 'reading-columns']), tables);
  const batches = database === null ? [] : keptBatches(database, path);
  const rows = new Map<string, number>();
  const batchOf: Batch[] = [];
  for (const batch of batches) {
    for (const file of batch.files) {
      rows.set(file, batchOf.length);
      batchOf.push(batch);
    }
  }
  const current = new Uint8Array(batchOf.length);
  const kept: KeptReading[] = [];
  return {
    find(file, stamp) {
      const row = rows.get(file);
      const batch = row === undefined ? undefined : batchOf[row];
      if (row === undefined || batch === undefined || batch.stamps[row - batch.firstRow] !== stamp) return null;
      current[row] = 1;
      return batch.readAt(row - batch.firstRow);
    },
    keep: (reading) => kept.push(reading),
    close() {
      try {
        if (database !== null) keepUp(database, batches, (row) => current[row] === 1, kept);
        database?.close();
      } catch {
        discardCacheFile(path);
      }
    },
  };
}

function keptBatches(database: DatabaseSync, path: string): Batch[] {
  try {
    let firstRow = 0;
    return database
      .prepare('select id, readings, checksum from batches order by id')
      .all()
      .map(({ id, readings, checksum }): Batch => {
        if (crc32(readings as Uint8Array) !== checksum) throw new Error('damaged');
        const packed = unpackReadings(readings as Uint8Array);
        const batch = { ...packed, id: Number(id), firstRow };
        firstRow += packed.files.length;
        return batch;
      });
  } catch {
    discardCacheFile(path);
    return [];
  }
}

/** Writes anew the batches that hold a reading which is not `current` any more, and those with much room when there is more to keep. */
function keepUp(database: DatabaseSync, batches: readonly Batch[], current: (row: number) => boolean, kept: readonly KeptReading[]): void {
  const outdated = batches.filter(({ files, firstRow }) => files.some((_, row) => !current(firstRow + row)));
  if (kept.length + outdated.length === 0) return;
  const roomy = batches.filter((batch) => 2 * batch.files.length < readingsInBatch && !outdated.includes(batch));
  const rewritten = [...outdated, ...roomy];
  const staying = rewritten.flatMap(({ files, stamps, firstRow, readAt }) =>
    files.flatMap((file, row): KeptReading[] =>
      current(firstRow + row) ? [{ file, stamp: stamps[row] as string, read: readAt(row) }] : [],
    ),
  );
  database.exec('begin immediate');
  const forget = database.prepare('delete from batches where id = ?');
  for (const { id } of rewritten) forget.run(id);
  const keep = database.prepare('insert into batches (readings, checksum) values (?, ?)');
  for (const readings of inBatches([...staying, ...kept])) {
    const packed = packReadings(readings);
    keep.run(packed, crc32(packed));
  }
  database.exec('commit');
}

function* inBatches(readings: readonly KeptReading[]): Generator<KeptReading[]> {
  let batch: KeptReading[] = [];
  let size = 0;
  for (const reading of readings) {
    batch.push(reading);
    size += sizeOf(reading);
    if (batch.length < readingsInBatch && size < largestBatch) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Roughly: what one file may hold much of, besides a few short texts. */
const sizeOf = ({ read: { article, faults } }: KeptReading): number =>
  1_000 * (1 + faults.length) +
  (article === null
    ? 0
    : 500 * article.images.length +
      article.related.reduce((sum, { excerpt, images }) => sum + 1_000 + (excerpt?.length ?? 0) + 500 * images.length, 0) +
      (Object.keys(article.extra).length === 0 ? 0 : JSON.stringify(article.extra).length));
