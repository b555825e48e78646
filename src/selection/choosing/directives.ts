import type { Multiplier, Verdict } from './digest.ts';

/** A story an editor wants in. */
export type Pin = {
  readonly storyId: string;
  /** The section it goes to, for readers who follow that topic; `null`: the first of its own topics a reader follows. */
  readonly topic: string | null;
  /** 1-based; `null`: where its points put it. */
  readonly position: number | null;
};

/** One wish about the order of a section; of contradicting ones the later wins. */
export type Arrangement =
  | { readonly kind: 'place'; readonly storyId: string; readonly position: number }
  | { readonly kind: 'order'; readonly topic: string; readonly storyIds: readonly string[] };

/** What editors and hooks ask of a ranking, by story id. */
export type Directives = {
  /** Stories no reader is to be told, and why. */
  readonly barred: ReadonlyMap<string, Verdict>;
  readonly multipliers: ReadonlyMap<string, readonly Multiplier[]>;
  readonly pins: readonly Pin[];
  readonly arrangements: readonly Arrangement[];
  /** The story that leads the digests that have it; left out, the best does. */
  readonly front?: string | undefined;
  /** Topics whose sections come first, in this order; left out, the newsletter's order. */
  readonly sectionOrder?: readonly string[] | undefined;
  /** In words, in the order they were asked for: `pinned by ada: reason`. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
};

export const noDirectives: Directives = {
  barred: new Map(),
  multipliers: new Map(),
  pins: [],
  arrangements: [],
  notes: new Map(),
};
