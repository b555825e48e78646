export type Pair = { readonly a: string; readonly b: string; readonly same: boolean };

/** What labels say: pages by event, and which events were judged to differ. Pairs of events nobody judged count for nothing. */
export type Gold = {
  readonly pages: readonly string[];
  readonly eventOf: ReadonlyMap<string, string>;
  readonly differ: (a: string, b: string) => boolean;
};

/** "The same" is carried on: what is the same as the same page is the same event, and what differs from one of its pages differs from all. */
export function goldOf(pairs: readonly Pair[]): Gold {
  const parent = new Map<string, string>();
  const root = (page: string): string => {
    let at = page;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const { a, b } of pairs) for (const page of [a, b]) if (!parent.has(page)) parent.set(page, page);
  for (const { a, b, same } of pairs) if (same) parent.set(root(a), root(b));
  const pages = [...parent.keys()].sort();
  const eventOf = new Map(pages.map((page) => [page, root(page)]));
  const key = (a: string, b: string) => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
  const different = new Set(pairs.filter(({ same }) => !same).map(({ a, b }) => key(root(a), root(b))));
  return { pages, eventOf, differ: (a, b) => different.has(key(eventOf.get(a) ?? '', eventOf.get(b) ?? '')) };
}

/**
 * B-cubed over the judged pairs: for each page, of the judged pages put with it (itself included) the share that belongs,
 * and of those that belong the share put with it; the mean over pages. `pairs` is the same counted by pairs.
 */
export function bCubed({ pages, eventOf, differ }: Gold, storyOf: (page: string) => string | undefined) {
  let [precision, recall, right, put, belonging] = [0, 0, 0, 0, 0];
  const failures: string[] = [];
  for (const page of pages) {
    let [rightHere, putHere, belongingHere] = [1, 1, 1];
    for (const other of pages) {
      if (other === page) continue;
      const same = eventOf.get(other) === eventOf.get(page);
      if (!same && !differ(page, other)) continue;
      const together = storyOf(other) !== undefined && storyOf(other) === storyOf(page);
      rightHere += Number(same && together);
      putHere += Number(together);
      belongingHere += Number(same);
      if (same !== together && page < other) failures.push(`${together ? 'wrongly joined' : 'missed'}\t${page}\t${other}`);
    }
    precision += rightHere / putHere;
    recall += rightHere / belongingHere;
    right += rightHere - 1;
    put += putHere - 1;
    belonging += belongingHere - 1;
  }
  const scored = (p: number, r: number) => ({ precision: p, recall: r, f1: (2 * p * r) / (p + r) });
  return { ...scored(precision / pages.length, recall / pages.length), pairs: scored(right / put, right / belonging), failures };
}

/** B-cubed where the event of every page is known: `groups` of pages by their number. Linear. */
export function bCubedOfAll(
  groups: readonly (readonly number[])[],
  eventOf: (page: number) => number,
): { precision: number; recall: number } {
  const sizes = new Map<number, number>();
  const together = groups.map((group) => {
    const counts = new Map<number, number>();
    for (const page of group) counts.set(eventOf(page), (counts.get(eventOf(page)) ?? 0) + 1);
    for (const [event, count] of counts) sizes.set(event, (sizes.get(event) ?? 0) + count);
    return { size: group.length, counts };
  });
  let [pages, precision, recall] = [0, 0, 0];
  for (const { size, counts } of together) {
    pages += size;
    for (const [event, count] of counts) {
      precision += (count * count) / size;
      recall += (count * count) / (sizes.get(event) ?? count);
    }
  }
  return { precision: precision / pages, recall: recall / pages };
}
