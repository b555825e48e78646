import { marksConflict } from './marks.ts';
import type { Page } from './page.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Pages published further apart than this are never the same event. */
export const storySpanMs = 10 * 86_400_000;

/**
 * How the signs add up, in log-odds: 0 is an even chance. Fitted by logistic regression on judged pairs of real coverages
 * (`bench/eval/pairs.tsv`), then rounded.
 */
const weights = {
  base: -1.7,
  /** Share of each headline's weight that the other page (title and excerpt) has too; the mean of the two. */
  headlinesShared: 3.8,
  /** Weight of all words the two pages share; logarithmic. */
  wordsShared: 2,
  /** The rarest word the two headlines share. */
  rarestShared: 3.2,
  /** The rarest name in a headline that the other page lacks: of the side that lacks less, and of the side that lacks more. */
  nameLacking: -3.5,
  nameLackingMore: -3.8,
  /** Days apart; logarithmic. */
  daysApart: -1.6,
  /** One stands in the other's `related`. */
  related: 1.2,
};
/** Weight of words two pages must share at least: more than one word has, since `Editorial` is everybody's headline. */
const leastShared = 1;
/**
 * What they must share besides of words that are not ordinary ones: a name of some weight, or this much altogether. One rare
 * word may be a coincidence, and so is any number of words like `road`, `turned` and `hundred`.
 */
const leastTelling = { name: 0.3, words: 0.9 };
/** Share of weight above which two headlines count as the same words. */
const sameHeadline = 0.93;

/** Words cannot outweigh it: two languages, or headlines dated or numbered differently. */
export function contradicts(a: Page, b: Page): boolean {
  return (a.language !== null && b.language !== null && a.language !== b.language) || marksConflict(a.marks, b.marks);
}

/**
 * The log-odds that two pages tell the same event, from words alone; `null` when nothing speaks for it: too far apart, too
 * little shared, or one outlet's two different headlines (an outlet tells an event once; its similar headlines are a series).
 * Pages that contradict each other are not to be asked about.
 */
export function evidence(a: Page, b: Page, related: boolean, vocabulary: Vocabulary): number | null {
  const apart = Math.abs(a.time - b.time);
  if (apart > storySpanMs) return null;
  const headlines = contrast(a.title, b.title, vocabulary);
  const same = headlines.shared >= sameHeadline * Math.max(a.titleWeight, b.titleWeight);
  if (a.outlet === b.outlet && !same) return null;
  const { shared, telling, tellingName } = contrast(a.whole, b.whole, vocabulary);
  if (shared < leastShared || (telling < leastTelling.words && tellingName < leastTelling.name)) return null;
  const there = contrast(a.title, b.whole, vocabulary);
  const back = contrast(b.title, a.whole, vocabulary);
  return (
    weights.base +
    weights.headlinesShared * ((part(there.shared, a.titleWeight) + part(back.shared, b.titleWeight)) / 2) +
    weights.wordsShared * Math.log1p(shared) +
    weights.rarestShared * headlines.rarestShared +
    weights.nameLacking * Math.min(there.rarestNameLacking, back.rarestNameLacking) +
    weights.nameLackingMore * Math.max(there.rarestNameLacking, back.rarestNameLacking) +
    weights.daysApart * Math.log1p(apart / 86_400_000) +
    (related ? weights.related : 0)
  );
}

function part(shared: number, whole: number): number {
  return whole === 0 ? 0 : shared / whole;
}

type Contrast = { shared: number; telling: number; tellingName: number; rarestShared: number; rarestNameLacking: number };

/** What of `x` also stands in `y` (sums of weights, of all and of words not ordinary, and the heaviest), and the heaviest name that does not. */
function contrast(x: Int32Array, y: Int32Array, { weight, nameWeight, ordinary }: Vocabulary): Contrast {
  const found = { shared: 0, telling: 0, tellingName: 0, rarestShared: 0, rarestNameLacking: 0 };
  let at = 0;
  for (const id of x) {
    while (at < y.length && (y[at] ?? 0) < id) at++;
    if (y[at] === id) {
      const shared = weight[id] ?? 0;
      found.shared += shared;
      if (ordinary[id] === 0) {
        found.telling += shared;
        found.tellingName = Math.max(found.tellingName, nameWeight[id] ?? 0);
      }
      if (shared > found.rarestShared) found.rarestShared = shared;
    } else if ((nameWeight[id] ?? 0) > found.rarestNameLacking) {
      found.rarestNameLacking = nameWeight[id] ?? 0;
    }
  }
  return found;
}
