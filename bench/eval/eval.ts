import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Article } from '../../src/content/article.ts';
import { readContentFolders } from '../../src/io/content/content-folder.ts';
import { rankStories } from '../../src/selection/choosing/rank-stories.ts';
import { SelectionSettings } from '../../src/selection/choosing/settings.ts';
import { type Collected, collectCoverages } from '../../src/selection/stories/collect-coverages.ts';
import { gatherStories } from '../../src/selection/stories/gather-stories.ts';
import { groupCoverages } from '../../src/selection/stories/grouping/regroup.ts';
import { bCubed, goldOf, type Pair } from './b-cubed.ts';
import { crossValidate } from './cross-validate.ts';
import { judgedPairs, sameTitlePairs } from './judged-pairs.ts';
import { pairsByLanguage } from './languages.ts';
import { type StorySets, storySets } from './story-sets.ts';
import { weeklyDigests } from './weekly-digests.ts';

/** Beside the project, or where `EVAL_ARTICLES` and `EVAL_STORIES` say. */
const folderOf = (variable: string, beside: string): string =>
  process.env[variable] ?? fileURLToPath(new URL(`../../../shared/data/${beside}`, import.meta.url));
const articlesFolder = folderOf('EVAL_ARTICLES', 'articles');
const storiesFolder = folderOf('EVAL_STORIES', 'stories');

/**
 * How well stories are gathered: on judged pairs, on labelled news mixed into one week with unrelated pages, on real weekly
 * digests, by language, and against the publisher's own picks. `--json` for a script, `--failures` names what went wrong.
 */
async function evaluate(): Promise<void> {
  const languages = pairsByLanguage();
  const sets = storySets(storiesFolder);
  const real = existsSync(articlesFolder) ? realArticles((await readContentFolders([articlesFolder])).articles) : null;
  if (process.argv.includes('--json')) {
    print(JSON.stringify({ real, sets, languages }, null, 2));
    return;
  }
  if (real === null) print(`skipped: the articles to measure on are not in ${articlesFolder}; set EVAL_ARTICLES to their folder`);
  else printReal(real);
  if (sets === null) print(`skipped: there are no labelled sets in ${storiesFolder}; set EVAL_STORIES to their folder`);
  else printSets(sets);
  print('headlines of five events in each language, alone:');
  for (const [language, { found, of, wrong }] of Object.entries(languages))
    print(`  ${language}  ${String(found).padStart(2)} of ${of} pairs, ${wrong.length} wrong${named(wrong)}`);
}

function realArticles(articles: readonly Article[]) {
  const collected = collectAll(articles);
  const groups = groupCoverages(collected).map((group) => group.flatMap((index) => collected.coverages[index] ?? []));
  const found = new Map(groups.flatMap((group, index) => group.map(({ canonicalUrl }) => [canonicalUrl, String(index)] as const)));
  const titled = sameTitlePairs(groups.flat());
  const weekly = judgedPairs('weekly');
  const all = [...judgedPairs('fitted'), ...titled, ...judgedPairs('heldOut'), ...weekly];
  return {
    articles: articles.length,
    events: groups.length,
    coverages: found.size,
    pairs: {
      'fitted on': score([...judgedPairs('fitted'), ...titled], found),
      'held out': score(judgedPairs('heldOut'), found),
    },
    links: crossValidate(
      collected,
      judgedPairs('fitted').filter(({ a, b }) => found.has(a) && found.has(b)),
    ),
    digests: weeklyDigests(articles, all),
    picks: agreement(articles),
  };
}

/** How the stories `found` (by page) agree with labelled pairs. */
function score(pairs: readonly Pair[], found: ReadonlyMap<string, string>) {
  const known = pairs.filter(({ a, b }) => found.has(a) && found.has(b));
  const gold = goldOf(known);
  return { judged: known.length, pages: gold.pages.length, absent: pairs.length - known.length, ...bCubed(gold, (url) => found.get(url)) };
}

function printReal({ articles, events, coverages, pairs, links, digests, picks }: ReturnType<typeof realArticles>): void {
  print(`${articles} articles, ${events} events, ${coverages} coverages`);
  const line = (what: string, { precision, recall, f1 }: { precision: number; recall: number; f1?: number }) =>
    print(`  ${what.padEnd(30)} precision ${figure(precision)}  recall ${figure(recall)}${f1 === undefined ? '' : `  F1 ${figure(f1)}`}`);
  for (const [name, scored] of Object.entries(pairs)) {
    const { judged, pages, absent, failures } = scored;
    print(`${name}: ${judged} labelled pairs of ${pages} pages (${absent} pairs name a page that is not here)`);
    line('stories, B-cubed', scored);
    line('stories, pairs', scored.pairs);
    if (wanted('--failures')) for (const failure of failures) print(failure);
  }
  for (const [how, scored] of Object.entries(links)) line(`links, ${how}`, scored);
  print(
    `publisher's picks: ${figure(picks.picks)} of them among ours, ${figure(picks.stories)} of ours are theirs; F1 ${figure(picks.f1)}`,
  );
  print(`  (as many stories drawn by lot: ${figure(picks.alone)})`);
  for (const [name, { stories, repeats, storiesOfOneReader, toldTwice }] of Object.entries(digests)) {
    print(`nine weekly digests, ${name}: ${repeats.length} of ${stories} stories told twice in one digest${named(repeats)}`);
    print(`  a reader of four: ${toldTwice.length} of ${storiesOfOneReader} told again${named(toldTwice)}`);
  }
}

function printSets({ week, frenchDay }: StorySets): void {
  for (const [form, { sets, unrelated }] of Object.entries(week)) {
    print(`labelled news of one week, ${form}: ${unrelated.joined} of ${unrelated.pages} unrelated pages joined to anything`);
    for (const [set, { precision, recall }] of Object.entries(sets))
      print(`  ${set.padEnd(30)} precision ${figure(precision)}  recall ${figure(recall)}`);
  }
  print(`a French day: ${frenchDay.joined} of ${frenchDay.headlines} headlines in ${frenchDay.groups} groups; the largest:`);
  for (const group of frenchDay.largest) print(`  ${group}`);
}

/** Every coverage of the corpus, those known from `related` alone too, as an edition would collect them. */
function collectAll(articles: readonly Article[]): Collected {
  const latest = new Date(Math.max(...articles.map((article) => article.publishedAt.getTime())));
  return collectCoverages(articles, latest, new Date(0));
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

const wanted = (option: string): boolean => process.argv.includes(option);
const named = (pairs: readonly (readonly [string, string])[]): string =>
  wanted('--failures') ? pairs.map(([a, b]) => `\n    ${a}\n      ${b}`).join('') : '';
const figure = (share: number): string => share.toFixed(4);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

await evaluate();
