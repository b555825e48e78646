import type { Telling } from '../content/article.ts';
import { byCodeUnit } from './code-unit-order.ts';

/** The better telling comes first: quality, then the earlier, then URL by code unit. */
export function bestFirst(a: Telling, b: Telling): number {
  return b.quality - a.quality || earliestFirst(a, b);
}

/** The earlier telling comes first, then URL by code unit: total over tellings with distinct canonical URLs. */
export function earliestFirst(a: Telling, b: Telling): number {
  return a.publishedAt.getTime() - b.publishedAt.getTime() || byCodeUnit(a.canonicalUrl, b.canonicalUrl) || byCodeUnit(a.url, b.url);
}
