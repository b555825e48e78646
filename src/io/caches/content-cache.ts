import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { ArticleRead } from '../../content/read-article.ts';
import { readContentFile } from '../content/content-folder.ts';
import { discardCacheFile, openCacheFile } from './cache-file.ts';
import { stampOf } from './file-stamp.ts';
import { type Batch, batchOf, createRows } from './kept-rows.ts';
import { openReaders, type ReaderSettings } from './readers.ts';
import { type PackedBatch, packedInBatches, readingsInBatch } from './reading-batches.ts';
import type { KeptReading } from './reading-columns.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** What a file held when it was as `stamp` says; `null`: it was gone. */
export type FileReading = { readonly stamp: string | null; readonly read: ArticleRead };

export type CacheReading = {
  /** Looks at the files beforehand, and reads what is new, on several threads where that is faster. */
  readonly expect: (files: readonly string[]) => Promise<void>;
  readonly readFile: (file: string) => FileReading;
};

/** Reads files by way of the cache at `path`: only what has changed since the last process that kept its reading there is read. */
export async function throughContentCache<Result>(
  path: string,
  settings: ReaderSettings,
  work: (reading: CacheReading) => Promise<Result>,
): Promise<Result> {
  const cache = openContentCache(path);
  try {
    return await work({
      expect: (files) => expectFiles(cache, files, settings),
      readFile: (file) => cache.justRead(file) ?? readThrough(cache, file),
    });
  } finally {
    cache.close();
  }
}

function readThrough(cache: ContentCache, file: string): FileReading {
  const stamp = cache.stampOf(file);
  const known = stamp === null ? null : cache.find(file, stamp);
  if (known !== null) return { stamp, read: known };
  const read = readContentFile(file);
  if (stamp !== null) cache.keep({ file, stamp, read });
  return { stamp, read };
}

async function expectFiles(cache: ContentCache, files: readonly string[], settings: ReaderSettings): Promise<void> {
  const { threads, worthStamping, worthReading } = settings;
  if (threads < 2 || files.length < Math.min(worthStamping, worthReading)) return;
  const readers = openReaders(settings);
  try {
    // Whoever reads a file looks at it anyway.
    const mostlyKnown = 2 * cache.size > files.length;
    if (mostlyKnown) cache.seen(files, files.length < worthStamping ? files.map(stampOf) : await readers.stamps(files));
    const anew = mostlyKnown ? cache.unknown(files) : files;
    if (anew.length >= worthReading) cache.add(await readers.read(anew));
  } catch {
    // What no thread could do is done one file after the other.
  } finally {
    await readers.close();
  }
}

/** A file changed while it is read is read again next time: its stamp is the one from before. */
export function readAndStamp(file: string): FileReading {
  const stamp = stampOf(file);
  return { stamp, read: readContentFile(file) };
}

/** What reading files gave, kept from one process to the next. */
type ContentCache = {
  /** Files it holds readings of. */
  readonly size: number;
  /** These files were looked at just now, in this order. */
  readonly seen: (files: readonly string[], stamps: readonly (string | null)[]) => void;
  /** Those of them, seen before, of which it holds nothing that is current. */
  readonly unknown: (files: readonly string[]) => readonly string[];
  /** Readings of just now, by whoever made them. */
  readonly add: (batches: readonly PackedBatch[]) => void;
  readonly justRead: (file: string) => FileReading | null;
  readonly stampOf: (file: string) => string | null;
  /** What was read of the file when it was as `stamp` says; `null` when it is new or has changed. */
  readonly find: (file: string, stamp: string) => ArticleRead | null;
  readonly keep: (reading: KeptReading) => void;
  /** Writes what was kept, forgets files that were not asked for, and closes. Never throws. */
  readonly close: () => void;
};

/** One is written again when a file of it has changed, and reading a hundred thousand takes 25. */
type StoredBatch = Batch & { readonly id: number };

const tables = 'create table if not exists batches (id integer primary key, readings blob not null, checksum integer not null)';

/** What decides how readings are written down. */
const writers = ['content-cache', 'reading-batches', 'reading-columns', 'reading-worker', 'file-stamp'];

/** Opens the cache of a content folder at `path`. Whatever is wrong with the cache costs time, never an answer. */
function openContentCache(path: string): ContentCache {
  const database = openCacheFile(path, sourceFingerprint('content', writers), tables);
  const stored = database === null ? [] : storedBatches(database, path);
  const rows = createRows(stored);
  let fresh: readonly Batch[] = [];
  let freshRows = createRows(fresh);
  let looked: { readonly files: readonly string[]; readonly stamps: readonly (string | null)[]; next: number } | null = null;
  const stampSeen = (file: string): string | null => {
    if (looked === null || looked.files[looked.next] !== file) return stampOf(file);
    return looked.stamps[looked.next++] as string | null;
  };
  const holds = (file: string, stamp: string | null) => {
    const place = rows.find(file);
    return place !== null && place.batch.stamps[place.row] === stamp ? place : null;
  };
  const kept: KeptReading[] = [];
  return {
    size: stored.reduce((sum, { files }) => sum + files.length, 0),
    seen(files, stamps) {
      looked = { files, stamps, next: 0 };
    },
    unknown(files) {
      const found = files.filter((file) => holds(file, stampSeen(file)) === null);
      if (looked !== null) looked.next = 0;
      rows.rewind();
      return found;
    },
    add(batches) {
      fresh = batches.map(batchOf);
      freshRows = createRows(fresh);
    },
    justRead(file) {
      const place = fresh.length === 0 ? null : freshRows.find(file);
      if (place === null) return null;
      const { batch, row } = place;
      batch.current[row] = 1;
      // Where stamps were taken beforehand, this file's is passed over.
      if (looked !== null) stampSeen(file);
      return { stamp: batch.stamps[row] as string, read: batch.readAt(row) };
    },
    stampOf: stampSeen,
    find(file, stamp) {
      const place = holds(file, stamp);
      if (place === null) return null;
      place.batch.current[place.row] = 1;
      return place.batch.readAt(place.row);
    },
    keep: (reading) => kept.push(reading),
    close() {
      try {
        if (database !== null) keepUp(database, stored, fresh, kept);
        database?.close();
      } catch {
        discardCacheFile(path);
      }
    },
  };
}

function storedBatches(database: DatabaseSync, path: string): StoredBatch[] {
  try {
    return database
      .prepare('select id, readings, checksum from batches order by id')
      .all()
      .map(({ id, readings, checksum }): StoredBatch => {
        const bytes = readings as Uint8Array;
        if (crc32(bytes) !== checksum) throw new Error('damaged');
        return { ...batchOf({ bytes, checksum }), id: Number(id) };
      });
  } catch {
    discardCacheFile(path);
    return [];
  }
}

const isWhole = ({ current }: Batch): boolean => !current.includes(0);

/** Writes anew the batches that hold a reading which is not current any more, and those with much room when there is more to keep. */
function keepUp(database: DatabaseSync, stored: readonly StoredBatch[], fresh: readonly Batch[], kept: readonly KeptReading[]): void {
  const outdated = stored.filter((batch) => !isWhole(batch));
  if (kept.length + fresh.length + outdated.length === 0) return;
  const roomy = stored.filter((batch) => 2 * batch.files.length < readingsInBatch && isWhole(batch));
  const rewritten = [...outdated, ...roomy];
  const staying = [...rewritten, ...fresh.filter((batch) => !isWhole(batch))].flatMap(currentOf);
  database.exec('begin immediate');
  const forget = database.prepare('delete from batches where id = ?');
  for (const { id } of rewritten) forget.run(id);
  const keep = database.prepare('insert into batches (readings, checksum) values (?, ?)');
  for (const { packed } of fresh.filter(isWhole)) keep.run(packed.bytes, packed.checksum);
  for (const { bytes, checksum } of packedInBatches([...staying, ...kept])) keep.run(bytes, checksum);
  database.exec('commit');
}

const currentOf = ({ files, stamps, current, readAt }: Batch): KeptReading[] =>
  files.flatMap((file, row) => (current[row] === 1 ? [{ file, stamp: stamps[row] as string, read: readAt(row) }] : []));
