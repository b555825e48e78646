/** What removing old deliveries needs of the store. */

import type { Accounting } from '../../../delivery/ledger/state-machine.ts';
import type { ArmBooks } from '../insight/insight-store.ts';
import type { EditionRecord } from './editions.ts';
import type { Hold } from './sending.ts';

/** Rows an edition has for each reader, by the name of their table. Nothing else of an edition is ever removed. */
export type ReaderRows = { readonly deliveries: number; readonly delivery_acts: number; readonly composing: number };

export type AgedEdition = {
  readonly edition: EditionRecord;
  readonly hold: Hold | null;
  /** Editions of the newsletter for later slots. */
  readonly newer: number;
  /** Its books are written down already: rows of it may have gone. */
  readonly begun: boolean;
};

/** What an edition's books hold once nothing can be counted any more. */
export type FrozenBooks = Omit<Accounting, 'frozen'> & {
  readonly bounces: number;
  readonly complaints: number;
  readonly unsubscribes: number;
  /** Of an edition that tried two subjects. */
  readonly arms?: readonly ArmBooks[] | undefined;
};

export type RetentionStore = {
  /** Editions finished, or opened and not finished, before that instant, and those being pruned: those that have rows left, by slot. */
  editionsBefore(newsletter: string | null, before: Date): Promise<readonly AgedEdition[]>;
  readerRows(editionId: number): Promise<ReaderRows>;
  /** Writes the books down. False, and nothing is: the edition is not what it was any more (a resend has opened it again). */
  freezeBooks(edition: Pick<EditionRecord, 'id' | 'finishedAt'>, books: FrozenBooks, now: Date): Promise<boolean>;
  /**
   * One short transaction: removes rows of up to `limit` readers of an edition whose books are frozen, those after the
   * subscriber `after` in their order. `last` is where to go on; `null`: nothing is left.
   */
  removeReaderRows(
    editionId: number,
    after: number,
    limit: number,
  ): Promise<Omit<ReaderRows, 'composing'> & { readonly last: number | null }>;
  /** When no delivery is left; returns how many leftovers of composing went. */
  endPruning(editionId: number, now: Date): Promise<number>;
  /** The latest slot of the newsletter whose readers' history has begun to go; `null`: all of it is there. */
  forgottenUpTo(newsletter: string): Promise<Date | null>;
  /** True to one caller of any number of processes once in `everyMs`. */
  claimPruning(newsletter: string, everyMs: number, now: Date): Promise<boolean>;
  /** There was more than could be done: whoever claims next goes on. */
  releasePruning(newsletter: string): Promise<void>;
};
