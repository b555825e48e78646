import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { type Database, writing } from './database.ts';
import type { Tables } from './schema.ts';

type Waiting = {
  readonly work: (trx: Transaction<Tables>) => Promise<unknown>;
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Runs everything asked for in one turn of the event loop in one transaction, so that many small writes wait for the disk
 * once. When that fails, each is tried alone, and fails for itself.
 */
export function batchWrites(database: Database): <Result>(work: (trx: Transaction<Tables>) => Promise<Result>) => Promise<Result> {
  let waiting: Waiting[] = [];
  const flush = async () => {
    await nextTurn();
    const taken = waiting;
    waiting = [];
    await runAll(database, taken);
  };
  return (work) =>
    new Promise((done, failed) => {
      waiting.push({ work, done: done as (result: unknown) => void, failed });
      if (waiting.length === 1) void flush();
    });
}

async function runAll(database: Database, taken: readonly Waiting[]): Promise<void> {
  try {
    const results = await writing(database, async (trx) => {
      const results: unknown[] = [];
      for (const { work } of taken) results.push(await work(trx));
      return results;
    });
    for (const [index, { done }] of taken.entries()) done(results[index]);
  } catch (error) {
    if (taken.length === 1) return taken[0]?.failed(error);
    for (const one of taken) await runAll(database, [one]);
  }
}
