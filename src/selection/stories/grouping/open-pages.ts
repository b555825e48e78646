import type { Grouping } from './grouping.ts';

/**
 * The pages whose groups a change can have touched: 1 for every page that strong links lead to from a touched one, over
 * however many others. Groups join along strong links alone and by what is known of their own pages, so no other group can
 * have become another.
 */
export function openPages({ compared, odds }: Pick<Grouping, 'compared' | 'odds'>, touched: Uint8Array, strong: number): Uint8Array {
  const parent = Int32Array.from(touched, (_, page) => page);
  const rootOf = (page: number): number => {
    let root = page;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  for (let page = 0; page < touched.length; page++)
    for (let pair = compared.from[page] as number; pair < (compared.from[page + 1] as number); pair++)
      if ((odds[pair] as number) >= strong) parent[rootOf(page)] = rootOf(compared.values[pair] as number);
  const open = new Uint8Array(touched.length);
  touched.forEach((one, page) => {
    if (one === 1) open[rootOf(page)] = 1;
  });
  return open.map((_, page) => open[rootOf(page)] as number);
}

/** The pairs whose later page is open. */
export function openPairs({ from }: Grouping['compared'], open: Uint8Array): Int32Array {
  const pairs = new Int32Array(from.at(-1) ?? 0);
  let count = 0;
  for (let page = 0; page < open.length; page++) {
    if (open[page] === 0) continue;
    for (let pair = from[page] as number; pair < (from[page + 1] as number); pair++) pairs[count++] = pair;
  }
  return pairs.subarray(0, count);
}
