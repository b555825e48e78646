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
  /** What stands in a text from one place up to another. */
  readonly entryAt: (text: string, start: number, end: number) => Entry;
  /** Numbers of the terms of a word: the word in lower case, without diacritics and endings; several in scripts without blanks. */
  readonly idsOf: (entry: Entry, language: string | null) => readonly number[];
};

/** `numberOf` numbers terms. */
export function createLexicon(numberOf: (term: string) => number): Lexicon {
  const entryAt = createSpellings();
  const stems = new Map<string | null, Stem>();
  const stemOf = (language: string | null) => {
    const known = stems.get(language) ?? stemIn(language);
    stems.set(language, known);
    return known;
  };
  return {
    entryAt,
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

/**
 * Entries by how they are written, found in the text itself by open addressing: to cut a string out for each of some millions of
 * words, and to look it up in a Map, took longer than all else that is done with them. Words made to meet in one place go to a Map.
 */
function createSpellings(): Lexicon['entryAt'] {
  const entries: Entry[] = [];
  const hashes: number[] = [];
  const crowded = new Map<string, Entry>();
  /** A number of an entry and one; 0 where a slot is free. Their number is a power of two, at most half of them are taken. */
  let slots = new Int32Array(4_096);
  const freeSlot = (hash: number): number | null => {
    for (let step = 0; step < stepsAtMost; step += 1) {
      const slot = (hash + step) & (slots.length - 1);
      if (slots[slot] === 0) return slot;
    }
    return null;
  };
  const place = (number: number) => {
    const slot = freeSlot(hashes[number] as number);
    if (slot === null) crowded.set((entries[number] as Entry).written, entries[number] as Entry);
    else slots[slot] = number + 1;
  };
  const add = (written: string, hash: number) => {
    if (2 * entries.length >= slots.length) {
      slots = new Int32Array(2 * slots.length);
      for (const number of hashes.keys()) place(number);
    }
    const entry = { written, letter: firstLetter(written), languages: languagesOf(written), first: null, others: null };
    entries.push(entry);
    place(hashes.push(hash) - 1);
    return entry;
  };
  const known = (text: string, start: number, end: number, hash: number): Entry | undefined => {
    for (let step = 0; step < stepsAtMost; step += 1) {
      const number = (slots[(hash + step) & (slots.length - 1)] as number) - 1;
      if (number < 0) break;
      if (hashes[number] === hash && isAt((entries[number] as Entry).written, text, start, end)) return entries[number];
    }
    return crowded.size === 0 ? undefined : crowded.get(text.slice(start, end));
  };
  return (text, start, end) => {
    const hash = hashOf(text, start, end);
    return known(text, start, end, hash) ?? add(text.slice(start, end), hash);
  };
}

const stepsAtMost = 32;

/** FNV-1a over UTF-16 units, its high bits brought down to where slots are told apart. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

function isAt(written: string, text: string, start: number, end: number): boolean {
  if (written.length !== end - start) return false;
  for (let at = 0; at < written.length; at += 1) if (written.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
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
