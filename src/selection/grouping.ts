import { createHash, hash } from 'node:crypto';
import type { Collected } from './collect-coverages.ts';
import type { Rows } from './rows.ts';
import type { Coverage } from './story.ts';

/**
 * Coverages grouped into events, with what was found out on the way: a later grouping of nearly the same coverages starts
 * from it. Pages are numbered in the order of the coverages (earliest first), terms in the order they were met.
 */
export type Grouping = {
  /** What tells each page, see `pageKey`. */
  readonly keys: readonly string[];
  /** Pairs of pages, the earlier first: hints of kinship. */
  readonly edges: Int32Array;
  readonly terms: readonly string[];
  /** Each page's words, as `page-words` packs them. */
  readonly words: Rows;
  readonly weight: Float32Array;
  readonly nameWeight: Float32Array;
  readonly lookUps: Int32Array;
  /** For each page the earlier ones it was compared with. */
  readonly compared: Rows;
  /** To each of `compared.values` the log-odds; NaN: nothing to speak of. -Infinity: they contradict each other. */
  readonly odds: Float32Array;
  /** 1: following the link of this pair joined two groups. */
  readonly joined: Uint8Array;
  /** For each page the first page of its group. */
  readonly group: Int32Array;
};

/** Tells a coverage by everything grouping looks at; 16 characters. */
export const pageKey = (coverage: Coverage): string => hash('sha256', pageText(coverage), 'base64').slice(0, 16);

/** Everything grouping looks at in a coverage. U+0000 stands in no text of ours. */
const pageText = ({ canonicalUrl, title, excerpt, publishedAt, provider }: Coverage): string =>
  `${canonicalUrl}\0${title}\0${excerpt ?? '\u0001'}\0${publishedAt.getTime()}\0${provider.domain}\0${provider.name}`;

/** Tells a corpus by everything grouping looks at: for less than the keys of its pages. */
export function corpusKey({ coverages, edges }: Collected): string {
  const told = createHash('sha256');
  for (let page = 0; page < coverages.length; page += pagesAtOnce) {
    const texts = coverages.slice(page, page + pagesAtOnce).map(pageText);
    told.update(`${texts.join('\0')}\0`);
  }
  return told.update(JSON.stringify(edges)).digest('hex');
}

const pagesAtOnce = 128;

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
