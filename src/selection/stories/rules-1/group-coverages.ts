import type { Collected } from '../collect-coverages.ts';
import { groupsIn } from '../grouping/grouping.ts';
import { createRows } from '../grouping/packed-rows.ts';
import { outletOf } from '../outlet.ts';
import type { Coverage } from '../story.ts';
import { createFinder } from './candidate-pairs.ts';
import { pagesOf } from './comparable-page.ts';
import { contradicts, evidence } from './evidence.ts';
import { joinGroups } from './join-groups.ts';
import { lookUpsOf, pagesByTerm } from './rare-words.ts';
import { createLanguageTeller } from './words/language.ts';
import { createPageReader } from './words/page-words.ts';
import { weigh } from './words/vocabulary.ts';

/** Evidence below this is not kept. */
const leastKept = -1.5;

/**
 * `groupCoverages` as the first rules had it, for editions sealed under them: nothing in this folder is changed any more, and
 * it goes when no such edition is kept.
 */
export function groupByFirstRules({ coverages, edges }: Collected): number[][] {
  const terms: string[] = [];
  const read = createPageReader(terms);
  const rows = createRows(coverages.length);
  for (const coverage of coverages) rows.add(read(coverage));
  const words = rows.done();
  const vocabulary = weigh(terms, words);
  const lookUps = lookUpsOf(words, vocabulary, terms);
  const pagesWith = pagesByTerm(lookUps, terms.length);
  const times = Float64Array.from(coverages, ({ publishedAt }) => publishedAt.getTime());
  const pageAt = pagesOf({ coverages, words, vocabulary, languageOf: createLanguageTeller(terms) });
  const hinted = new Set(edges.map(([a, b]) => a * coverages.length + b));
  const find = createFinder({ times, lookUps, pagesWith, weight: vocabulary.weight });
  const found = createRows(coverages.length);
  const odds: number[] = [];
  for (let later = 0; later < coverages.length; later++) {
    const earlier = find(later);
    found.add(earlier);
    for (const page of earlier) {
      const [a, b] = [pageAt(page), pageAt(later)];
      const held = contradicts(a, b) ? Number.NEGATIVE_INFINITY : evidence(a, b, hinted.has(page * coverages.length + later), vocabulary);
      odds.push(held === null || (held < leastKept && held !== Number.NEGATIVE_INFINITY) ? Number.NaN : held);
    }
  }
  const outlet = (page: number) => outletOf((coverages[page] as Coverage).provider);
  return groupsIn(joinGroups({ compared: found.done(), odds: Float32Array.from(odds), times, outletOf: outlet }));
}
