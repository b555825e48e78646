/** What a cache of articles holds, to be looked at or changed behind its back: what is read with a mark came from the cache. */
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { type KeptReading, packReadings, unpackReadings } from '../../../src/io/caches/reading-columns.ts';

export function changeStored(cache: string, change: (stored: KeptReading) => KeptReading): void {
  const database = new DatabaseSync(cache);
  for (const { id, readings } of storedBatches(database)) {
    const packed = packReadings(readings.map(change));
    database.prepare('update batches set readings = ?, checksum = ? where id = ?').run(packed, crc32(packed), id);
  }
  database.close();
}

export const storedBatches = (database: DatabaseSync): { id: number; readings: KeptReading[] }[] =>
  database
    .prepare('select id, readings from batches order by id')
    .all()
    .map(({ id, readings }) => {
      const { files, stamps, readAt } = unpackReadings(readings as Uint8Array);
      return { id: Number(id), readings: files.map((file, row) => ({ file, stamp: stamps[row] ?? '', read: readAt(row) })) };
    });
