import type { Coverage } from '../../story.ts';
import { headlineOf } from './headline.ts';
import { createLexicon } from './lexicon.ts';
import { cut, tokenise, type Word } from './tokenise.ts';
import { languageOfWords } from './voting.ts';

/**
 * One word of a page in one integer: the number of its term, and in the last bits where and how it stands. A page's
 * words are ascending, each term once, so that two pages are compared in one walk.
 */
const bits = 5;
export const inTitle = 1;
/** Written with a capital somewhere in the page where a common word would have none. */
export const asName = 2;
/** Stands somewhere in the page where a capital would have told. */
export const couldTell = 4;
/** Everywhere in the page it goes on with a name the word before it began: of one name, so much the less a coincidence. */
export const goesOn = 8;
/** In the headline it stands nowhere but in the place or keyword before the headline proper. */
export const onlyOpening = 16;

export const termOf = (word: number): number => word >> bits;

/** Reads pages; those in no language one can tell are read in `fallback`. */
export type PageReader = (coverage: Pick<Coverage, 'title' | 'excerpt' | 'provider'>) => Int32Array;

/** `terms` by number; terms met for the first time are added at its end. */
export function createPageReader(terms: string[], fallback: string | null): PageReader {
  const idOf = new Map<string, number>();
  for (const [id, term] of terms.entries()) idOf.set(term, id);
  const lexicon = createLexicon((term) => {
    const known = idOf.get(term);
    if (known !== undefined) return known;
    idOf.set(term, terms.length);
    return terms.push(term) - 1;
  });
  return ({ title, excerpt, provider }) => {
    const headline = cut(headlineOf({ title, provider }), lexicon);
    const text = excerpt === null ? null : cut(excerpt, lexicon);
    const language = languageOfWords(text === null ? [headline.words] : [headline.words, text.words]) ?? fallback;
    const standing = new Map<number, number>();
    note(standing, tokenise(headline, lexicon, language, true), inTitle);
    if (text !== null) note(standing, tokenise(text, lexicon, language, false), 0);
    return packed(standing);
  };
}

function note(standing: Map<number, number>, words: readonly Word[], place: number): void {
  for (const { id, capital, telling, goesOn: follows, opening } of words) {
    const known = standing.get(id);
    const how = place | (capital ? asName : 0) | (telling ? couldTell : 0);
    const only = (follows ? goesOn : 0) | (opening ? onlyOpening : 0);
    standing.set(id, known === undefined ? how | only : (known | how) & ~(~only & (goesOn | (place & inTitle ? onlyOpening : 0))));
  }
}

function packed(standing: ReadonlyMap<number, number>): Int32Array {
  const words = new Int32Array(standing.size);
  let at = 0;
  for (const [id, how] of standing) words[at++] = (id << bits) | how;
  return words.sort();
}
