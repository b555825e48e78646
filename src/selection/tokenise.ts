/** One word of a text, as it is compared. */
export type Word = {
  /** Folded: lower case, without diacritics, English plurals as singulars. */
  readonly term: string;
  /** Written with a capital where a common word would have none: neither first in a sentence nor in a headline in capitals. */
  readonly capital: boolean;
  /** The place says something about capitals at all; `false` first in a sentence, in headlines in capitals, in scripts without case. */
  readonly telling: boolean;
};

/** A word keeps an inner `&` or apostrophe (AT&T, o'clock); a number keeps its inner points and commas (21.07, 1,500). */
const wordPattern = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:[&'\u2019][\p{L}\p{M}\p{N}]+)*/gu;
/** What may stand between a sentence's end, or a headline's separator, and the next word. */
const opener = /(?:^|[.!?:;|\u2013\u2014\u2022(\u201c\u2018"'\u00ab-])\s*$/u;
const startsUpper = /^\p{Lu}/u;
const startsCased = /^[\p{Lu}\p{Ll}]/u;
/** Scripts written without blanks between words: the dictionaries behind `Intl.Segmenter` find them. */
const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The words of a title or an excerpt in their order. Any script; the same on every machine. */
export function tokenise(text: string): Word[] {
  const found = Array.from(text.matchAll(wordPattern), (match) => ({
    written: match[0],
    first: opener.test(text.slice(Math.max(0, match.index - 4), match.index)),
  }));
  const capitals = inCapitals(found);
  return found.flatMap(({ written, first }) => {
    const telling = !first && !capitals && startsCased.test(written);
    const capital = telling && startsUpper.test(written);
    return termsOf(written).map((term) => ({ term, capital, telling }));
  });
}

type Found = { readonly written: string; readonly first: boolean };

/** English headlines capitalise every longer word, which then says nothing about names. */
function inCapitals(found: readonly Found[]): boolean {
  const longer = found.filter(({ written, first }) => !first && written.length > 3 && startsCased.test(written));
  return longer.filter(({ written }) => startsUpper.test(written)).length > 0.6 * longer.length;
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
