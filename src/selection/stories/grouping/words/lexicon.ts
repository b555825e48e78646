import { countryTerm, writtenAlias } from './aliases.ts';
import { fold } from './fold.ts';
import { type Stem, stemIn } from './stem.ts';
import { functionWords } from './word-rates.ts';

export type Letter = 'upper' | 'lower' | 'none';

/** A word as it is written, and all that follows from that alone. */
export type Entry = {
  readonly written: string;
  /** What it begins with. */
  readonly letter: Letter;
  /** Whose function word it may be, as far as short words show a language; `null` for most. */
  readonly languages: readonly string[] | null;
  /** Numbers of its terms in the language it was read in first, which for most words is the only one, and in any others. */
  first: Reading | null;
  others: Reading[] | null;
};

type Reading = { readonly language: string | null; readonly ids: readonly number[] };

/** Words looked up as they are written: a corpus says the same ones over and over, so each is worked out once. */
export type Lexicon = {
  readonly entryOf: (written: string) => Entry;
  /** Numbers of the terms of a word: the word in lower case, without diacritics and endings; several in scripts without blanks. */
  readonly idsOf: (entry: Entry, language: string | null) => readonly number[];
};

/** `numberOf` numbers terms. */
export function createLexicon(numberOf: (term: string) => number): Lexicon {
  const entries = new Map<string, Entry>();
  const stems = new Map<string | null, Stem>();
  const stemOf = (language: string | null) => {
    const known = stems.get(language) ?? stemIn(language);
    stems.set(language, known);
    return known;
  };
  return {
    entryOf: (written) => {
      const known = entries.get(written);
      if (known !== undefined) return known;
      const entry: Entry = { written, letter: firstLetter(written), languages: languagesOf(written), first: null, others: null };
      entries.set(written, entry);
      return entry;
    },
    idsOf: (entry, language) => {
      if (entry.first?.language === language) return entry.first.ids;
      const known = entry.others?.find((one) => one.language === language);
      if (known !== undefined) return known.ids;
      const made = { language, ids: termsOf(entry.written, stemOf(language)).map(numberOf) };
      if (entry.first === null) entry.first = made;
      else entry.others = [...(entry.others ?? []), made];
      return made.ids;
    },
  };
}

const longestFunctionWord = 10;

const languagesOf = (written: string): readonly string[] | null =>
  written.length > longestFunctionWord ? null : (functionWords.get(fold(written)) ?? null);

function firstLetter(written: string): Letter {
  const code = written.charCodeAt(0);
  if (code < 128) return code >= 97 ? 'lower' : code >= 65 ? 'upper' : 'none';
  return /^\p{Lu}/u.test(written) ? 'upper' : /^\p{Ll}/u.test(written) ? 'lower' : 'none';
}

/** Scripts written without blanks between words: the dictionaries behind `Intl.Segmenter` find them. */
const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

function termsOf(written: string, stem: Stem): readonly string[] {
  const alias = writtenAlias(written);
  if (alias !== null) return alias;
  const folded = fold(written);
  if (unspacedScripts.test(written)) return Array.from(segmenter.segment(folded), ({ segment }) => segment);
  if (functionWords.has(folded)) return [folded];
  return [anyDigit.test(folded) ? folded.replace(digitGroup, '') : countryTerm(stem(folded))];
}

const anyDigit = /\p{N}/u;
const digitGroup = /,(?=\p{N}{3}(?!\p{N}))/gu;
