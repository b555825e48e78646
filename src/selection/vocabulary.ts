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

/** Takes in the texts of a corpus one by one, then says what it learnt. Linear in the number of words. */
export type Learner = {
  numberOf(term: string): number;
  /** Takes in one text; returns its term ids in their order. */
  read(words: readonly Word[]): number[];
  vocabulary(): Vocabulary;
};

export function createLearner(): Learner {
  const idOf = new Map<string, number>();
  const textsWith: number[] = [];
  const capital: number[] = [];
  const telling: number[] = [];
  const lastText: number[] = [];
  let texts = 0;
  const numberOf = (term: string) => idOf.get(term) ?? idOf.set(term, idOf.size).size - 1;
  const read = (words: readonly Word[]) => {
    texts += 1;
    return words.map((word) => {
      const { id } = word;
      if (lastText[id] !== texts) textsWith[id] = (textsWith[id] ?? 0) + 1;
      lastText[id] = texts;
      capital[id] = (capital[id] ?? 0) + Number(word.capital);
      telling[id] = (telling[id] ?? 0) + Number(word.telling);
      return id;
    });
  };
  const vocabulary = () => {
    const rates = priorRates();
    const rarest = surprise(1, priorRate, texts);
    const weight = new Float64Array(idOf.size);
    const nameWeight = new Float64Array(idOf.size);
    for (const [term, id] of idOf) {
      weight[id] = surprise(textsWith[id] ?? 0, rates.get(term) ?? priorRate, texts) / rarest;
      const nameness = ((capital[id] ?? 0) + 0.5) / ((telling[id] ?? 0) + 1);
      nameWeight[id] = nameness >= 0.5 ? nameness * (weight[id] ?? 0) : 0;
    }
    return { idOf, weight, nameWeight };
  };
  return { numberOf, read, vocabulary };
}

function priorRates(): Map<string, number> {
  return new Map(Object.values(functionWords).flatMap((words) => words.map((word) => [word, functionWordRate] as const)));
}

function surprise(textsWith: number, rate: number, texts: number): number {
  return Math.max(0, -Math.log((textsWith + priorTexts * rate) / (texts + priorTexts)) - sayingNothing);
}
