import { functionWords } from './function-words.ts';
import type { Word } from './tokenise.ts';

/** What a corpus knows about one term; `weight` runs from 0 (in every text) to 1 (as rare as can be). */
export type Vocabulary = {
  /** Terms are numbered in the order they are first met. */
  readonly idOf: ReadonlyMap<string, number>;
  /** How much sharing the term says. */
  readonly weight: Float64Array;
  /** `weight` again for a term mostly written as a name, 0 for any other. */
  readonly nameWeight: Float64Array;
};

/**
 * Texts the corpus is imagined to follow on: they keep a corpus of five from calling its every word common, and one of
 * five hundred hardly notices them.
 */
const priorTexts = 200;
const priorRate = 0.0005;
const functionWordRate = 0.25;
/** In natural logarithms: a term in more than about a third of the texts says nothing. */
const sayingNothing = 1;

/** Learns how rare and how name-like every word is. One pass; linear in the number of words. */
export function learnVocabulary(texts: readonly (readonly Word[])[]): Vocabulary {
  const idOf = new Map<string, number>();
  const textsWith: number[] = [];
  const capital: number[] = [];
  const telling: number[] = [];
  const lastText: number[] = [];
  texts.forEach((words, text) => {
    for (const word of words) {
      const id = idOf.get(word.term) ?? idOf.set(word.term, idOf.size).size - 1;
      if (lastText[id] !== text) textsWith[id] = (textsWith[id] ?? 0) + 1;
      lastText[id] = text;
      capital[id] = (capital[id] ?? 0) + Number(word.capital);
      telling[id] = (telling[id] ?? 0) + Number(word.telling);
    }
  });
  const rates = priorRates();
  const weight = new Float64Array(idOf.size);
  const nameWeight = new Float64Array(idOf.size);
  const rarest = surprise(1, priorRate, texts.length);
  for (const [term, id] of idOf) {
    weight[id] = surprise(textsWith[id] ?? 0, rates.get(term) ?? priorRate, texts.length) / rarest;
    const nameness = ((capital[id] ?? 0) + 0.5) / ((telling[id] ?? 0) + 1);
    nameWeight[id] = nameness >= 0.5 ? nameness * (weight[id] ?? 0) : 0;
  }
  return { idOf, weight, nameWeight };
}

function priorRates(): Map<string, number> {
  return new Map(Object.values(functionWords).flatMap((words) => words.map((word) => [word, functionWordRate] as const)));
}

function surprise(textsWith: number, rate: number, texts: number): number {
  return Math.max(0, -Math.log((textsWith + priorTexts * rate) / (texts + priorTexts)) - sayingNothing);
}
