import type { Coverage } from '../story.ts';
import { type Blocks, pageKey } from './page-keys.ts';

/** Which of the old pages are which of the new, both ways; -1: none. */
export type Match = { readonly oldOf: Int32Array; readonly newOf: Int32Array };

/** What tells the pages of a corpus, one by one and in blocks. */
type Told = { readonly keys: readonly string[]; readonly blocks: Blocks };

/** Matches pages with those of before, and tells them by their keys: those of a block that was there before as they were told then. */
export function matchPages(
  before: Told | null,
  coverages: readonly Coverage[],
  blocks: Blocks,
): Match & { readonly keys: readonly string[] } {
  const oldOf = new Int32Array(coverages.length).fill(-1);
  const newOf = new Int32Array(before?.keys.length ?? 0).fill(-1);
  const keys: string[] = new Array(coverages.length);
  const match = (page: number, old: number) => {
    oldOf[page] = old;
    newOf[old] = page;
  };
  const oldBlocks = new Map((before?.blocks.keys ?? []).map((key, block) => [key, block]));
  const others: number[] = [];
  blocks.keys.forEach((key, block) => {
    const old = oldBlocks.get(key);
    const first = blocks.from[block] as number;
    const oldFirst = old === undefined ? -1 : (before?.blocks.from[old] as number);
    for (let page = first; page < (blocks.from[block + 1] as number); page++) {
      if (before === null || oldFirst < 0) {
        keys[page] = pageKey(coverages[page] as Coverage);
        others.push(page);
        continue;
      }
      const oldPage = oldFirst + page - first;
      keys[page] = before.keys[oldPage] as string;
      match(page, oldPage);
    }
  });
  const left = new Map<string, number>();
  before?.keys.forEach((key, old) => {
    if (newOf[old] === -1) left.set(key, old);
  });
  for (const page of others) {
    const old = left.get(keys[page] as string);
    if (old !== undefined) match(page, old);
  }
  return { oldOf, newOf, keys };
}
