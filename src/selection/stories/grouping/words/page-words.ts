import type { Coverage } from '../../story.ts';
import { headlineOf } from './headline.ts';
import { createLexicon } from './lexicon.ts';
import { cut, eachTerm, type TellWord } from './tokenise.ts';
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
  const page = createStanding();
  return ({ title, excerpt, provider }) => {
    const headline = cut(headlineOf({ title, provider }), lexicon);
    const text = excerpt === null ? null : cut(excerpt, lexicon);
    const language = languageOfWords(text === null ? [headline.words] : [headline.words, text.words]) ?? fallback;
    eachTerm(headline, lexicon, { language, title: true }, page.noteInTitle);
    if (text !== null) eachTerm(text, lexicon, { language, title: false }, page.noteInText);
    return page.packed();
  };
}

/** How the terms of one page stand, gathered by their numbers in one list for all pages, and emptied for the next. */
function createStanding() {
  let standing = new Int32Array(1_024);
  const ids: number[] = [];
  const note = (id: number, place: number, how: number, only: number) => {
    if (id >= standing.length) {
      const larger = new Int32Array(2 * id);
      larger.set(standing);
      standing = larger;
    }
    const known = standing[id] as number;
    if (known === 0) ids.push(id);
    // What is so everywhere in the page, or in its headline, is not where it is otherwise once.
    const otherwise = ~only & (goesOn | (place & inTitle ? onlyOpening : 0));
    standing[id] = known === 0 ? met | how | only : (known | how) & ~otherwise;
  };
  const noting =
    (place: number): TellWord =>
    (id, capital, telling, follows, opening) =>
      note(id, place, place | (capital ? asName : 0) | (telling ? couldTell : 0), (follows ? goesOn : 0) | (opening ? onlyOpening : 0));
  return {
    noteInTitle: noting(inTitle),
    noteInText: noting(0),
    packed: (): Int32Array => {
      const words = new Int32Array(ids.length);
      for (let at = 0; at < ids.length; at += 1) {
        const id = ids[at] as number;
        words[at] = (id << bits) | ((standing[id] as number) & ~met);
        standing[id] = 0;
      }
      ids.length = 0;
      return words.sort();
    },
  };
}

/** Beside the bits above: the page has the term at all. */
const met = 1 << bits;
