import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../../content/article.ts';
import type { PlanRequest } from './plan-request.ts';

/** An editor looks at one edition from many sides, and steps to the next one and back; of very many articles one is heavy enough. */
const keptOf = (articles: readonly Article[]): number => (articles.length > 20_000 ? 1 : 3);

type Made = { readonly request: PlanRequest; readonly selection: unknown };

/** By the articles, so that what was made of them goes when they do. */
const madeOf = new WeakMap<readonly Article[], Made[]>();

/** What was selected of the very same articles by an equal request, else what `select` makes of them now. */
export function selectedBefore<Selection>(articles: readonly Article[], request: PlanRequest, select: () => Selection): Selection {
  const made = madeOf.get(articles) ?? [];
  const known = made.find((one) => equal(one.request, request));
  const selection = known === undefined ? select() : (known.selection as Selection);
  const others = made.filter((one) => one !== known);
  madeOf.set(articles, [{ request, selection }, ...others].slice(0, keptOf(articles)));
  return selection;
}

/** Newsletters and what gathers are compared as they are: they hold functions. What was seen follows from who saw it. */
function equal(
  { newsletter, gather, reach, ...one }: PlanRequest,
  { newsletter: other, gather: gathers, reach: reached, ...two }: PlanRequest,
) {
  return (
    newsletter === other &&
    gather === gathers &&
    isDeepStrictEqual([one, reach?.from, reach?.last], [two, reached?.from, reached?.last]) &&
    (reach === undefined) === (reached === undefined)
  );
}
