import { type PackedRows, rowOf } from '../grouping/packed-rows.ts';
import { outletOf } from '../outlet.ts';
import type { Coverage } from '../story.ts';
import { headlineOf } from './words/headline.ts';
import type { TellLanguage } from './words/language.ts';
import { type Marks, marksOf } from './words/marks.ts';
import { inTitle, termOf } from './words/page-words.ts';
import { isRoundup } from './words/roundup.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/** A coverage made ready for comparison; `words` as `page-words` packs them. */
export type ComparablePage = {
  readonly words: Int32Array;
  /** Sum over the headline's words. */
  readonly titleWeight: number;
  /** Sum over all words, headline and excerpt. */
  readonly textWeight: number;
  readonly marks: Marks;
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
    const page: ComparablePage = {
      words: own,
      ...weightsOf(own, vocabulary),
      marks: marksOf(headline),
      roundup: isRoundup(headline),
      language: languageOf(own),
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
    const own = weight[termOf(word)] ?? 0;
    textWeight += own;
    if (word & inTitle) titleWeight += own;
  }
  return { titleWeight, textWeight };
}
