import { languageOf } from './language.ts';
import { type Marks, marksOf } from './marks.ts';
import { outletOf } from './outlet.ts';
import type { Coverage } from './story.ts';
import { tokenise, type Word } from './tokenise.ts';
import { learnVocabulary, type Vocabulary } from './vocabulary.ts';

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
  const titles = coverages.map((coverage) => tokenise(coverage.title));
  const wholes = coverages.map((coverage, index) => [...wordsAt(titles, index), ...tokenise(coverage.excerpt ?? '')]);
  const vocabulary = learnVocabulary(wholes);
  const pages = coverages.map((coverage, index): Page => {
    const title = idsOf(wordsAt(titles, index), vocabulary);
    const whole = wordsAt(wholes, index);
    return {
      title,
      titleWeight: title.reduce((sum, id) => sum + (vocabulary.weight[id] ?? 0), 0),
      whole: idsOf(whole, vocabulary),
      marks: marksOf(coverage.title),
      language: languageOf(whole.map((word) => word.term)),
      outlet: outletOf(coverage.provider),
      time: coverage.publishedAt.getTime(),
    };
  });
  return { pages, vocabulary };
}

function wordsAt(texts: readonly (readonly Word[])[], index: number): readonly Word[] {
  return texts[index] ?? [];
}

function idsOf(words: readonly Word[], { idOf }: Vocabulary): Int32Array {
  return Int32Array.from(new Set(words.map((word) => idOf.get(word.term) ?? -1))).sort();
}
