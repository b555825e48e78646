import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalUrl } from '../../src/content/addresses/canonical-url.ts';
import { earliestFirst } from '../../src/selection/stories/ordering.ts';
import type { Coverage } from '../../src/selection/stories/story.ts';

/** One page of a labelled set, as its line of JSON holds it. */
type Line = {
  readonly url: string;
  readonly title: string;
  readonly excerpt: string;
  readonly at: string;
  readonly outlet: string;
  readonly domain: string;
  readonly story: string;
};

/** A page with the set it is from and the event it tells; of another set or event it has another label. */
export type LabelledPage = { readonly coverage: Coverage; readonly set: string; readonly event: string };

/** How much of their texts the pages bring: their headlines alone, all there is, or every second page its headline alone. */
export const forms = ['titles', 'text', 'mixed'] as const;
export type Form = (typeof forms)[number];

const sets = ['aggregator-week', 'two-of-a-kind', 'unrelated'] as const;
/** Sets of another time are moved to the days of the labelled week. */
const middle = Date.parse('2025-08-22T12:00:00Z');
const halfWeekMs = 3.5 * 86_400_000;

/** Every labelled page and the haystack in one week, earliest first; `null` where the folder holds no sets. */
export function labelledWeek(folder: string, form: Form): LabelledPage[] | null {
  if (!existsSync(join(folder, `${sets[0]}.jsonl`))) return null;
  const pages = sets.flatMap((set) =>
    inThatWeek(linesOf(folder, set), set).map((line, index): LabelledPage => {
      const bare = form === 'titles' || (form === 'mixed' && index % 2 === 1);
      return { coverage: coverageOf(line, bare), set, event: `${set} ${line.story}` };
    }),
  );
  return [...new Map(pages.map((page) => [page.coverage.canonicalUrl, page])).values()].sort((a, b) =>
    earliestFirst(a.coverage, b.coverage),
  );
}

/** The headlines of one French day, which nobody labelled; `null` where the folder holds none. */
export function frenchDay(folder: string): Coverage[] | null {
  if (!existsSync(join(folder, 'french-day-unlabelled.jsonl'))) return null;
  return linesOf(folder, 'french-day-unlabelled')
    .map((line) => coverageOf(line, true))
    .sort(earliestFirst);
}

function linesOf(folder: string, set: string): Line[] {
  const lines = readFileSync(join(folder, `${set}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

/** A haystack is spread over the week, a set of one day stays one. */
function inThatWeek(lines: readonly Line[], set: string): Line[] {
  if (set === 'aggregator-week') return [...lines];
  const times = lines.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const share = (time: number) => (last === first ? 0 : (2 * (time - first)) / (last - first) - 1);
  return lines.map((line) => ({ ...line, at: new Date(middle + share(Date.parse(line.at)) * halfWeekMs).toISOString() }));
}

function coverageOf({ url, title, excerpt, at, outlet, domain }: Line, bare: boolean): Coverage {
  return {
    url,
    canonicalUrl: canonicalUrl(url),
    title,
    excerpt: bare || excerpt === '' ? null : excerpt,
    publishedAt: new Date(at),
    type: 'article',
    quality: 50,
    provider: { name: outlet, domain },
    images: [],
    file: '',
    topics: [],
  };
}
