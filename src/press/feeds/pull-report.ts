import type { FeedFault } from '../../content/feeds/reading/feed-item.ts';

/** What pulling one source came to. */
export type Pulled = {
  readonly address: string;
  readonly name: string;
  /**
   * `unchanged`: it says that nothing is new; `waits`: it is left alone until `nextAt`; `busy`: another process is at it;
   * `read`: it was asked and its items were looked at.
   */
  readonly result: 'read' | 'unchanged' | 'waits' | 'busy' | 'failed';
  readonly items: number;
  /** Files written. */
  readonly fresh: readonly string[];
  /** Files rewritten, for the publisher changed them. */
  readonly corrected: readonly string[];
  /** Files an editor has changed, and where the publisher's new version lies. */
  readonly beside: readonly { readonly file: string; readonly beside: string }[];
  /** Items passed over: too old, told by another source, taken away by an editor. */
  readonly passedOver: { readonly old: number; readonly elsewhere: number; readonly removed: number };
  readonly faults: readonly FeedFault[];
  /** Where it moved to for good; `null`: it did not. */
  readonly movedTo: string | null;
  readonly nextAt: Date;
};

export type PullReport = { readonly sources: readonly Pulled[]; readonly dryRun: boolean };

/** In all. `problems`: sources that gave nothing they should have. */
export const pullTotals = ({ sources }: PullReport) => ({
  sources: sources.length,
  fresh: sum(sources, ({ fresh }) => fresh.length),
  corrected: sum(sources, ({ corrected }) => corrected.length),
  beside: sum(sources, ({ beside }) => beside.length),
  unchanged: sources.filter(({ result }) => result === 'unchanged').length,
  failed: sources.filter(({ result }) => result === 'failed').length,
});

const sum = <Value>(values: readonly Value[], of: (value: Value) => number): number => values.reduce((all, value) => all + of(value), 0);
