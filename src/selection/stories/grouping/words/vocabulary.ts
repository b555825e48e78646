import type { PackedRows } from '../packed-rows.ts';
import { asName, couldTell, inTitle, termOf } from './page-words.ts';
import { functionWords, ordinaryTerms } from './word-rates.ts';

/** What a corpus knows about its terms, by their number; a weight runs from 0 (in every text) to 1 (as rare as can be). */
export type Vocabulary = {
  /** How much sharing the term says. */
  readonly weight: Float32Array;
  /** `weight` again for a term mostly written as a name, 0 for any other. */
  readonly nameWeight: Float32Array;
  /** 1 for a word that is ordinary in any news, 0 for one that may be telling. */
  readonly ordinary: Uint8Array;
  /** In how many texts the term stands, one headline's many copies counting as few. */
  readonly textsWith: Int32Array;
  /** What sharing a term says when it stands in so many texts, whatever the corpus counts. */
  readonly weightIn: (id: number, textsWith: number) => number;
};

/**
 * Texts the corpus is imagined to follow on: they keep a corpus of five from calling its every word common, and what they are
 * imagined to say keeps a corpus of a hundred from calling an ordinary word rare.
 */
const priorTexts = 300;
/** In what part of those texts a word stands: a function word, an ordinary word, another word, a name or a number. */
const priorRates = { function: 0.25, common: 0.03, other: 0.001, name: 0.0005 };
/** In natural logarithms: a term in more than about a third of the texts says nothing. */
const sayingNothing = 1;
/**
 * Counts are told in steps of this, in natural logarithms: one article more, among very many, changes hardly any weight, and
 * what was found out about pages without such a word stays true.
 */
const step = 0.25;
/**
 * How much of a name a word is that never stands where a capital would tell: in English most headlines capitalise every word,
 * elsewhere only first words are left untold.
 */
const unknown = { inTitleCase: 0.5, elsewhere: 0.25 };
/** Shares of texts that write a term as a name are told in steps of this. */
const nameStep = 0.125;
/** Weights are whole multiples of this part of 1, so that sums of them are exact, whatever their order. */
export const grain = 4_096;

/** Weighs the terms of a corpus of which `words` holds the words of each page. Linear in the number of words. */
export function weigh(terms: readonly string[], words: PackedRows, language: string): Vocabulary {
  const perhapsName = language === 'en' ? unknown.inTitleCase : unknown.elsewhere;
  const { textsWith, named, nameable } = countsOf(terms.length, words);
  const texts = stepped(words.from.length - 1 + priorTexts);
  const rarest = surprise(1, priorRates.name, texts);
  const weight = new Float32Array(terms.length);
  const nameWeight = new Float32Array(terms.length);
  const ordinary = new Uint8Array(terms.length);
  const rates = new Float64Array(terms.length);
  const weightIn = (id: number, count: number) => Math.round((grain * surprise(count, rates[id] as number, texts)) / rarest) / grain;
  terms.forEach((term, id) => {
    const known = knownRates.get(term) ?? (smallNumber.test(term) ? priorRates.common : undefined);
    const nameness = Math.round(((named[id] ?? 0) + 0.5) / ((nameable[id] ?? 0) + 1) / nameStep) * nameStep;
    rates[id] = known ?? otherRate(term, nameness);
    const rare = weightIn(id, textsWith[id] as number);
    weight[id] = rare;
    ordinary[id] = known === undefined ? 0 : 1;
    const share = nameable[id] === 0 ? perhapsName : nameness >= 0.5 ? nameness : 0;
    nameWeight[id] = Math.round(grain * share * rare) / grain;
  });
  return { weight, nameWeight, ordinary, textsWith, weightIn };
}

/** A headline that very many outlets carry must not make its words common: of its pages the first, second, fourth, eighth count. */
function countsOf(terms: number, { from, values }: PackedRows) {
  const textsWith = new Int32Array(terms);
  const named = new Int32Array(terms);
  const nameable = new Int32Array(terms);
  const carried = new Map<number, number>();
  for (let page = 0; page + 1 < from.length; page++) {
    const [start, end] = [from[page] as number, from[page + 1] as number];
    const headline = headlineKey(values, start, end);
    const times = headline === null ? 1 : (carried.get(headline) ?? 0) + 1;
    if (headline !== null) carried.set(headline, times);
    const counts = (times & (times - 1)) === 0 ? 1 : 0;
    for (let at = start; at < end; at++) {
      const word = values[at] as number;
      const id = termOf(word);
      textsWith[id] = (textsWith[id] as number) + counts;
      if (word & asName) named[id] = (named[id] as number) + 1;
      if (word & couldTell) nameable[id] = (nameable[id] as number) + 1;
    }
  }
  return { textsWith, named, nameable };
}

/** Headlines of fewer words are of columns and live pages, and common indeed. */
const wordsOfHeadline = 4;

/** The same for the same words, 52 bits; `null` of a headline of few. Numbers of terms may differ from run to run, which are equal does not. */
function headlineKey(values: Int32Array, start: number, end: number): number | null {
  let [words, high, low] = [0, 0x811c9dc5, 0x9e3779b9];
  for (let at = start; at < end; at++) {
    const word = values[at] as number;
    if (!(word & inTitle)) continue;
    words += 1;
    high = Math.imul(high ^ termOf(word), 0x01000193);
    low = Math.imul(low + termOf(word), 0x85ebca6b) ^ (low >>> 13);
  }
  return words < wordsOfHeadline ? null : (high >>> 0) * 2 ** 20 + (low & 0xfffff);
}

const knownRates: ReadonlyMap<string, number> = new Map([
  ...[...ordinaryTerms].map((term) => [term, priorRates.common] as const),
  ...[...functionWords.keys()].map((term) => [term, priorRates.function] as const),
]);

/** Between a name's rate and another word's, by how often the corpus writes it as a name. */
function otherRate(term: string, nameness: number): number {
  const name = startsWithDigit.test(term) ? 1 : nameness < 0.5 ? 0 : nameness;
  return priorRates.name ** name * priorRates.other ** (1 - name);
}

const startsWithDigit = /^\p{N}/u;
/** Lists, days of the month, ages and this year's number are in any news: sharing a 10 is not sharing a name. */
const smallNumber = /^(?:\d{1,2}|20\d\d)$/;

const stepped = (count: number): number => Math.round(Math.log(count) / step) * step;

function surprise(textsWith: number, rate: number, texts: number): number {
  return Math.max(0, texts - stepped(textsWith + priorTexts * rate) - sayingNothing);
}
