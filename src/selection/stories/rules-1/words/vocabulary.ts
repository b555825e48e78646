import type { PackedRows } from '../../grouping/packed-rows.ts';
import { commonWords } from './common-words.ts';
import { functionWords } from './function-words.ts';
import { asName, couldTell, termOf } from './page-words.ts';

/** What a corpus knows about its terms, by their number; a weight runs from 0 (in every text) to 1 (as rare as can be). */
export type Vocabulary = {
  /** How much sharing the term says. */
  readonly weight: Float32Array;
  /** `weight` again for a term mostly written as a name, 0 for any other. */
  readonly nameWeight: Float32Array;
  /** 1 for a word that is ordinary in any news, 0 for one that may be telling. */
  readonly ordinary: Uint8Array;
  /** In how many texts the term stands. */
  readonly textsWith: Int32Array;
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
/** Shares of texts that write a term as a name are told in steps of this. */
const nameStep = 0.125;
/** Weights are whole multiples of this part of 1, so that sums of them are exact, whatever their order. */
export const grain = 4_096;

/** Weighs the terms of a corpus of which `words` holds the words of each page. Linear in the number of words. */
export function weigh(terms: readonly string[], words: PackedRows): Vocabulary {
  const { textsWith, named, nameable } = countsOf(terms.length, words);
  const texts = stepped(words.from.length - 1 + priorTexts);
  const rarest = surprise(1, priorRates.name, texts);
  const weight = new Float32Array(terms.length);
  const nameWeight = new Float32Array(terms.length);
  const ordinary = new Uint8Array(terms.length);
  terms.forEach((term, id) => {
    const known = knownRates.get(term) ?? (smallNumber.test(term) ? priorRates.common : undefined);
    const nameness = Math.round(((named[id] ?? 0) + 0.5) / ((nameable[id] ?? 0) + 1) / nameStep) * nameStep;
    const rare = surprise(textsWith[id] ?? 0, known ?? otherRate(term, nameness), texts) / rarest;
    weight[id] = Math.round(grain * rare) / grain;
    ordinary[id] = known === undefined ? 0 : 1;
    nameWeight[id] = nameness >= 0.5 ? Math.round(grain * nameness * rare) / grain : 0;
  });
  return { weight, nameWeight, ordinary, textsWith };
}

function countsOf(terms: number, { values }: PackedRows) {
  const textsWith = new Int32Array(terms);
  const named = new Int32Array(terms);
  const nameable = new Int32Array(terms);
  for (let at = 0; at < values.length; at++) {
    const word = values[at] as number;
    const id = termOf(word);
    textsWith[id] = (textsWith[id] ?? 0) + 1;
    if (word & asName) named[id] = (named[id] ?? 0) + 1;
    if (word & couldTell) nameable[id] = (nameable[id] ?? 0) + 1;
  }
  return { textsWith, named, nameable };
}

const knownRates: ReadonlyMap<string, number> = new Map([
  ...commonWords.map((term) => [term, priorRates.common] as const),
  ...Object.values(functionWords).flatMap((terms) => terms.map((term) => [term, priorRates.function] as const)),
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
