import { createLanguageTeller } from './language.ts';
import { type Marks, marksOf } from './marks.ts';
import { outletOf } from './outlet.ts';
import type { Coverage } from './story.ts';
import { createTokeniser } from './tokenise.ts';
import { createLearner, type Vocabulary } from './vocabulary.ts';

/** A coverage made ready for comparison. Term ids are ascending and distinct; weights are sums over them. */
export type Page = {
  readonly title: Int32Array;
  readonly titleWeight: number;
  /** Title and excerpt together. */
  readonly whole: Int32Array;
  readonly marks: Marks;
  readonly language: string | null;
  readonly outlet: string;
  readonly time: number;
};

export type Reading = { readonly pages: readonly Page[]; readonly vocabulary: Vocabulary };

/** Reads all coverages together, since how rare a word is depends on the rest of them. Linear in their length. */
export function readPages(coverages: readonly Coverage[]): Reading {
  const learner = createLearner();
  const tokenise = createTokeniser(learner.numberOf);
  const texts = coverages.map((coverage) => {
    const title = tokenise(coverage.title);
    return { titleLength: title.length, words: learner.read(title.concat(tokenise(coverage.excerpt ?? ''))) };
  });
  const vocabulary = learner.vocabulary();
  const languageOf = createLanguageTeller(vocabulary.idOf);
  const pages = coverages.map((coverage, index): Page => {
    const { titleLength, words } = texts[index] ?? { titleLength: 0, words: [] };
    const title = distinct(words.slice(0, titleLength));
    return {
      title,
      titleWeight: title.reduce((sum, id) => sum + (vocabulary.weight[id] ?? 0), 0),
      whole: distinct(words),
      marks: marksOf(coverage.title),
      language: languageOf(words),
      outlet: outletOf(coverage.provider),
      time: coverage.publishedAt.getTime(),
    };
  });
  return { pages, vocabulary };
}

function distinct(ids: readonly number[]): Int32Array {
  return Int32Array.from(new Set(ids)).sort();
}
