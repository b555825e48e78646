import { outletOf } from '../outlet.ts';
import type { Coverage } from '../story.ts';
import { type PackedRows, rowOf } from './packed-rows.ts';
import { countsOf } from './words/counts.ts';
import { headlineOf } from './words/headline.ts';
import type { TellLanguage } from './words/language.ts';
import { type Marks, marksOf } from './words/marks.ts';
import { goesOn, inTitle, termOf } from './words/page-words.ts';
import { isRoundup } from './words/roundups/roundup.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/** What a word counts that only goes on with a name. */
const restOfName = 0.75;

/** A coverage made ready for comparison; `words` as `page-words` packs them. */
export type ComparablePage = {
  readonly words: Int32Array;
  /** Sum over the headline's words. */
  readonly titleWeight: number;
  /** Sum over all words, headline and excerpt. */
  readonly textWeight: number;
  readonly marks: Marks;
  /** The numbers its headline counts with. */
  readonly counts: ReadonlySet<number>;
  /** It has no excerpt, or one that says no more than its headline. */
  readonly bare: boolean;
  /** Its headline says that it tells several events. */
  readonly roundup: boolean;
  readonly language: string | null;
  readonly outlet: string;
  readonly time: number;
};

export type PageSource = {
  readonly coverages: readonly Coverage[];
  readonly words: PackedRows;
  readonly vocabulary: Vocabulary;
  readonly languageOf: TellLanguage;
};

/** Makes pages ready when they are first asked for: of a corpus known from before most never are. */
export function pagesOf({ coverages, words, vocabulary, languageOf }: PageSource): (index: number) => ComparablePage {
  const made: (ComparablePage | undefined)[] = new Array(coverages.length);
  return (index) => {
    const known = made[index];
    if (known !== undefined) return known;
    const { title, provider, publishedAt } = coverages[index] as Coverage;
    const headline = headlineOf({ title, provider });
    const own = rowOf(words, index);
    const weights = weightsOf(own, vocabulary);
    const language = languageOf(own);
    const page: ComparablePage = {
      words: own,
      ...weights,
      bare: weights.textWeight === weights.titleWeight,
      counts: countsOf(headline),
      marks: marksOf(headline),
      roundup: isRoundup(headline, language),
      language,
      outlet: outletOf(provider),
      time: publishedAt.getTime(),
    };
    made[index] = page;
    return page;
  };
}

function weightsOf(words: Int32Array, { weight }: Vocabulary): Pick<ComparablePage, 'titleWeight' | 'textWeight'> {
  let [titleWeight, textWeight] = [0, 0];
  for (const word of words) {
    const own = worthOf(word, weight);
    textWeight += own;
    if (word & inTitle) titleWeight += own;
  }
  return { titleWeight, textWeight };
}

/** What a word of a page says: of the words of one name those after the first say little more. */
export const worthOf = (word: number, weight: Float32Array): number => {
  const worth = weight[termOf(word)] ?? 0;
  return word & goesOn ? restOfName * worth : worth;
};
