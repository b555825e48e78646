import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canonicalUrl } from '../../src/content/addresses/canonical-url.ts';
import type { Article } from '../../src/content/article.ts';
import { readContentFolders } from '../../src/io/content/content-folder.ts';
import { rankStories } from '../../src/selection/choosing/rank-stories.ts';
import { SelectionSettings } from '../../src/selection/choosing/settings.ts';
import { type Collected, collectCoverages } from '../../src/selection/stories/collect-coverages.ts';
import { gatherStories } from '../../src/selection/stories/gather-stories.ts';
import { groupCoverages } from '../../src/selection/stories/grouping/regroup.ts';
import type { Coverage } from '../../src/selection/stories/story.ts';
import { bCubed, goldOf, type Pair } from './b-cubed.ts';
import { crossValidate } from './cross-validate.ts';

/** The weights were fitted on the first; nothing is ever tuned on the second. */
const fittedOn = new URL('pairs.tsv', import.meta.url);
const heldOut = new URL('held-out.tsv', import.meta.url);
/** Beside the project, or where `EVAL_ARTICLES` says. */
const articlesFolder = process.env.EVAL_ARTICLES ?? fileURLToPath(new URL('../../../shared/data/articles', import.meta.url));

/** Prints how well stories are gathered, measured on judged pairs and against the publisher's own picks. */
export async function evaluate(): Promise<void> {
  if (!existsSync(articlesFolder)) {
    print(`The articles to measure on are not in ${articlesFolder}; set EVAL_ARTICLES to their folder.`);
    return;
  }
  const { articles } = await readContentFolders([articlesFolder]);
  const collected = collectAll(articles);
  const groups = groupCoverages(collected).map((group) => group.flatMap((index) => collected.coverages[index] ?? []));
  const found = new Map(groups.flatMap((group, index) => group.map(({ canonicalUrl }) => [canonicalUrl, String(index)] as const)));
  print(`${articles.length} articles, ${groups.length} events, ${found.size} coverages`);
  score('fitted on', [...judgedPairs(fittedOn), ...sameTitlePairs(groups.flat())], found);
  score('held out', judgedPairs(heldOut), found);
  const known = judgedPairs(fittedOn).filter(({ a, b }) => found.has(a) && found.has(b));
  for (const [how, { precision, recall }] of Object.entries(crossValidate(collected, known)))
    print(`${`links, ${how}`.padEnd(21)} precision ${figure(precision)}  recall ${figure(recall)}`);
  const picks = agreement(articles);
  print(
    `publisher's picks     ${figure(picks.picks)} of them among ours, ${figure(picks.stories)} of ours are theirs; F1 ${figure(picks.f1)}`,
  );
  print(`                      (as many stories drawn by lot: ${figure(picks.alone)})`);
}

/** Prints how the stories `found` (by page) agree with labelled pairs. */
function score(name: string, pairs: readonly Pair[], found: ReadonlyMap<string, string>): void {
  const known = pairs.filter(({ a, b }) => found.has(a) && found.has(b));
  const gold = goldOf(known);
  const scored = bCubed(gold, (url) => found.get(url));
  const line = (what: string, { precision, recall, f1 }: { precision: number; recall: number; f1: number }) =>
    print(`${what.padEnd(21)} precision ${figure(precision)}  recall ${figure(recall)}  F1 ${figure(f1)}`);
  print(
    `${name}: ${known.length} labelled pairs of ${gold.pages.length} pages (${pairs.length - known.length} pairs name a page that is not here)`,
  );
  line('stories, B-cubed', scored);
  line('stories, pairs', scored.pairs);
  if (process.argv.includes('--failures')) for (const failure of scored.failures) print(failure);
}

/** Every coverage of the corpus, those known from `related` alone too, as an edition would collect them. */
function collectAll(articles: readonly Article[]): Collected {
  const latest = new Date(Math.max(...articles.map((article) => article.publishedAt.getTime())));
  return collectCoverages(articles, latest, new Date(0));
}

function judgedPairs(file: URL): Pair[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [a = '', b = '', label] = line.split('\t');
    return { a: canonicalUrl(a), b: canonicalUrl(b), same: label === 'same' };
  });
}

/** One headline, of four words at least, at two outlets within three days is one event told twice. */
function sameTitlePairs(coverages: readonly Coverage[]): Pair[] {
  const titled = new Map<string, { url: string; outlet: string; time: number }[]>();
  for (const { canonicalUrl: url, title, provider, publishedAt } of coverages) {
    const key = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key.split(' ').length < 4) continue;
    titled.set(key, [...(titled.get(key) ?? []), { url, outlet: provider.domain, time: publishedAt.getTime() }]);
  }
  return [...titled.values()].flatMap((pages) =>
    pages.flatMap((a, index) =>
      pages
        .slice(index + 1)
        .filter((b) => a.outlet !== b.outlet && Math.abs(a.time - b.time) <= 3 * 86_400_000)
        .map((b) => ({ a: a.url, b: b.url, same: true })),
    ),
  );
}

/**
 * Week by week the publisher's picks (`published: true`) against as many of our stories, best points first: the share of
 * picks that are among them, and of them that are picks. `alone` is what stories drawn by lot would reach.
 */
function agreement(articles: readonly Article[]) {
  const week = 7 * 86_400_000;
  const totals = { picks: 0, met: 0, stories: 0, candidates: 0 };
  const times = articles.map((article) => article.publishedAt.getTime());
  for (let end = Math.min(...times) + week; end < Math.max(...times) + week; end += week) {
    const window = { from: new Date(end - week), to: new Date(end) };
    const inside = articles.filter(({ publishedAt, removed }) => publishedAt > window.from && publishedAt <= window.to && !removed);
    const picks = new Set(inside.filter((article) => article.published).map((article) => article.canonicalUrl));
    const stories = gatherStories(articles, { now: window.to, window });
    const best = rankStories(stories, { now: window.to, window, settings: SelectionSettings.parse({}) }).candidates.slice(0, picks.size);
    const shown = new Set(best.flatMap(({ story }) => story.coverages.map((coverage) => coverage.canonicalUrl)));
    totals.picks += picks.size;
    totals.met += [...picks].filter((url) => shown.has(url)).length;
    totals.stories += best.filter(({ story }) => story.coverages.some((coverage) => picks.has(coverage.canonicalUrl))).length;
    totals.candidates += stories.length === 0 ? 0 : (picks.size * picks.size) / stories.length;
  }
  const shares = { picks: totals.met / totals.picks, stories: totals.stories / totals.picks, alone: totals.candidates / totals.picks };
  return { ...shares, f1: (2 * shares.picks * shares.stories) / (shares.picks + shares.stories) };
}

const figure = (share: number): string => share.toFixed(4);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

await evaluate();
