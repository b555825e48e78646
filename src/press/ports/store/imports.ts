import type { FieldValues } from '../../../audience/fields/reader-field.ts';

export type ImportRow = {
  /** Line of the file, for the report. */
  readonly row: number;
  readonly address: string;
  readonly key: string;
  readonly topics: readonly string[];
  /** `unsubscribed` and `suppressed` are carried over as such, so that nobody comes back by a later file. */
  readonly state: 'active' | 'unsubscribed' | 'suppressed';
  /** What the file says about when and how they consented; goes to the consent log. */
  readonly detail: string | null;
  /** Their own fields that the row fills; an empty cell leaves what is kept. Of active rows alone they are taken. */
  readonly fields?: FieldValues;
};

export type ImportCounts = {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly unsubscribed: number;
  readonly suppressed: number;
  readonly refusedUnsubscribed: number;
  readonly refusedSuppressed: number;
  readonly refusedErased: number;
};

export type ImportStore = {
  /** Before the first batch: the process is about to write very much. */
  beginImport(): Promise<void>;
  /** One transaction; the same rows again change nothing. Nobody unsubscribed, suppressed or erased is subscribed. */
  importReaders(newsletter: string, rows: readonly ImportRow[], how: string, now: Date): Promise<ImportCounts>;
  /** What `importReaders` would do, and does not. */
  rehearseImport(newsletter: string, rows: readonly ImportRow[]): Promise<ImportCounts>;
};

export const noCounts: ImportCounts = {
  added: 0,
  updated: 0,
  unchanged: 0,
  unsubscribed: 0,
  suppressed: 0,
  refusedUnsubscribed: 0,
  refusedSuppressed: 0,
  refusedErased: 0,
};

export const addCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  added: a.added + b.added,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  unsubscribed: a.unsubscribed + b.unsubscribed,
  suppressed: a.suppressed + b.suppressed,
  refusedUnsubscribed: a.refusedUnsubscribed + b.refusedUnsubscribed,
  refusedSuppressed: a.refusedSuppressed + b.refusedSuppressed,
  refusedErased: a.refusedErased + b.refusedErased,
});
