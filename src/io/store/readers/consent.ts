import type { Transaction } from 'kysely';
import type { ConsentEventName, ConsentSource } from '../../../press/ports/store/accounts.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

const textOrNull = (text: string | null | undefined) => (text === null || text === undefined ? null : storedText(text).slice(0, 500));

/** One more line of the consent log, which the database lets nobody change. */
export async function recordConsent(
  trx: Transaction<Tables>,
  subscriptionId: number,
  event: ConsentEventName,
  source: ConsentSource,
  now: Date,
  detail: string | null = null,
): Promise<void> {
  await trx
    .insertInto('consent_events')
    .values({
      subscription_id: subscriptionId,
      event,
      how: storedText(source.how),
      at: now.getTime(),
      text_version: textOrNull(source.textVersion),
      ip: textOrNull(source.ip),
      detail: textOrNull(detail),
    })
    .execute();
}
