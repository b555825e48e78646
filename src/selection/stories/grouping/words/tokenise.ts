import { countryTerm, writtenAlias } from './aliases.ts';
import { fold } from './fold.ts';
import { type Stem, stemIn } from './stem.ts';
import { functionWords } from './word-rates.ts';

/** One word of a text, as it is compared. */
export type Word = {
  /** The number of its term: the word in lower case, without diacritics and endings. */
  readonly id: number;
  /** Written with a capital where a common word would have none: neither first in a sentence nor in a headline in capitals. */
  readonly capital: boolean;
  /** The place says something about capitals at all; `false` first in a sentence, in headlines in capitals, in scripts without case. */
  readonly telling: boolean;
  /** Only goes on with what the word before it began: `Abrego` after `Kilmar`, `Herblain` in `Saint-Herblain`. */
  readonly goesOn: boolean;
  /** Stands in the place or keyword a headline opens with: `Toulouse. ...`, `Crash en Iran: ...`. */
  readonly opening: boolean;
};

/** A word keeps an inner `&` or apostrophe (AT&T, o'clock); a number keeps its inner points and commas (21.07, 1,500). */
const wordPattern = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:[&'\u2019][\p{L}\p{M}\p{N}]+)*/gu;
/** U.S., U.N., E.U.: the points are no ends of sentences. */
const initials = /(?<![\p{L}\p{N}.])(\p{Lu})\.[ ]?(\p{Lu})\.(?:[ ]?(\p{Lu})\.)?(?!\p{L})/gu;
/** After one of these, blanks aside, a capital says nothing: a sentence or a quotation begins. */
const openers = new Set('.!?:;|\u2013\u2014\u2022(\u201c\u2018"\'\u00ab-');
/** Scripts written without blanks between words: the dictionaries behind `Intl.Segmenter` find them. */
const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** A text cut into words as they are written. */
export type Written = { readonly text: string; readonly words: readonly string[]; readonly starts: readonly number[] };

export function cut(text: string): Written {
  const whole = text.includes('.') ? text.replace(initials, '$1$2$3') : text;
  const words: string[] = [];
  const starts: number[] = [];
  for (const { 0: word, index } of whole.matchAll(wordPattern)) {
    words.push(word);
    starts.push(index);
  }
  return { text: whole, words, starts };
}

/** The words of a title or an excerpt in their order, in a language. Any script; the same on every machine. */
export type Tokenise = (written: Written, language: string | null, title: boolean) => Word[];

/** `numberOf` numbers terms. The tokeniser remembers what it folded, since a corpus says the same words over and over. */
export function createTokeniser(numberOf: (term: string) => number): Tokenise {
  const languages = new Map<string | null, (written: string) => readonly number[]>();
  const idsIn = (language: string | null) => {
    const known = languages.get(language);
    if (known !== undefined) return known;
    const made = remembering(stemIn(language), numberOf);
    languages.set(language, made);
    return made;
  };
  return (written, language, title) => {
    const idsOf = idsIn(language);
    const { text, words, starts } = written;
    const letters = words.map(firstLetter);
    const capitals = language === 'de' || inCapitals(written, letters);
    const openingEnds = title ? endOfOpening(text) : 0;
    const found: Word[] = [];
    words.forEach((word, at) => {
      const start = starts[at] as number;
      const telling = !opens(text, start) && !capitals && letters[at] !== 'none';
      const capital = telling && letters[at] === 'upper';
      const goesOn =
        at > 0 &&
        goesOnFrom(
          words[at - 1] as string,
          letters[at - 1] as Letter,
          text.slice((starts[at - 1] as number) + (words[at - 1] as string).length, start),
          capital,
        );
      for (const id of idsOf(word)) found.push({ id, capital, telling, goesOn, opening: start < openingEnds });
      const closed = goesOn ? closedCompound(words[at - 1] as string, word, text[start - 1]) : null;
      if (closed !== null) for (const id of idsOf(closed)) found.push({ id, capital, telling, goesOn, opening: start < openingEnds });
    });
    return found;
  };
}

function remembering(stem: Stem, numberOf: (term: string) => number): (written: string) => readonly number[] {
  const folded = new Map<string, readonly number[]>();
  return (written) => {
    const known = folded.get(written);
    if (known !== undefined) return known;
    const ids = termsOf(written, stem).map(numberOf);
    folded.set(written, ids);
    return ids;
  };
}

/** What stands between two words of one name: nothing but a hyphen, or a blank between two capitals. */
function goesOnFrom(before: string, letter: Letter, between: string, capital: boolean): boolean {
  if (between === '-' || between === '\u2010') return true;
  return between === ' ' && capital && letter === 'upper' && !functionWords.has(fold(before));
}

const commonWord = /^\p{Ll}{3,6}$/u;
/** Longer ones nobody writes closed. */
const longestClosed = 9;

/** `plain-text` is `plaintext` to others: two common words with a hyphen between are read as one, too. */
const closedCompound = (before: string, word: string, between: string | undefined): string | null =>
  between === '-' && commonWord.test(before) && commonWord.test(word) && before.length + word.length <= longestClosed
    ? before + word
    : null;

/** A place, a person or a keyword before the headline proper, of few words. */
const opening = /^[^.:|\u2013\u2014]{2,40}?(?:\s?[:|]|\.|\s[\u2013\u2014])\s+(?=\S+\s+\S)/u;
const wordsOpening = 3;

function endOfOpening(text: string): number {
  const found = opening.exec(text)?.[0].length ?? 0;
  return found > 0 && (text.slice(0, found).match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0) <= wordsOpening ? found : 0;
}

type Letter = 'upper' | 'lower' | 'none';

function firstLetter(written: string): Letter {
  const code = written.charCodeAt(0);
  if (code < 128) return code >= 97 ? 'lower' : code >= 65 ? 'upper' : 'none';
  return /^\p{Lu}/u.test(written) ? 'upper' : /^\p{Ll}/u.test(written) ? 'lower' : 'none';
}

function opens(text: string, index: number): boolean {
  let before = index - 1;
  while (before >= 0 && text[before] === ' ') before--;
  return (
    before < 0 ||
    (openers.has(text[before] ?? '') && !(text[before] === '-' && before > 0 && before === index - 1 && text[before - 1] !== ' '))
  );
}

/** English headlines capitalise every longer word, which then says nothing about names; German does so with every noun. */
function inCapitals({ text, words, starts }: Written, letters: readonly Letter[]): boolean {
  let upper = 0;
  let lower = 0;
  words.forEach((word, at) => {
    if (word.length <= 3 || opens(text, starts[at] as number)) return;
    if (letters[at] === 'upper') upper += 1;
    else if (letters[at] === 'lower') lower += 1;
  });
  return upper > 0.6 * (upper + lower);
}

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
