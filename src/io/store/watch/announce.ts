import type { Transaction } from 'kysely';
import type { OutgoingFacts } from '../../../press/ports/watch/outgoing-store.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedResponse } from '../database/stored-values.ts';

/** Writes an event down for every endpoint that wants it, in the transaction of what happened: both are there, or neither. */
export async function announce(
  { endpoints = [] }: Pick<Database, 'endpoints'>,
  trx: Transaction<Tables>,
  type: string,
  facts: OutgoingFacts,
  now: Date,
): Promise<void> {
  const wanting = endpoints.filter(({ events }) => events.includes(type));
  if (wanting.length === 0) return;
  const { detail, ...ids } = facts;
  const stored = JSON.stringify(detail === undefined ? ids : { ...ids, detail: storedResponse(detail) });
  const at = now.getTime();
  await trx
    .insertInto('outgoing_calls')
    .values(wanting.map(({ name }) => ({ endpoint: name, type, facts: stored, at, state: 'waiting' as const, next_at: at })))
    .execute();
}
