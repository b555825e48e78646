import { hash } from 'node:crypto';
import type { Collected } from '../collect-coverages.ts';
import type { Coverage } from '../story.ts';

/** Pages in a row told by one key: a corpus that hardly changed is told, and matched with what it was, for less than page by page. */
export type Blocks = {
  /** Block `i` holds the pages from `from[i]` up to `from[i + 1]`. */
  readonly from: Int32Array;
  readonly keys: readonly string[];
};

/** Where nothing ends a block it ends after so many pages. */
const pagesInBlock = 512;
/** How many pages a block has on average. */
const usualBlock = 64;

/** Tells a coverage by everything grouping looks at; 16 characters. */
export const pageKey = (coverage: Coverage): string => keyOf(pageText(coverage));

/** Whether a page ends its block shows in the page alone, so a page more or less changes the block it stands in and no other. */
export function blocksOf(coverages: readonly Coverage[]): Blocks {
  const from = [0];
  const keys: string[] = [];
  let texts: string[] = [];
  coverages.forEach((coverage, page) => {
    texts.push(pageText(coverage));
    if (!endsBlock(coverage) && texts.length < pagesInBlock && page + 1 < coverages.length) return;
    keys.push(keyOf(texts.join('\0')));
    from.push(page + 1);
    texts = [];
  });
  return { from: Int32Array.from(from), keys };
}

/** Tells a corpus by everything grouping looks at. */
export const corpusKey = ({ keys }: Blocks, edges: Collected['edges']): string => hash('sha256', keys.join('') + JSON.stringify(edges));

/** Keys of some pages, the same ones wherever they are found: what two corpora have in common of them, they have altogether. */
export const someKeys = (coverages: readonly Coverage[]): string[] => coverages.filter(endsBlock).map(pageKey);

/** U+0000 stands in no text of ours. */
const pageText = ({ canonicalUrl, title, excerpt, publishedAt, provider }: Coverage): string =>
  `${canonicalUrl}\0${title}\0${excerpt ?? '\u0001'}\0${publishedAt.getTime()}\0${provider.domain}\0${provider.name}`;

const endsBlock = ({ canonicalUrl, title, excerpt, publishedAt }: Coverage): boolean =>
  (title.length + 3 * canonicalUrl.length + 5 * (excerpt?.length ?? 0) + Math.trunc(publishedAt.getTime() / 1_000)) % usualBlock === 0;

const keyOf = (text: string): string => hash('sha256', text, 'base64').slice(0, 16);
