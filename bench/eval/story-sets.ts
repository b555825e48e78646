import { groupCoverages } from '../../src/selection/stories/grouping/regroup.ts';
import type { Coverage } from '../../src/selection/stories/story.ts';
import { type Form, forms, frenchDay, type LabelledPage, labelledWeek } from './labelled-sets.ts';

export type Scored = { readonly pages: number; readonly precision: number; readonly recall: number };
export type SetFigures = {
  /** By set: B-cubed, pages of other sets counting as wrong. */
  readonly sets: Readonly<Record<string, Scored>>;
  readonly unrelated: { readonly pages: number; readonly joined: number };
};
export type StorySets = {
  readonly week: Readonly<Record<Form, SetFigures>>;
  readonly frenchDay: { readonly headlines: number; readonly groups: number; readonly joined: number; readonly largest: readonly string[] };
};

/** How labelled news is grouped, all of it mixed into one week with unrelated pages; `null` where the folder holds none. */
export function storySets(folder: string): StorySets | null {
  const french = frenchDay(folder);
  const week = forms.map((form) => [form, labelledWeek(folder, form)] as const);
  if (french === null || week.some(([, pages]) => pages === null)) return null;
  return {
    week: Object.fromEntries(week.map(([form, pages]) => [form, figuresOf(pages ?? [], form)])) as Record<Form, SetFigures>,
    frenchDay: frenchFigures(french),
  };
}

/** Where every second page is its headline alone, those are told apart from the others. */
function figuresOf(pages: readonly LabelledPage[], form: Form): SetFigures {
  const groups = groupCoverages({ coverages: pages.map(({ coverage }) => coverage), edges: [] });
  const belonging = counted(pages.map(({ event }) => event));
  const sums = new Map<string, { pages: number; precision: number; recall: number }>();
  let joined = 0;
  for (const group of groups) {
    const here = counted(group.map((index) => pages[index]?.event ?? ''));
    for (const index of group) {
      const { set, event, coverage } = pages[index] as LabelledPage;
      const right = here.get(event) ?? 0;
      const name = form === 'mixed' ? `${set}, ${coverage.excerpt === null ? 'titles' : 'text'}` : set;
      const sum = sums.get(name) ?? { pages: 0, precision: 0, recall: 0 };
      sum.pages += 1;
      sum.precision += right / group.length;
      sum.recall += right / (belonging.get(event) ?? 1);
      sums.set(name, sum);
      if (set === 'unrelated' && group.length > 1) joined += 1;
    }
  }
  const mean = ({ pages, precision, recall }: Scored): Scored => ({ pages, precision: precision / pages, recall: recall / pages });
  const labelled = [...sums].filter(([name]) => !name.startsWith('unrelated')).sort(([a], [b]) => (a < b ? -1 : 1));
  const unrelated = pages.filter(({ set }) => set === 'unrelated').length;
  return { sets: Object.fromEntries(labelled.map(([name, sum]) => [name, mean(sum)])), unrelated: { pages: unrelated, joined } };
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Nobody labelled them: the largest groups are to be looked at. */
function frenchFigures(coverages: readonly Coverage[]): StorySets['frenchDay'] {
  const groups = groupCoverages({ coverages, edges: [] }).filter((group) => group.length > 1);
  const largest = groups.sort((a, b) => b.length - a.length).slice(0, 5);
  return {
    headlines: coverages.length,
    groups: groups.length,
    joined: groups.flat().length,
    largest: largest.map((group) => `${group.length}: ${coverages[group[0] ?? 0]?.title ?? ''}`),
  };
}
