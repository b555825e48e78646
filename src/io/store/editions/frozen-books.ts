import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { FrozenBooks } from '../../../press/ports/store/retention.ts';
import type { Tables } from '../database/schema.ts';

const count = z.int().min(0);

const Books = z.strictObject({
  queued: count,
  submitting: count,
  accepted: count,
  deferred: count,
  failed: count,
  suppressed: count,
  skipped: count,
  unknown: count,
  bounces: count,
  complaints: count,
  unsubscribes: count,
  arms: z
    .array(
      z.strictObject({
        arm: z.union([z.literal(1), z.literal(2)]),
        accepted: count,
        bounces: count,
        complaints: count,
        unsubscribes: count,
      }),
    )
    .optional(),
});

export const readBooks = (books: string | null | undefined): FrozenBooks | null => (books == null ? null : Books.parse(JSON.parse(books)));

export const storedBooks = (books: FrozenBooks): string => JSON.stringify(Books.parse(books));

/** What was written down of an edition before its deliveries went; `null`: they are all there to be counted. */
export async function frozenBooks(db: Kysely<Tables>, editionId: number): Promise<FrozenBooks | null> {
  return readBooks((await db.selectFrom('editions').select('books').where('id', '=', editionId).executeTakeFirst())?.books);
}

/** What came back of an edition from readers who were erased since; not of one whose books are written down, which hold it. */
export async function echoesOfErased(db: Kysely<Tables>, editionId: number, kind: Tables['erased_echoes']['kind']): Promise<number> {
  const { readers } = await db
    .selectFrom('erased_echoes')
    .select((eb) => eb.fn.sum<number | null>('readers').as('readers'))
    .where('edition_id', '=', editionId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return Number(readers ?? 0);
}

/** Between this edition's freezing and that of the next of its newsletter, what a reader does is put down to it; `null`: it is not frozen. */
export async function spanOfReading(db: Kysely<Tables>, editionId: number): Promise<{ readonly from: number; readonly to: number } | null> {
  const edition = await db
    .selectFrom('editions')
    .select(['newsletter', 'slot', 'frozen_at'])
    .where('id', '=', editionId)
    .executeTakeFirst();
  if (!edition || edition.frozen_at === null) return null;
  const next = await db
    .selectFrom('editions')
    .select('frozen_at')
    .where('newsletter', '=', edition.newsletter)
    .where('slot', '>', edition.slot)
    .where('frozen_at', 'is not', null)
    .orderBy('slot')
    .executeTakeFirst();
  return { from: edition.frozen_at, to: next?.frozen_at ?? Number.MAX_SAFE_INTEGER };
}
