import type { Coverage } from '../../story.ts';
import { headlineOf } from './headline.ts';
import { createTokeniser, type Word } from './tokenise.ts';

/**
 * One word of a page in one integer: the number of its term, and in the last three bits where and how it stands. A page's
 * words are ascending, each term once, so that two pages are compared in one walk.
 */
const bits = 3;
export const inTitle = 1;
/** Written with a capital somewhere in the page where a common word would have none. */
export const asName = 2;
/** Stands somewhere in the page where a capital would have told. */
export const couldTell = 4;

export const termOf = (word: number): number => word >> bits;

/** `terms` by number; terms met for the first time are added at its end. */
export function createPageReader(terms: string[]): (coverage: Pick<Coverage, 'title' | 'excerpt' | 'provider'>) => Int32Array {
  const idOf = new Map<string, number>();
  for (const [id, term] of terms.entries()) idOf.set(term, id);
  const tokenise = createTokeniser((term) => {
    const known = idOf.get(term);
    if (known !== undefined) return known;
    idOf.set(term, terms.length);
    return terms.push(term) - 1;
  });
  return ({ title, excerpt, provider }) => {
    const standing = new Map<number, number>();
    const note = (words: readonly Word[], place: number) => {
      for (const { id, capital, telling } of words)
        standing.set(id, (standing.get(id) ?? 0) | place | (capital ? asName : 0) | (telling ? couldTell : 0));
    };
    note(tokenise(headlineOf({ title, provider })), inTitle);
    if (excerpt !== null) note(tokenise(excerpt), 0);
    return packed(standing);
  };
}

function packed(standing: ReadonlyMap<number, number>): Int32Array {
  const words = new Int32Array(standing.size);
  let at = 0;
  for (const [id, how] of standing) words[at++] = (id << bits) | how;
  return words.sort();
}
