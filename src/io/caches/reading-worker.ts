/** A thread that looks at files, and reads them, for `readers.ts`. What reading takes is loaded when something is to be read. */
import { parentPort } from 'node:worker_threads';
import { stampOf } from './file-stamp.ts';
import type { PackedBatch } from './reading-batches.ts';
import type { KeptReading } from './reading-columns.ts';

/** Names are joined by a character no name has: one long text crosses between threads faster than many short ones. */
export type ReaderTask = { readonly id: number; readonly kind: 'stamp' | 'read'; readonly files: string };
/** Stamps are joined by line ends; empty: the file is gone. */
export type ReaderAnswer = { readonly id: number; readonly stamps: string; readonly batches: readonly PackedBatch[] };

parentPort?.on('message', async ({ id, kind, files }: ReaderTask) => {
  const names = files.split('\0');
  const stamps = kind === 'stamp' ? names.map((file) => stampOf(file) ?? '').join('\n') : '';
  const batches = kind === 'read' ? await readingsOf(names) : [];
  // Many threads' memory is one process's: it moves instead of being copied.
  const memory = batches.map(({ bytes }) => bytes.buffer as ArrayBuffer);
  parentPort?.postMessage({ id, stamps, batches } satisfies ReaderAnswer, memory);
});

async function readingsOf(files: readonly string[]): Promise<PackedBatch[]> {
  const [{ readContentFile }, { packedInBatches }] = await Promise.all([
    import('../content/content-folder.ts'),
    import('./reading-batches.ts'),
  ]);
  const readings = files.flatMap((file): KeptReading[] => {
    const stamp = stampOf(file);
    return stamp === null ? [] : [{ file, stamp, read: readContentFile(file) }];
  });
  return [...packedInBatches(readings)].map(({ bytes, checksum }) => ({ bytes: new Uint8Array(bytes), checksum }));
}
