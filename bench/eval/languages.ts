import { readFileSync } from 'node:fs';
import { groupCoverages } from '../../src/selection/stories/grouping/regroup.ts';
import type { Coverage } from '../../src/selection/stories/story.ts';

/** Ordinary headlines written for this: by language five events, three headlines each. */
const file = new URL('languages.tsv', import.meta.url);

type Headline = { readonly language: string; readonly event: string; readonly headline: string };
export type PairsFound = { readonly found: number; readonly of: number; readonly wrong: readonly (readonly [string, string])[] };

/** Of each language's pairs how many are found where its headlines are all there is. */
export function pairsByLanguage(): Record<string, PairsFound> {
  const byLanguage = Map.groupBy(headlines(), ({ language }) => language);
  return Object.fromEntries([...byLanguage].map(([language, rows]) => [language, pairsFound(rows)]));
}

function headlines(): Headline[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [language = '', event = '', headline = ''] = line.split('\t');
    return { language, event: `${language} ${event}`, headline };
  });
}

/** These headlines as the pages of one morning, every one at an outlet of its own. */
function pairsFound(rows: readonly Headline[]): PairsFound {
  const groups = groupCoverages({ coverages: rows.map(({ headline }, index) => coverageOf(headline, index)), edges: [] });
  const together = groups.flatMap(pairsOf).map(([a, b]) => [rows[a], rows[b]] as [Headline, Headline]);
  const events = Map.groupBy(rows, ({ event }) => event);
  return {
    found: together.filter(([a, b]) => a.event === b.event).length,
    of: [...events.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0),
    wrong: together.filter(([a, b]) => a.event !== b.event).map(([a, b]) => [a.headline, b.headline]),
  };
}

const pairsOf = (group: readonly number[]): [number, number][] =>
  group.flatMap((a, at) => group.slice(at + 1).map((b) => [a, b] as [number, number]));

function coverageOf(title: string, index: number): Coverage {
  const url = `https://outlet${index}.example/${index}`;
  return {
    url,
    canonicalUrl: url,
    title,
    excerpt: null,
    publishedAt: new Date(Date.parse('2026-03-03T08:00:00Z') + index * 360_000),
    type: 'article',
    quality: 50,
    provider: { name: `outlet${index}`, domain: `outlet${index}.example` },
    images: [],
    file: '',
    topics: [],
  };
}
