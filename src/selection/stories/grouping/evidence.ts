import { type ComparablePage, worthOf } from './comparable-page.ts';
import { languagesDiffer } from './words/language.ts';
import { marksConflict } from './words/marks.ts';
import { goesOn, inTitle, onlyOpening, termOf } from './words/page-words.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/** Pages published further apart than this are never the same event. */
export const storySpanMs = 10 * 86_400_000;

/** What each sign of kinship counts, in log-odds. */
export type Weights = {
  readonly base: number;
  /** Share of each headline's weight that the other page (title and excerpt) has too; the mean of the two. */
  readonly headlinesShared: number;
  /** Weight of all words the two pages share; logarithmic. */
  readonly wordsShared: number;
  /** The rarest word the two headlines share. */
  readonly rarestShared: number;
  /** The rarest name in a headline that the other page lacks: of the side that lacks less, and of the side that lacks more. */
  readonly nameLacking: number;
  readonly nameLackingMore: number;
  /** Days apart; logarithmic. */
  readonly daysApart: number;
  /** One stands in the other's `related`. */
  readonly related: number;
  /** Both headlines count something, and one number is the same. */
  readonly sameCount: number;
  /** Both count something, and none is. */
  readonly otherCount: number;
  /** Pages without an excerpt, of the two: where little is said, little is lacking and little shared. */
  readonly bare: number;
};

/**
 * How the signs add up: 0 is an even chance. Fitted by logistic regression on judged pairs of real coverages
 * (`bench/eval/pairs.tsv`), then rounded; `bench/eval/cross-validate.ts` fits them anew.
 */
export const fitted: Weights = {
  base: -1.7,
  headlinesShared: 3.8,
  wordsShared: 2,
  rarestShared: 3.2,
  nameLacking: -3.5,
  nameLackingMore: -3.8,
  daysApart: -1.6,
  related: 1.2,
  sameCount: 1,
  otherCount: -2,
  bare: 0.35,
};
/**
 * Weight of words two pages must share at least. A weight of 1 is what a word says that stands in one text alone: of all pages
 * of the corpus one shares it by chance. Anything above that keeps chance out however large the corpus is, and chance grows
 * with what is said: each excerpt asks for more. Twice the same headline needs more than one word has, since `Sudoku` is everybody's.
 */
const leastShared = { sameHeadline: 1, bare: 1, forExcerpt: 0.3 };
/** Whatever else two pages have, `evidence` is `null` when the weight they share is below this: nine of ten pairs that are looked at. */
export const leastOfAll = Math.min(leastShared.sameHeadline, leastShared.bare);
/**
 * What they must share besides of words that are not ordinary ones: a name of some weight, or several words of this much
 * altogether; of a single one more, since one rare word may be a coincidence. So is any number of words like `road`, `turned`
 * and `hundred`, and so is the place or keyword that a headline opens with.
 */
const leastTelling = { name: 0.3, several: 0.7, single: 0.9 };
/** Names as heavy as this, one in either headline that the other page lacks: one template around two persons or places. */
const namesApart = 0.7;
/** Share of weight above which two headlines count as the same words. */
const sameHeadline = 0.93;
/** One outlet's same headline after this long is the next instalment of a column, unless the text is the same as well. */
const columnMs = 20 * 3_600_000;

/** Words cannot outweigh it: two languages, headlines dated or numbered differently, one event and a page about many. */
export function contradicts(a: ComparablePage, b: ComparablePage): boolean {
  return a.roundup !== b.roundup || languagesDiffer(a.language, b.language) || marksConflict(a.marks, b.marks);
}

/**
 * The log-odds that two pages tell the same event, from words alone; `null` when nothing speaks for it: too far apart, too
 * little shared, a weighty name in either headline that the other page lacks, one outlet's two different headlines (an outlet tells an event once; its similar headlines are a series), or
 * two instalments of a column. Pages that contradict each other are not to be asked about.
 */
export function evidence(
  a: ComparablePage,
  b: ComparablePage,
  related: boolean,
  vocabulary: Vocabulary,
  weights: Weights = fitted,
): number | null {
  const apart = Math.abs(a.time - b.time);
  if (apart > storySpanMs) return null;
  const found = compare(a.words, b.words, vocabulary);
  const { there, back } = found;
  const same = found.headlines >= sameHeadline * Math.max(a.titleWeight, b.titleWeight);
  if ((a.outlet === b.outlet || a.roundup) && !(same && (apart < columnMs || sameText(found, a, b)))) return null;
  const least = leastShared.bare + leastShared.forExcerpt * (Number(!a.bare) + Number(!b.bare));
  if (found.shared < least && !(same && found.headlines >= leastShared.sameHeadline)) return null;
  if (found.telling < (found.tellingWords > 1 ? leastTelling.several : leastTelling.single) && found.tellingName < leastTelling.name)
    return null;
  if (Math.min(there.nameLacking, back.nameLacking) >= namesApart) return null;
  return (
    weights.base +
    weights.bare * (Number(a.bare) + Number(b.bare)) +
    countsSay(a.counts, b.counts, weights) +
    weights.headlinesShared * ((part(there.shared, a.titleWeight) + part(back.shared, b.titleWeight)) / 2) +
    weights.wordsShared * Math.log1p(found.shared) +
    weights.rarestShared * found.rarestShared +
    weights.nameLacking * Math.min(there.nameLacking, back.nameLacking) +
    weights.nameLackingMore * Math.max(there.nameLacking, back.nameLacking) +
    weights.daysApart * Math.log1p(apart / 86_400_000) +
    (related ? weights.related : 0)
  );
}

/** Headline and excerpt, of which there is one. */
function sameText({ shared, headlines }: Comparison, a: ComparablePage, b: ComparablePage): boolean {
  return shared > headlines && shared >= sameHeadline * Math.max(a.textWeight, b.textWeight);
}

function countsSay(a: ReadonlySet<number>, b: ReadonlySet<number>, { sameCount, otherCount }: Weights): number {
  if (a.size === 0 || b.size === 0) return 0;
  return a.isDisjointFrom(b) ? otherCount : sameCount;
}

function part(shared: number, whole: number): number {
  return whole === 0 ? 0 : shared / whole;
}

/** How one headline fares in the other page: the weight of its words that stand there, and the rarest name that does not. */
type Fare = { shared: number; nameLacking: number };
/** What two pages share (sums of weights): of their headlines, altogether, of words not ordinary, the heaviest name of those. */
type Comparison = {
  headlines: number;
  rarestShared: number;
  shared: number;
  telling: number;
  tellingWords: number;
  tellingName: number;
  /** The first page's headline in the second page, and the other way round. */
  readonly there: Fare;
  readonly back: Fare;
};

/**
 * `shared` of a Comparison alone, for one page beside many: its words are laid out by term, so that only the other page is walked.
 * Terms are below `terms`.
 */
export function createGlance(terms: number, weight: Float32Array): (one: ComparablePage, other: ComparablePage) => number {
  const laid = new Int32Array(terms).fill(nothing);
  let before: Int32Array = new Int32Array();
  return ({ words }, other) => {
    if (words !== before) {
      for (const word of before) laid[termOf(word)] = nothing;
      for (const word of words) laid[termOf(word)] = word;
      before = words;
    }
    let shared = 0;
    for (const word of other.words) {
      const same = laid[termOf(word)] as number;
      if (same !== nothing) shared += Math.max(worthOf(word, weight), worthOf(same, weight));
    }
    return shared;
  };
}

const nothing = -1;

/** One walk over the words of both. */
function compare(a: Int32Array, b: Int32Array, vocabulary: Vocabulary): Comparison {
  const there: Fare = { shared: 0, nameLacking: 0 };
  const back: Fare = { shared: 0, nameLacking: 0 };
  const found: Comparison = { headlines: 0, rarestShared: 0, shared: 0, telling: 0, tellingWords: 0, tellingName: 0, there, back };
  const { nameWeight } = vocabulary;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as number, b[j] as number];
    const apart = termOf(x) - termOf(y);
    if (apart === 0) noteShared(found, x, y, vocabulary);
    else if (apart < 0) noteLacking(there, x, nameWeight);
    else noteLacking(back, y, nameWeight);
    if (apart <= 0) i++;
    if (apart >= 0) j++;
  }
  for (; i < a.length; i++) noteLacking(there, a[i] as number, nameWeight);
  for (; j < b.length; j++) noteLacking(back, b[j] as number, nameWeight);
  return found;
}

function noteShared(found: Comparison, x: number, y: number, { weight, nameWeight, ordinary }: Vocabulary): void {
  const id = termOf(x);
  const [inX, inY] = [worthOf(x, weight), worthOf(y, weight)];
  const shared = Math.max(inX, inY);
  found.shared += shared;
  const opening = ((x | y) & onlyOpening) !== 0;
  if (ordinary[id] === 0 && !opening) {
    found.telling += shared;
    found.tellingWords += 1;
    if ((x & y & goesOn) === 0) found.tellingName = Math.max(found.tellingName, nameWeight[id] as number);
  }
  if (x & inTitle) found.there.shared += inX;
  if (y & inTitle) found.back.shared += inY;
  if (x & y & inTitle) {
    found.headlines += Math.min(inX, inY);
    if (!opening) found.rarestShared = Math.max(found.rarestShared, shared);
  }
}

function noteLacking(fare: Fare, word: number, nameWeight: Float32Array): void {
  if (!(word & inTitle)) return;
  const weight = nameWeight[termOf(word)] as number;
  if (weight > fare.nameLacking) fare.nameLacking = weight;
}
