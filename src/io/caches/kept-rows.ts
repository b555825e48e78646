import { type PackedBatch, readingsInBatch } from './reading-batches.ts';
import { type PackedReadings, unpackReadings } from './reading-columns.ts';

/** A batch at hand. `current`: 1 for a reading that was asked for and holds. */
export type Batch = PackedReadings & { readonly packed: PackedBatch; readonly current: Uint8Array };

export const batchOf = (packed: PackedBatch): Batch => {
  const readings = unpackReadings(packed.bytes);
  return { ...readings, packed, current: new Uint8Array(readings.files.length) };
};

/**
 * Where the readings of files lie in batches. Files are mostly asked for in the order they were kept in: the next row is tried before any
 * is looked up by name.
 */
export function createRows<Kind extends Batch>(batches: readonly Kind[]) {
  let places: Map<string, number> | null = null;
  let next = 0;
  const at = (place: number): { readonly batch: Kind; readonly row: number } | null => {
    const [batch, row] = [batches[Math.floor(place / rowsApart)], place % rowsApart];
    if (batch === undefined) return null;
    return row < batch.files.length ? { batch, row } : at((Math.floor(place / rowsApart) + 1) * rowsApart);
  };
  const lookUp = (file: string): number => {
    places ??= new Map(batches.flatMap(({ files }, batch) => files.map((name, row) => [name, batch * rowsApart + row] as const)));
    return places.get(file) ?? -1;
  };
  return {
    find(file: string): { readonly batch: Kind; readonly row: number } | null {
      const guessed = at(next);
      const place = guessed?.batch.files[guessed.row] === file ? next : lookUp(file);
      if (place < 0) return null;
      next = place + 1;
      return at(place);
    },
    /** Files are asked for from the first again. */
    rewind() {
      next = 0;
    },
  };
}

const rowsApart = 2 * readingsInBatch;
