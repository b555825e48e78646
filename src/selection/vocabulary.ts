import { commonWords } from './common-words.ts';
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
  /** 1 for a word that is ordinary in any news, 0 for one that may be telling. */
  readonly ordinary: Uint8Array;
  /** In how many texts the term stands. */
  readonly textsWith: readonly number[];
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
    const rarest = surprise(1, priorRates.name, texts);
    const weight = new Float64Array(idOf.size);
    const nameWeight = new Float64Array(idOf.size);
    const ordinary = new Uint8Array(idOf.size);
    for (const [term, id] of idOf) {
      const nameness = ((capital[id] ?? 0) + 0.5) / ((telling[id] ?? 0) + 1);
      const rate = knownRates.get(term) ?? otherRate(term, nameness);
      weight[id] = surprise(textsWith[id] ?? 0, rate, texts) / rarest;
      ordinary[id] = Number(knownRates.has(term));
      nameWeight[id] = nameness >= 0.5 ? nameness * (weight[id] ?? 0) : 0;
    }
    return { idOf, weight, nameWeight, ordinary, textsWith };
  };
  return { numberOf, read, vocabulary };
}

const knownRates: ReadonlyMap<string, number> = new Map([
  ...commonWords.map((term) => [term, priorRates.common] as const),
  ...Object.values(functionWords).flatMap((terms) => terms.map((term) => [term, priorRates.function] as const)),
]);

/** Between a name's rate and another word's, by how often the corpus writes it as a name. */
function otherRate(term: string, nameness: number): number {
  const name = startsWithDigit.test(term) ? 1 : nameness;
  return priorRates.name ** name * priorRates.other ** (1 - name);
}

const startsWithDigit = /^\p{N}/u;

function surprise(textsWith: number, rate: number, texts: number): number {
  return Math.max(0, -Math.log((textsWith + priorTexts * rate) / (texts + priorTexts)) - sayingNothing);
}
