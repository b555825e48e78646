import type { Kysely, Selectable } from 'kysely';
import { parseEmailAddress } from '../../../audience/email-address.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { ApprovalRecord, DeskStore, NamedReader, SlotHold } from '../../../press/ports/store/approvals.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { leftForGood, packed, readTopics, storedText, unpacked } from '../database/stored-values.ts';
import { echoesOfErased, frozenBooks, spanOfReading } from './frozen-books.ts';

/** Approvals, and what the desk asks about readers and what became of editions. */
export function deskStore(database: Database): DeskStore {
  const { db } = database;
  return {
    approve: (approval) => approve(database, approval),
    withdrawApproval: (newsletter, slot, by, at) => writing(database, async (trx) => (await withdraw(trx, newsletter, slot, by, at)) > 0),
    approvals: async (newsletter, slot) => {
      const rows = await db
        .selectFrom('edition_approvals')
        .selectAll()
        .where('newsletter', '=', newsletter)
        .where('slot', '=', slot.getTime())
        .orderBy('id', 'desc')
        .execute();
      return rows.map(approvalRecord);
    },
    holdSlot: (newsletter, slot, hold) => holdSlot(database, newsletter, slot, hold),
    releaseSlot: (newsletter, slot, by, at) =>
      writing(database, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('slot_holds')
          .set({ released_by: storedText(by), released_at: at.getTime() })
          .where('newsletter', '=', newsletter)
          .where('slot', '=', slot.getTime())
          .where('released_at', 'is', null)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    slotHold: (newsletter, slot) => slotHold(db, newsletter, slot),
    readerNamed: (newsletter, address, slot, sentSince) => readerNamed(db, newsletter, address, { slot, sentSince }),
    unsubscribesAfter: (editionId) => unsubscribesAfter(db, editionId),
  };
}

const approve = (database: Database, approval: Parameters<DeskStore['approve']>[0]): Promise<void> =>
  writing(database, async (trx) => {
    await withdraw(trx, approval.newsletter, approval.slot, approval.by, approval.at);
    await trx
      .insertInto('edition_approvals')
      .values({
        newsletter: approval.newsletter,
        slot: approval.slot.getTime(),
        fingerprint: approval.fingerprint,
        content: packed(approval.content),
        approved_by: storedText(approval.by),
        at: approval.at.getTime(),
        withdrawn_by: null,
        withdrawn_at: null,
        independent: approval.independent === undefined ? null : Number(approval.independent),
      })
      .execute();
  });

async function withdraw(trx: Kysely<Tables>, newsletter: string, slot: Date, by: string, at: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('edition_approvals')
    .set({ withdrawn_by: storedText(by), withdrawn_at: at.getTime() })
    .where('newsletter', '=', newsletter)
    .where('slot', '=', slot.getTime())
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const holdSlot = (database: Database, newsletter: string, slot: Date, { by, reason, at }: SlotHold): Promise<void> =>
  writing(database, async (trx) => {
    if ((await slotHold(trx, newsletter, slot)) !== null) return;
    const values = { newsletter, slot: slot.getTime(), held_by: storedText(by), reason: storedText(reason), at: at.getTime() };
    await trx
      .insertInto('slot_holds')
      .values({ ...values, released_by: null, released_at: null })
      .execute();
  });

async function slotHold(db: Kysely<Tables>, newsletter: string, slot: Date): Promise<SlotHold | null> {
  const row = await db
    .selectFrom('slot_holds')
    .select(['held_by', 'reason', 'at'])
    .where('newsletter', '=', newsletter)
    .where('slot', '=', slot.getTime())
    .where('released_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { by: row.held_by, reason: row.reason, at: new Date(row.at) };
}

type Told = { readonly slot: Date; readonly sentSince: Date };

async function readerNamed(
  db: Kysely<Tables>,
  newsletter: string,
  address: string,
  { slot, sentSince }: Told,
): Promise<NamedReader | null> {
  const parsed = parseEmailAddress(address);
  if (parsed.kind === 'refused') throw new CourantError('bad-address', `"${address}" is not an e-mail address.`, { help: parsed.message });
  const row = await db
    .selectFrom('subscriptions')
    .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
    .select(['subscribers.id', 'subscribers.address', 'subscriptions.topics', 'subscriptions.state'])
    .where('subscribers.address_key', '=', parsed.key)
    .where('subscriptions.newsletter', '=', newsletter)
    .executeTakeFirst();
  if (row === undefined) return null;
  const told = await db
    .selectFrom('deliveries')
    .innerJoin('editions', 'editions.id', 'deliveries.edition_id')
    .select('deliveries.digest_id')
    .where('editions.newsletter', '=', newsletter)
    .where('editions.slot', '!=', slot.getTime())
    .where('deliveries.subscriber_id', '=', row.id)
    .where('deliveries.state', 'in', ['accepted', 'submitting', 'unknown', 'queued', 'deferred'])
    .where('deliveries.updated_at', '>=', sentSince.getTime())
    .where('deliveries.digest_id', 'is not', null)
    .orderBy('deliveries.digest_id')
    .execute();
  return {
    address: row.address,
    state: row.state,
    topics: readTopics(row.topics),
    sentDigests: told.flatMap(({ digest_id }) => digest_id ?? []),
  };
}

async function unsubscribesAfter(db: Kysely<Tables>, editionId: number): Promise<number> {
  const books = await frozenBooks(db, editionId);
  if (books !== null) return books.unsubscribes;
  const span = await spanOfReading(db, editionId);
  if (span === null) return 0;
  const { count } = await db
    .selectFrom('consent_events')
    .innerJoin('deliveries', 'deliveries.subscription_id', 'consent_events.subscription_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deliveries.edition_id', '=', editionId)
    .where('consent_events.event', '=', 'unsubscribed')
    .where(leftForGood)
    .where('consent_events.at', '>=', span.from)
    .where('consent_events.at', '<', span.to)
    .executeTakeFirstOrThrow();
  return Number(count) + (await echoesOfErased(db, editionId, 'unsubscribe'));
}

const approvalRecord = (row: Selectable<Tables['edition_approvals']>): ApprovalRecord => ({
  id: row.id,
  newsletter: row.newsletter,
  slot: new Date(row.slot),
  fingerprint: row.fingerprint,
  content: unpacked(row.content),
  by: row.approved_by,
  at: new Date(row.at),
  withdrawn: row.withdrawn_by === null || row.withdrawn_at === null ? null : { by: row.withdrawn_by, at: new Date(row.withdrawn_at) },
  ...(row.independent === null ? {} : { independent: row.independent === 1 }),
});
