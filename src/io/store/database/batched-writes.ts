import type { Transaction } from 'kysely';
import { groupCommit } from '../../../press/sending/durable/group-commit.ts';
import { type Database, writing } from './database.ts';
import type { Tables } from './schema.ts';

type Work<Result> = (trx: Transaction<Tables>) => Promise<Result>;

/**
 * Runs everything asked for at one moment in one transaction, so that many small writes wait for the disk once. When that fails,
 * each is tried alone, and fails for itself.
 */
export function batchWrites(database: Database): <Result>(work: Work<Result>) => Promise<Result> {
  const together = groupCommit<Work<unknown>, unknown>(async (works) => {
    try {
      return await writing(database, async (trx) => {
        const results: unknown[] = [];
        for (const work of works) results.push(await work(trx));
        return results;
      });
    } catch (error) {
      if (works.length === 1) throw error;
      return works.map((work) => writing(database, work));
    }
  }, Number.POSITIVE_INFINITY);
  return <Result>(work: Work<Result>) => together(work) as Promise<Result>;
}
