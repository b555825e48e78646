import { fold } from './fold.ts';
import type { Entry, Lexicon } from './lexicon.ts';
import { functionWords } from './word-rates.ts';

/** A word keeps an inner `&` or apostrophe (AT&T, o'clock); a number keeps its inner points and commas (21.07, 1,500). */
const wordPattern = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:[&'\u2019][\p{L}\p{M}\p{N}]+)*/gu;
/** U.S., U.N., E.U.: the points are no ends of sentences. */
const initials = /(?<![\p{L}\p{N}.])(\p{Lu})\.[ ]?(\p{Lu})\.(?:[ ]?(\p{Lu})\.)?(?!\p{L})/gu;
/** After one of these, blanks aside, a capital says nothing: a sentence or a quotation begins. */
const openers = new Set('.!?:;|\u2013\u2014\u2022(\u201c\u2018"\'\u00ab-');

/** A text cut into words, and where each begins. */
export type Written = { readonly text: string; readonly words: readonly Entry[]; readonly starts: readonly number[] };

export function cut(text: string, { entryAt }: Lexicon): Written {
  const whole = text.includes('.') ? text.replace(initials, '$1$2$3') : text;
  const words: Entry[] = [];
  const starts: number[] = [];
  eachWord(whole, (start, end) => {
    words.push(entryAt(whole, start, end));
    starts.push(start);
  });
  return { text: whole, words, starts };
}

/** What `wordPattern` finds. Where a text has no letters but those of ASCII, which most are, it is walked by hand: a third of the time. */
function eachWord(text: string, tell: (start: number, end: number) => void): void {
  if (beyondAscii.test(text)) {
    for (const { 0: word, index } of text.matchAll(wordPattern)) tell(index, index + word.length);
    return;
  }
  for (let at = 0; at < text.length; ) {
    if (!isLetterOrDigit(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const end = endOfNumber(text, at) ?? endOfWord(text, at);
    tell(at, end);
    at = end;
  }
}

/** Quotation marks, dashes and the like are no letters, wherever they come from. */
const beyondAscii = /[^\0-\x7f\u2010-\u2027]/;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetterOrDigit = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
const joinsNumber = (code: number): boolean => code === 0x2e || code === 0x2c;
const joinsWord = (code: number): boolean => code === 0x26 || code === 0x27 || code === 0x2019;

/** Where a number of several groups ends that begins here; `null`: none does. */
function endOfNumber(text: string, start: number): number | null {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  if (end === start) return null;
  const first = end;
  while (joinsNumber(text.charCodeAt(end)) && isDigit(text.charCodeAt(end + 1))) {
    end += 2;
    while (isDigit(text.charCodeAt(end))) end += 1;
  }
  return end === first ? null : end;
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (isLetterOrDigit(text.charCodeAt(end))) end += 1;
  while (joinsWord(text.charCodeAt(end)) && isLetterOrDigit(text.charCodeAt(end + 1))) {
    end += 2;
    while (isLetterOrDigit(text.charCodeAt(end))) end += 1;
  }
  return end;
}

/**
 * Told of each word of a text: a corpus has millions, so no object is made for any.
 * @param id the number of its term: the word in lower case, without diacritics and endings
 * @param capital it is written with a capital where a common word would have none: neither first in a sentence nor in a headline in capitals
 * @param telling the place says something about capitals at all: not first in a sentence, in headlines in capitals, in scripts without case
 * @param goesOn it only goes on with what the word before it began: `Abrego` after `Kilmar`, `Herblain` in `Saint-Herblain`
 * @param opening it stands in the place or keyword a headline opens with: `Toulouse. ...`, `Crash en Iran: ...`
 */
export type TellWord = (id: number, capital: boolean, telling: boolean, goesOn: boolean, opening: boolean) => void;

/** Tells the words of a title or an excerpt in their order, read in a language. Any script; the same on every machine. */
export function eachTerm(
  written: Written,
  { entryAt, idsOf }: Lexicon,
  { language, title }: { readonly language: string | null; readonly title: boolean },
  tell: TellWord,
): void {
  const { text, words, starts } = written;
  const opening = starts.map((start) => opens(text, start));
  const capitals = language === 'de' || inCapitals(words, opening);
  const openingEnds = title ? endOfOpening(text, language) : 0;
  for (let at = 0; at < words.length; at += 1) {
    const entry = words[at] as Entry;
    const start = starts[at] as number;
    const telling = opening[at] === false && !capitals && entry.letter !== 'none';
    const capital = telling && entry.letter === 'upper';
    const before = at > 0 ? (words[at - 1] as Entry) : null;
    const between = before !== null && start - (starts[at - 1] as number) === before.written.length + 1 ? text.charCodeAt(start - 1) : 0;
    const goesOn = before !== null && goesOnFrom(before, between, capital);
    const inOpening = start < openingEnds;
    for (const id of idsOf(entry, language)) tell(id, capital, telling, goesOn, inOpening);
    const closed = goesOn && between === hyphen ? closedCompound(before.written, entry.written) : null;
    if (closed === null) continue;
    for (const id of idsOf(entryAt(closed, 0, closed.length), language)) tell(id, capital, telling, goesOn, inOpening);
  }
}

const hyphen = 0x2d;

/** What stands between two words of one name: nothing but a hyphen, or a blank between two capitals; `between`: UTF-16, 0 for more. */
function goesOnFrom(before: Entry, between: number, capital: boolean): boolean {
  if (between === hyphen || between === 0x2010) return true;
  return between === 0x20 && capital && before.letter === 'upper' && !isFunctionWord(before);
}

const isFunctionWord = ({ written, languages }: Entry): boolean => languages !== null || functionWords.has(fold(written));

const commonWord = /^\p{Ll}{3,6}$/u;
/** Longer ones nobody writes closed. */
const longestClosed = 9;

/** `plain-text` is `plaintext` to others: two common words with a hyphen between are read as one, too. */
const closedCompound = (before: string, word: string): string | null =>
  commonWord.test(before) && commonWord.test(word) && before.length + word.length <= longestClosed ? before + word : null;

/** A place, a person or a keyword before the headline proper, of few words. */
const opening = /^[^.:|\u2013\u2014]{2,40}?(?:\s?[:|]|\.|\s[\u2013\u2014])\s+(?=\S+\s+\S)/u;
const wordsOpening = 3;

function endOfOpening(text: string, language: string | null): number {
  const found = opening.exec(text)?.[0].length ?? 0;
  if (found === 0) return 0;
  const words = text.slice(0, found).match(/[\p{L}\p{N}][^\s:|.\u2013\u2014]*/gu) ?? [];
  return words.length <= wordsOpening && !words.some((word) => verbs[language ?? '']?.has(word.toLowerCase())) ? found : 0;
}

/** `Plover-2 is alive: ...` says something: a place or a keyword has no verb. The shortest and most usual ones show most. */
const verbs: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set('is are was were has have had will would can could may must does did gets goes says'.split(' ')),
  fr: new Set('est sont était a ont va peut sera fait'.split(' ')),
  de: new Set('ist sind war waren hat haben wird werden kann muss darf soll'.split(' ')),
  es: new Set('es son está están fue era ha han va será puede'.split(' ')),
  it: new Set('è sono era ha hanno va sarà può'.split(' ')),
  pt: new Set('é são está foi era tem vai será pode'.split(' ')),
  nl: new Set('is zijn was waren heeft hebben wordt worden kan moet gaat'.split(' ')),
  sv: new Set('är var har blir ska kan får'.split(' ')),
  pl: new Set('jest są był była było ma będzie może'.split(' ')),
};

function opens(text: string, index: number): boolean {
  let before = index - 1;
  while (before >= 0 && text[before] === ' ') before--;
  return (
    before < 0 ||
    (openers.has(text[before] ?? '') && !(text[before] === '-' && before > 0 && before === index - 1 && text[before - 1] !== ' '))
  );
}

/** English headlines capitalise every longer word, which then says nothing about names; German does so with every noun. */
function inCapitals(words: readonly Entry[], opening: readonly boolean[]): boolean {
  let upper = 0;
  let lower = 0;
  words.forEach(({ written, letter }, at) => {
    if (written.length <= 3 || opening[at] === true) return;
    if (letter === 'upper') upper += 1;
    else if (letter === 'lower') lower += 1;
  });
  return upper > 0.6 * (upper + lower);
}
