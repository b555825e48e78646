import type { Collected } from '../../src/selection/stories/collect-coverages.ts';
import { pagesOf } from '../../src/selection/stories/grouping/comparable-page.ts';
import { contradicts, evidence, fitted, type Weights } from '../../src/selection/stories/grouping/evidence.ts';
import { enough } from '../../src/selection/stories/grouping/join-groups.ts';
import { createRows } from '../../src/selection/stories/grouping/packed-rows.ts';
import { createLanguageTeller } from '../../src/selection/stories/grouping/words/language.ts';
import { createPageReader } from '../../src/selection/stories/grouping/words/page-words.ts';
import { weigh } from '../../src/selection/stories/grouping/words/vocabulary.ts';
import { goldOf, type Pair } from './b-cubed.ts';

const signs = Object.keys(fitted) as (keyof Weights)[];
const none = Object.fromEntries(signs.map((sign) => [sign, 0])) as unknown as Weights;
const folds = 10;
/** Pulls weights towards 0 a little, so that a sign few pairs have is not believed too much. The base is left alone. */
const ridge = 0.3;

type Judged = { readonly signs: readonly number[]; readonly same: boolean; readonly fold: number };
/** Of pairs taken for the same event how many are, and of those that are how many were taken for it. */
type Scored = { readonly precision: number; readonly recall: number };

/**
 * What the weights are worth on pairs they were not fitted on. Pairs are dealt into ten parts, all pairs of an event into one;
 * each part is judged by weights fitted on the other nine. Counted by links between two pages, before groups are made.
 */
export function crossValidate(collected: Collected, pairs: readonly Pair[]): Record<'as they are' | 'refitted' | 'held out', Scored> {
  const judged = judgedLinks(collected, pairs);
  const ours = signs.map((sign) => fitted[sign]);
  const all = weightsFor(judged);
  const without = Array.from({ length: folds }, (_, fold) => weightsFor(judged.filter((pair) => pair.fold !== fold)));
  return {
    'as they are': scored(judged, () => ours),
    refitted: scored(judged, () => all),
    'held out': scored(judged, ({ fold }) => without[fold] ?? all),
  };
}

/** Labelled pairs that words decide about, with their signs. */
function judgedLinks({ coverages, edges }: Collected, pairs: readonly Pair[]): Judged[] {
  const terms: string[] = [];
  const read = createPageReader(terms, 'en');
  const rows = createRows(coverages.length);
  for (const coverage of coverages) rows.add(read(coverage));
  const words = rows.done();
  const vocabulary = weigh(terms, words, 'en');
  const pageAt = pagesOf({ coverages, words, vocabulary, languageOf: createLanguageTeller(terms) });
  const pageOf = new Map(coverages.map(({ canonicalUrl }, page) => [canonicalUrl, page]));
  const hinted = new Set(edges.map(([a, b]) => `${a} ${b}`));
  const { eventOf } = goldOf(pairs);
  const events = [...new Set(eventOf.values())].sort();
  return pairs.flatMap(({ a, b, same }) => {
    const [x = 0, y = 0] = [pageOf.get(a) ?? 0, pageOf.get(b) ?? 0].sort((one, other) => one - other);
    const count = (weights: Weights) => evidence(pageAt(x), pageAt(y), hinted.has(`${x} ${y}`), vocabulary, weights);
    if (contradicts(pageAt(x), pageAt(y)) || count(none) === null) return [];
    const found = signs.map((sign) => count({ ...none, [sign]: 1 }) ?? 0);
    return [{ signs: found, same, fold: events.indexOf(eventOf.get(a) ?? '') % folds }];
  });
}

function scored(pairs: readonly Judged[], weightsOf: (pair: Judged) => readonly number[]): Scored {
  const taken = pairs.filter((pair) => sum(pair.signs, weightsOf(pair)) >= enough);
  const right = taken.filter(({ same }) => same).length;
  return { precision: right / taken.length, recall: right / pairs.filter(({ same }) => same).length };
}

/** Logistic regression by Newton's method. */
function weightsFor(pairs: readonly Judged[]): number[] {
  let weights = signs.map(() => 0);
  for (let round = 0; round < 25; round++) {
    const slope: number[] = weights.map((weight, i) => (i === 0 ? 0 : -ridge * weight));
    const bend: number[][] = weights.map((_, i) => weights.map((__, j) => (i === j && i > 0 ? ridge : 0)));
    for (const { signs: x, same } of pairs) {
      const chance = 1 / (1 + Math.exp(-sum(x, weights)));
      x.forEach((one, i) => {
        slope[i] = (slope[i] ?? 0) + (Number(same) - chance) * one;
        const row = bend[i] ?? [];
        x.forEach((other, j) => {
          row[j] = (row[j] ?? 0) + chance * (1 - chance) * one * other;
        });
      });
    }
    const step = solve(bend, slope);
    weights = weights.map((weight, i) => weight + (step[i] ?? 0));
  }
  return weights;
}

/** Gauss and Jordan; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  rows.forEach((pivotRow, pivot) => {
    const scale = pivotRow[pivot] ?? 1;
    pivotRow.forEach((value, at) => {
      pivotRow[at] = value / scale;
    });
    rows.forEach((row, i) => {
      const factor = row[pivot] ?? 0;
      if (i === pivot) return;
      row.forEach((value, at) => {
        row[at] = value - factor * (pivotRow[at] ?? 0);
      });
    });
  });
  return rows.map((row) => row.at(-1) ?? 0);
}

const sum = (x: readonly number[], weights: readonly number[]): number => x.reduce((total, one, i) => total + one * (weights[i] ?? 0), 0);
