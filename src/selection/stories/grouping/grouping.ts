import type { PackedRows } from './packed-rows.ts';
import type { Blocks } from './page-keys.ts';

/**
 * Coverages grouped into events, with what was found out on the way: a later grouping of nearly the same coverages starts
 * from it. Pages are numbered in the order of the coverages (earliest first), terms in the order they were met.
 */
export type Grouping = {
  /** The language of pages that do not show theirs. */
  readonly fallback: string;
  /** What tells each page, see `pageKey`. */
  readonly keys: readonly string[];
  /** The same pages in blocks. */
  readonly blocks: Blocks;
  /** Pairs of pages, the earlier first: hints of kinship. */
  readonly edges: Int32Array;
  readonly terms: readonly string[];
  /** Each page's words, as `page-words` packs them. */
  readonly words: PackedRows;
  readonly weight: Float32Array;
  readonly nameWeight: Float32Array;
  /** In how many pages each term stands. */
  readonly textsWith: Int32Array;
  readonly lookUps: Int32Array;
  /** For each page the earlier ones it was compared with. */
  readonly compared: PackedRows;
  /** To each of `compared.values` the log-odds; NaN: nothing to speak of. -Infinity: they contradict each other. */
  readonly odds: Float32Array;
  /** 1: following the link of this pair joined two groups. */
  readonly joined: Uint8Array;
  /** For each page the first page of its group, as links between two pages hold it together. */
  readonly core: Int32Array;
  /** The same once groups have drawn in their stragglers: the stories. */
  readonly group: Int32Array;
  /** About how many pages something had to be found out anew. */
  readonly anew: number;
};

/** Groups of pages: members ascending, groups by their first member. */
export function groupsIn(group: Int32Array): number[][] {
  const members: (number[] | undefined)[] = new Array(group.length);
  const groups: number[][] = [];
  group.forEach((first, page) => {
    const known = members[first];
    if (known !== undefined) {
      known.push(page);
      return;
    }
    const started = [page];
    members[first] = started;
    groups.push(started);
  });
  return groups;
}
