/** One word of a text, as it is compared. */
export type Word = {
  /** The number of its term: the word in lower case, without diacritics, an English plural as singular. */
  readonly id: number;
  /** Written with a capital where a common word would have none: neither first in a sentence nor in a headline in capitals. */
  readonly capital: boolean;
  /** The place says something about capitals at all; `false` first in a sentence, in headlines in capitals, in scripts without case. */
  readonly telling: boolean;
};

/** A word keeps an inner `&` or apostrophe (AT&T, o'clock); a number keeps its inner points and commas (21.07, 1,500). */
const wordPattern = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:[&'\u2019][\p{L}\p{M}\p{N}]+)*/gu;
/** After one of these, blanks aside, a capital says nothing: a sentence or a quotation begins. */
const openers = new Set('.!?:;|\u2013\u2014\u2022(\u201c\u2018"\'\u00ab-');
/** Scripts written without blanks between words: the dictionaries behind `Intl.Segmenter` find them. */
const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The words of a title or an excerpt in their order. Any script; the same on every machine. */
export type Tokenise = (text: string) => Word[];

/** `numberOf` numbers terms. The tokeniser remembers what it folded, since a corpus says the same words over and over. */
export function createTokeniser(numberOf: (term: string) => number): Tokenise {
  const folded = new Map<string, readonly number[]>();
  const idsOf = (written: string): readonly number[] => {
    const known = folded.get(written);
    if (known !== undefined) return known;
    const ids = termsOf(written).map(numberOf);
    folded.set(written, ids);
    return ids;
  };
  return (text) => {
    const found = Array.from(text.matchAll(wordPattern), ({ 0: written, index }) => ({
      written,
      first: opens(text, index),
      letter: firstLetter(written),
    }));
    const capitals = inCapitals(found);
    const words: Word[] = [];
    for (const { written, first, letter } of found) {
      const telling = !first && !capitals && letter !== 'none';
      const capital = telling && letter === 'upper';
      for (const id of idsOf(written)) words.push({ id, capital, telling });
    }
    return words;
  };
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
  return before < 0 || openers.has(text[before] ?? '');
}

type Found = { readonly written: string; readonly first: boolean; readonly letter: Letter };

/** English headlines capitalise every longer word, which then says nothing about names. */
function inCapitals(found: readonly Found[]): boolean {
  let upper = 0;
  let lower = 0;
  for (const { written, first, letter } of found) {
    if (first || written.length <= 3) continue;
    if (letter === 'upper') upper += 1;
    else if (letter === 'lower') lower += 1;
  }
  return upper > 0.6 * (upper + lower);
}

function termsOf(written: string): string[] {
  if (!unspacedScripts.test(written)) return [stem(fold(written))];
  return Array.from(segmenter.segment(fold(written)), ({ segment }) => segment);
}

const ascii = /^[\u0000-\u007f]*$/;
const combiningMarks = /[\u0300-\u036f]/g;

function fold(written: string): string {
  const lower = written.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower.normalize('NFKD').replace(combiningMarks, '').normalize('NFC').replaceAll('\u2019', "'");
}

const anyDigit = /\p{N}/u;
const digitGroup = /,(?=\p{N}{3}(?!\p{N}))/gu;

/** Light on purpose: a wrong stem joins different events, a missing one costs a shared word at most. */
function stem(word: string): string {
  if (anyDigit.test(word)) return word.replace(digitGroup, '');
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  if (bare.length <= 3 || !bare.endsWith('s') || /(?:ss|us|is)$/.test(bare)) return bare;
  if (bare.endsWith('ies') && bare.length > 4) return `${bare.slice(0, -3)}y`;
  if (/(?:[sx]|[cs]h)es$/.test(bare)) return bare.slice(0, -2);
  return bare.slice(0, -1);
}
