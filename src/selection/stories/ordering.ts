import type { Telling } from '../../content/article.ts';

/** The better telling comes first: quality, then the earlier, then URL by code unit. */
export function bestFirst(a: Telling, b: Telling): number {
  return b.quality - a.quality || earliestFirst(a, b);
}

/** The earlier telling comes first, then URL by code unit: total over tellings with distinct canonical URLs. */
export function earliestFirst(a: Telling, b: Telling): number {
  return a.publishedAt.getTime() - b.publishedAt.getTime() || byCodeUnit(a.canonicalUrl, b.canonicalUrl) || byCodeUnit(a.url, b.url);
}

/** Orders strings by UTF-16 code unit: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
