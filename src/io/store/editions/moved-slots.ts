import type { Kysely, Transaction } from 'kysely';
import type { MovedSlot, MovedSlotStore, SlotMoved } from '../../../press/ports/store/approvals.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

type Moment = { readonly newsletter: string; readonly by: string; readonly at: Date };

/** Dates of schedules that go out at another moment. */
export function movedSlotStore(database: Database): MovedSlotStore {
  return {
    movedSlots: (newsletter) => movedSlots(database.db, newsletter),
    moveSlot: (newsletter, { from, to, by, account, reason, at }) =>
      writing(database, async (trx): Promise<SlotMoved> => {
        const before = (await movedSlots(trx, newsletter)).find((move) => move.from.getTime() === from.getTime());
        const stands = before?.to ?? from;
        if (await begun(trx, newsletter, [stands, to])) return 'begun';
        const moment = { newsletter, by, at };
        if (before) await end(trx, from, moment);
        await trx
          .insertInto('moved_slots')
          .values({
            newsletter,
            slot: from.getTime(),
            moved_to: to.getTime(),
            moved_by: storedText(by),
            reason: storedText(reason),
            at: at.getTime(),
            put_back_by: null,
            put_back_at: null,
            account_id: account ?? null,
          })
          .execute();
        await takeAlong(trx, stands, to, moment);
        return 'done';
      }),
    putSlotBack: (newsletter, from, by, at) =>
      writing(database, async (trx): Promise<SlotMoved> => {
        const move = (await movedSlots(trx, newsletter)).find((one) => one.from.getTime() === from.getTime());
        if (!move) return 'done';
        if (await begun(trx, newsletter, [move.to])) return 'begun';
        const moment = { newsletter, by, at };
        await end(trx, from, moment);
        await takeAlong(trx, move.to, from, moment);
        return 'done';
      }),
  };
}

async function movedSlots(db: Kysely<Tables>, newsletter: string): Promise<readonly MovedSlot[]> {
  const rows = await db
    .selectFrom('moved_slots')
    .selectAll()
    .where('newsletter', '=', newsletter)
    .where('put_back_at', 'is', null)
    .orderBy('moved_to')
    .execute();
  return rows.map(({ slot, moved_to, moved_by, account_id, reason, at }) => ({
    from: new Date(slot),
    to: new Date(moved_to),
    by: moved_by,
    ...(account_id === null ? {} : { account: account_id }),
    reason,
    at: new Date(at),
  }));
}

const ms = (date: Date): number => date.getTime();

async function begun(trx: Transaction<Tables>, newsletter: string, slots: readonly Date[]): Promise<boolean> {
  const found = await trx
    .selectFrom('editions')
    .select('id')
    .where('newsletter', '=', newsletter)
    .where('slot', 'in', slots.map(ms))
    .executeTakeFirst();
  return found !== undefined;
}

const end = async (trx: Transaction<Tables>, from: Date, { newsletter, by, at }: Moment) =>
  await trx
    .updateTable('moved_slots')
    .set({ put_back_by: storedText(by), put_back_at: ms(at) })
    .where('newsletter', '=', newsletter)
    .where('slot', '=', ms(from))
    .where('put_back_at', 'is', null)
    .execute();

async function takeAlong(trx: Transaction<Tables>, from: Date, to: Date, { newsletter, by, at }: Moment): Promise<void> {
  await trx
    .updateTable('overrides')
    .set({ slot: ms(to) })
    .where('newsletter', '=', newsletter)
    .where('slot', '=', ms(from))
    .execute();
  await trx
    .updateTable('desk_comments')
    .set({ slot: ms(to) })
    .where('newsletter', '=', newsletter)
    .where('slot', '=', ms(from))
    .execute();
  await trx
    .updateTable('slot_holds')
    .set({ slot: ms(to) })
    .where('newsletter', '=', newsletter)
    .where('slot', '=', ms(from))
    .where('released_at', 'is', null)
    .execute();
  await trx
    .updateTable('edition_approvals')
    .set({ withdrawn_by: storedText(by), withdrawn_at: ms(at) })
    .where('newsletter', '=', newsletter)
    // One given at the other moment, to an edition beside the schedule, vouches for nothing that comes there now.
    .where('slot', 'in', [ms(from), ms(to)])
    .where('withdrawn_at', 'is', null)
    .execute();
}
