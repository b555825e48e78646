import type { Outcome } from '../../../src/delivery/ledger/outcome.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';

/** A fault put into the product by hand, at a port: a simulator that does not find it proves nothing. */
export type Defect = {
  readonly words: string;
  readonly store?: (store: Store) => Store;
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
};
