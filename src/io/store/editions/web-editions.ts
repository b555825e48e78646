import type { PublishedEdition, WebDigest, WebEditionStore } from '../../../press/ports/store/web-editions.ts';
import type { Database } from '../database/database.ts';
import { unpacked } from '../database/stored-values.ts';
import { readTold, toldTable } from './edition-digests.ts';
import { frozenBooks } from './frozen-books.ts';

type Contents = { readonly compiled: Uint8Array; readonly told: Uint8Array | null };

type Row = { id: number; newsletter: string; number: number; slot: number; subject: string | null };
const told = ({ slot, subject, ...same }: Row): PublishedEdition => ({ ...same, subject: subject ?? '', slot: new Date(slot) });

/** Sealed editions as the web shows them: one digest at a time, however many an edition has. */
export const webEditionStore = ({ db }: Database): WebEditionStore => {
  const digests = (editionId: number) =>
    db
      .selectFrom('digests')
      .innerJoin('edition_contents', 'edition_contents.edition_id', 'digests.edition_id')
      .select(['digests.fingerprint', 'digests.layout', 'edition_contents.compiled', 'edition_contents.told'])
      .where('digests.edition_id', '=', editionId);
  const unpackedRow = (row: (Pick<WebDigest, 'fingerprint' | 'layout'> & Contents) | undefined) =>
    row === undefined ? null : { ...row, compiled: unpacked(row.compiled), told: row.told === null ? null : readTold(row.told) };
  const fullestDigest = async (editionId: number) => {
    const table = await toldTable(db, editionId);
    // Told once for the edition, which may have a million digests.
    const chosen = table === null ? digests(editionId) : digests(editionId).where('digests.fingerprint', '=', table.fullest);
    return unpackedRow(
      await chosen
        .orderBy((eb) => eb.fn<number>('length', ['digests.stories']), 'desc')
        .orderBy('digests.id')
        .limit(1)
        .executeTakeFirst(),
    );
  };
  const published = (newsletter: string) =>
    db
      .selectFrom('editions')
      .select(['id', 'newsletter', 'number', 'slot', 'subject'])
      .where('newsletter', '=', newsletter)
      .where('state', 'in', ['sending', 'finished'])
      // Empty: nobody got anything, so there is nothing to show.
      .where('subject', '!=', '');
  return {
    digestOf: async (editionId, subscriberId) => {
      const own = unpackedRow(
        await digests(editionId)
          .where('digests.id', '=', (eb) =>
            eb
              .selectFrom('deliveries')
              .select('deliveries.digest_id')
              .where('deliveries.edition_id', '=', editionId)
              .where('deliveries.subscriber_id', '=', subscriberId),
          )
          .executeTakeFirst(),
      );
      return own ?? ((await frozenBooks(db, editionId)) === null ? null : fullestDigest(editionId));
    },
    fullestDigest,
    publishedEditions: async (newsletter, limit) => (await published(newsletter).orderBy('slot', 'desc').limit(limit).execute()).map(told),
    publishedBeside: async (newsletter, slot) => {
      const before = published(newsletter).where('slot', '<', slot.getTime()).orderBy('slot', 'desc');
      const after = published(newsletter).where('slot', '>', slot.getTime()).orderBy('slot');
      const [older, newer] = [await before.limit(1).executeTakeFirst(), await after.limit(1).executeTakeFirst()];
      return { older: older ? told(older) : null, newer: newer ? told(newer) : null };
    },
  };
};
