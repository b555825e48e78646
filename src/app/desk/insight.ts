/** The composition root's part for how editions are read, on the desk. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { InsightRoom } from '../../doors/desk/insight-room.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { writeCsv } from '../../io/files/write-csv.ts';
import { editionInsight, editionsInsight } from '../../press/insight/edition-insight.ts';
import { editionsTable, editionTable, type FiguresTable } from '../../press/insight/insight-table.ts';
import type { Press } from '../../press/ports/press.ts';
import { errataOf, writeErratum } from '../../press/readers/errata.ts';

const editionsShown = 26;

export function deskInsight(press: Press): InsightRoom {
  const { store } = press;
  const read = async (newsletter: string, number: number) => {
    const edition = await store.editionByNumber(newsletter, number);
    return edition && { edition, insight: await editionInsight(press, edition) };
  };
  return {
    editionsRead: (newsletter) => editionsInsight(press, newsletter, editionsShown),
    async editionRead(newsletter, number) {
      const found = await read(newsletter, number);
      return found && { insight: found.insight, errata: await errataOf(store, found.edition) };
    },
    async figuresFile(newsletter, number) {
      if (number === null) return csvOf(editionsTable(await editionsInsight(press, newsletter, editionsShown)));
      const found = await read(newsletter, number);
      return found && csvOf(editionTable(found.insight));
    },
    async correct(newsletter, number, story, words, by) {
      const edition = await store.editionByNumber(newsletter, number);
      if (edition === null) throw new CourantError('edition-unknown', `${newsletter} has no edition ${number}.`);
      const { headline } = await writeErratum(press, edition, { story, words, by });
      return words === null
        ? `Taken back: “${headline}” carries no correction any more.`
        : `Said: whoever opens “${headline}” from a mail, in the browser or in the archive reads it from now on.`;
    },
  };
}

export async function csvOf({ header, rows }: FiguresTable): Promise<Uint8Array> {
  const out = new PassThrough();
  const whole = buffer(out);
  await writeCsv(header, each(rows), out);
  out.end();
  return await whole;
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}
