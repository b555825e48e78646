import type { Outcome } from '../../../src/delivery/ledger/outcome.ts';
import type { ChunkQueue } from '../../../src/press/ports/queue.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';

/** A fault put into the product by hand, at a port: a simulator that does not find it proves nothing. */
export type Defect = {
  readonly words: string;
  readonly store?: (store: Store) => Store;
  readonly queue?: (queue: ChunkQueue) => ChunkQueue;
  readonly statement?: (sql: string) => string;
  readonly misheard?: (outcome: Outcome) => Outcome;
};

export const defects: Readonly<Record<string, Defect>> = {
  'intent-ignored': {
    words: 'the result of the intent is ignored: a message goes out though another process has it, or its reader has left',
    store: (store) => ({
      ...store,
      turn: async (turn, ...rest) => {
        await store.turn(turn, ...rest);
        return turn.intents.map(({ id }) => id);
      },
    }),
  },
  'acknowledgement-lost': {
    words: 'a lost acknowledgement is taken for a refusal: the message is sent again',
    misheard: (outcome) =>
      outcome.kind === 'unknown' ? { kind: 'deferred', code: null, response: outcome.response, step: 'data' } : outcome,
  },
  'pause-unseen': {
    words: 'a pause that comes between reading a delivery and its intent is not seen',
    statement: (sql) => sql.replace(/and not exists \(select 1 from edition_holds.*?'cancelled'\)\)/su, ''),
  },
  'edition-filter-dropped': {
    words: 'calling off one edition calls off all of them',
    statement: (sql) =>
      /^update "deliveries" set "state" = \?, "response" = \?, "next_attempt_at" = \?, "updated_at" = \? where "edition_id" = \?/u.test(sql)
        ? sql.replace('"edition_id" = ?', '("edition_id" = ? or 1)')
        : sql,
  },
  // From here on: what worlds found in the product, as it was before it was mended.
  'late-mail-untold': {
    words: 'a delivery that is deferred or held does not count as told: the next edition tells its stories again, and then both go out',
    statement: (sql) =>
      sql.replace(
        /("deliveries"\."state" in \(\?(?:, \?){4}\)) (?=and "deliveries"\."updated_at" >= \?\) as "digest")/u,
        "$1 and deliveries.state not in ('queued', 'deferred') ",
      ),
  },
  'slot-hold-unseen': {
    words: 'a slot is sealed though an editor held it while the edition was composed',
    statement: (sql) =>
      sql.startsWith('update "editions" set "state" = ?, "subject"')
        ? sql.replace(/and not exists \(select "slot_holds".*?null\)/su, '')
        : sql,
  },
  'approval-withdrawn-unseen': {
    words: 'an edition is sealed though its approval was withdrawn while it was composed',
    store: (store) => ({ ...store, sealEdition: (id, { approval: _, ...seal }) => store.sealEdition(id, seal) }),
  },
  'chunk-lost': {
    words: 'what is queued again after its chunk was done is nobody’s, and whoever watches the workers waits for ever',
    queue: (queue) => ({ ...queue, anythingLeft: async () => true }),
  },
};
