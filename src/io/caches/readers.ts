import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { stampOf } from './file-stamp.ts';
import { type PackedBatch, readingsInBatch } from './reading-batches.ts';
import type { ReaderAnswer, ReaderTask } from './reading-worker.ts';

/** Threads that look at files and read them beside this one. What they find depends on the files alone, not on how many there are. */
export type Readers = {
  /** Stamps, in the order of the files. */
  readonly stamps: (files: readonly string[]) => Promise<readonly (string | null)[]>;
  /** Readings of those that are still there, in the order of the files. */
  readonly read: (files: readonly string[]) => Promise<readonly PackedBatch[]>;
  readonly close: () => Promise<void>;
};

export type ReaderSettings = {
  readonly threads: number;
  /** A thread takes a while to begin: so many files must be looked at, or read, for it to be worth it. */
  readonly worthStamping: number;
  readonly worthReading: number;
  /** Files a thread reads before it is asked again. */
  readonly filesAtOnce: number;
  /** What a thread runs. */
  readonly entry: URL;
};

/** More than these and the disk is the wall. */
const mostThreads = 4;
export const usualReaders: ReaderSettings = {
  threads: Math.min(mostThreads, availableParallelism()),
  worthStamping: 20_000,
  worthReading: 2_000,
  filesAtOnce: readingsInBatch,
  entry: new URL(`./reading-worker${extname(import.meta.filename)}`, import.meta.url),
};

/** Threads begin when first needed. A thread that fails rejects what was asked: whoever asked does it by itself. */
export function openReaders({ threads, filesAtOnce, entry }: ReaderSettings): Readers {
  const pool: Worker[] = [];
  const waiting = new Map<number, PromiseWithResolvers<ReaderAnswer>>();
  let last = 0;
  const worker = (at: number): Worker => {
    pool[at] ??= begun(entry, waiting);
    return pool[at];
  };
  const ask = (at: number, kind: ReaderTask['kind'], files: readonly string[]): Promise<ReaderAnswer> => {
    const id = ++last;
    const answer = Promise.withResolvers<ReaderAnswer>();
    waiting.set(id, answer);
    worker(at).postMessage({ id, kind, files: files.join('\0') } satisfies ReaderTask);
    return answer.promise;
  };
  return {
    async stamps(files) {
      // This thread takes a share itself, the first one.
      const share = Math.ceil(files.length / threads);
      const others = Array.from({ length: threads - 1 }, (_, at) => {
        const own = files.slice((at + 1) * share, (at + 2) * share);
        return own.length === 0 ? [] : ask(at, 'stamp', own).then(({ stamps }) => stamps.split('\n').map((stamp) => stamp || null));
      });
      // The turn in which they are sent ends before this thread is busy.
      const theirs = Promise.all(others);
      return [...files.slice(0, share).map(stampOf), ...(await theirs).flat()];
    },
    async read(files) {
      const tasks = Array.from({ length: Math.ceil(files.length / filesAtOnce) }, (_, at) => at * filesAtOnce);
      const found: PackedBatch[][] = tasks.map(() => []);
      let next = 0;
      const reading = async (_: unknown, at: number) => {
        for (let task = next++; task < tasks.length; task = next++) {
          const from = tasks[task] as number;
          found[task] = [...(await ask(at, 'read', files.slice(from, from + filesAtOnce))).batches];
        }
      };
      await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, reading));
      return found.flat();
    },
    close: async () => void (await Promise.all(pool.map((one) => one.terminate()))),
  };
}

function begun(entry: URL, waiting: Map<number, PromiseWithResolvers<ReaderAnswer>>): Worker {
  const worker = new Worker(entry);
  worker.on('message', (answer: ReaderAnswer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  const lose = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('error', lose);
  worker.on('exit', () => lose(new Error('a thread that reads files has ended')));
  return worker;
}
