import { crc32 } from 'node:zlib';
import { type KeptReading, packReadings } from './reading-columns.ts';

/** Many readings in one piece of memory, as they are kept: it is written again when a file of it has changed. */
export type PackedBatch = { readonly bytes: Uint8Array; readonly checksum: number };

export const readingsInBatch = 4_096;
/** Roughly, in characters: a batch is one blob, and SQLite has a largest one. */
const largestBatch = 16_000_000;

export function* packedInBatches(readings: Iterable<KeptReading>): Generator<PackedBatch> {
  let batch: KeptReading[] = [];
  let size = 0;
  for (const reading of readings) {
    batch.push(reading);
    size += sizeOf(reading);
    if (batch.length < readingsInBatch && size < largestBatch) continue;
    yield packed(batch);
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield packed(batch);
}

function packed(readings: readonly KeptReading[]): PackedBatch {
  const bytes = packReadings(readings);
  return { bytes, checksum: crc32(bytes) };
}

/** Roughly: what one file may hold much of, besides a few short texts. */
const sizeOf = ({ read: { article, faults } }: KeptReading): number =>
  1_000 * (1 + faults.length) +
  (article === null
    ? 0
    : (article.body?.text.length ?? 0) +
      500 * article.images.length +
      article.related.reduce((sum, { excerpt, images }) => sum + 1_000 + (excerpt?.length ?? 0) + 500 * images.length, 0) +
      (Object.keys(article.extra).length === 0 ? 0 : JSON.stringify(article.extra).length));
