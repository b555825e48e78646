import { type ComparablePage, pagesOf } from './grouping/comparable-page.ts';
import { contradicts, evidence } from './grouping/evidence.ts';
import { createRows } from './grouping/packed-rows.ts';
import { createLanguageTeller } from './grouping/words/language.ts';
import { createPageReader, inTitle, termOf } from './grouping/words/page-words.ts';
import { type Vocabulary, weigh } from './grouping/words/vocabulary.ts';
import type { Coverage } from './story.ts';

/** Whether two pages tell one event: asked of the few a digest holds, where the same thing twice is worse than one story less. */
export type LookAlike = (a: Coverage, b: Coverage) => boolean;

/** Log-odds at which two pages of a digest are looked upon as one event; to show them as one story takes more. */
const likely = 0.4;
/** Of one outlet, whose like headlines are mostly a series, so much of the shorter headline must stand in the other page. */
const contained = 0.97;
/** ... and it must say something: words of this weight. */
const saysSomething = 1.5;
const sameDayMs = 20 * 3_600_000;

/** Compares pages of `corpus` with each other, by what is rare in it; any other page is like none. */
export function createLookAlike(corpus: readonly Coverage[], language: string): LookAlike {
  const terms: string[] = [];
  const read = createPageReader(terms, language);
  const rows = createRows(corpus.length);
  for (const coverage of corpus) rows.add(read(coverage));
  const words = rows.done();
  const vocabulary = weigh(terms, words, language);
  const pageAt = pagesOf({ coverages: corpus, words, vocabulary, languageOf: createLanguageTeller(terms) });
  const places = new Map(corpus.map(({ canonicalUrl }, at) => [canonicalUrl, at]));
  return (a, b) => {
    const [first, second] = [places.get(a.canonicalUrl), places.get(b.canonicalUrl)];
    if (first === undefined || second === undefined) return false;
    if (squeezed(a.title) === squeezed(b.title))
      return Math.abs(a.publishedAt.getTime() - b.publishedAt.getTime()) < sameDayMs || a.excerpt === b.excerpt;
    const [page, other] = [pageAt(first), pageAt(second)];
    if (contradicts(page, other) || page.roundup) return false;
    if (page.outlet === other.outlet) return oneInTheOther(page, other, vocabulary);
    return (evidence(page, other, false, vocabulary) ?? Number.NEGATIVE_INFINITY) >= likely;
  };
}

/** Letters and digits alone: `plain-text` is `plaintext`. */
const squeezed = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function oneInTheOther(a: ComparablePage, b: ComparablePage, vocabulary: Vocabulary): boolean {
  if (Math.abs(a.time - b.time) > sameDayMs) return false;
  const [short, long] = a.titleWeight <= b.titleWeight ? [a, b] : [b, a];
  // As pages of two outlets are weighed: only the outlet is another, not what they say.
  const held = evidence(short, { ...long, outlet: '' }, false, vocabulary);
  return (
    held !== null &&
    held >= likely &&
    short.titleWeight >= saysSomething &&
    headlineShared(short, long, vocabulary) >= contained * short.titleWeight
  );
}

function headlineShared(short: ComparablePage, long: ComparablePage, { weight }: Vocabulary): number {
  const said = new Set(headlineTerms(long));
  return headlineTerms(short).reduce((sum, id) => sum + (said.has(id) ? (weight[id] as number) : 0), 0);
}

const headlineTerms = ({ words }: ComparablePage): number[] => [...words].filter((word) => word & inTitle).map(termOf);
