/** What is learnt of how editions are read. No row of it is about a reader. */

/** So many times a link was followed on a day. `arm`: which of two subjects its mail had; 0: there was one. */
export type Clicks = {
  readonly storyId: string;
  /** As `composition/links/click-link.ts` names it. */
  readonly place: string;
  readonly arm: 0 | 1 | 2;
  /** UTC, `2026-11-21`. */
  readonly day: string;
  readonly clicks: number;
};

/** What an editor said of a story after its edition had left; `words` `null`: what was said before is taken back. */
export type Erratum = {
  readonly id: number;
  readonly storyId: string;
  readonly words: string | null;
  readonly by: string;
  readonly at: Date;
};

/** What became of the mails with one of two subjects. */
export type ArmBooks = {
  readonly arm: 1 | 2;
  readonly accepted: number;
  readonly bounces: number;
  readonly complaints: number;
  readonly unsubscribes: number;
};

export type InsightStore = {
  /** Adds to what is there, in one transaction. */
  addClicks(clicks: readonly (Clicks & { readonly editionId: number })[]): Promise<void>;
  clicksOf(editionId: number): Promise<readonly Clicks[]>;
  /** All clicks of each of these editions, and those on links that were sent on, by edition. */
  clickTotals(editionIds: readonly number[]): Promise<ReadonlyMap<number, { readonly clicks: number; readonly forwarded: number }>>;
  addErratum(erratum: Omit<Erratum, 'id'> & { readonly editionId: number }): Promise<number>;
  /** In the order they were said. */
  errata(editionId: number): Promise<readonly Erratum[]>;
  /** Of an edition that tries two subjects; empty for one that does not. */
  armBooks(editionId: number): Promise<readonly ArmBooks[]>;
};
