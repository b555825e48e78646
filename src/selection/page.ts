import type { TellLanguage } from './language.ts';
import { type Marks, marksOf } from './marks.ts';
import { outletOf } from './outlet.ts';
import { inTitle, termOf } from './page-words.ts';
import { type Rows, rowOf } from './rows.ts';
import type { Coverage } from './story.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A coverage made ready for comparison; `words` as `page-words` packs them. */
export type Page = {
  readonly words: Int32Array;
  /** Sum over the headline's words. */
  readonly titleWeight: number;
  readonly marks: Marks;
  readonly language: string | null;
  readonly outlet: string;
  readonly time: number;
};

export type PageSource = {
  readonly coverages: readonly Coverage[];
  readonly words: Rows;
  readonly vocabulary: Vocabulary;
  readonly languageOf: TellLanguage;
};

/** Makes pages ready when they are first asked for: of a corpus known from before most never are. */
export function pagesOf({ coverages, words, vocabulary, languageOf }: PageSource): (index: number) => Page {
  const made: (Page | undefined)[] = new Array(coverages.length);
  return (index) => {
    const known = made[index];
    if (known !== undefined) return known;
    const { title, provider, publishedAt } = coverages[index] as Coverage;
    const own = rowOf(words, index);
    const page: Page = {
      words: own,
      titleWeight: titleWeightOf(own, vocabulary),
      marks: marksOf(title),
      language: languageOf(own),
      outlet: outletOf(provider),
      time: publishedAt.getTime(),
    };
    made[index] = page;
    return page;
  };
}

function titleWeightOf(words: Int32Array, { weight }: Vocabulary): number {
  let sum = 0;
  for (const word of words) if (word & inTitle) sum += weight[termOf(word)] ?? 0;
  return sum;
}
