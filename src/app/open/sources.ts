/** Places articles come from, opened once for whoever pulls: the commands, the tick, the desk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { ArticleDraft, LearnQuality } from '../../content/feeds/keeping/draft-article.ts';
import { paceOf } from '../../content/feeds/pace.ts';
import type { LearnedQuality } from '../../content/quality/learned-quality.ts';
import type { Wishes } from '../../press/feeds/add-article.ts';
import type { FetchPage } from '../../press/feeds/discover-feed.ts';
import { sourcesNamed } from '../../press/feeds/find-source.ts';
import type { PullReport } from '../../press/feeds/pull-report.ts';
import type { PullOptions, PullSettings, PullTools } from '../../press/feeds/pull-sources.ts';
import { type SourceHealth, sourcesHealth } from '../../press/feeds/source-health.ts';
import { sourceNames } from '../../press/feeds/source-names.ts';
import type { TickLine } from '../../press/mailing/tick.ts';
import { scheduleOf } from '../../press/newsletter/find-newsletter.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Progress } from '../../press/ports/progress.ts';
import type { SourceBook } from '../../press/ports/sources.ts';
import { latestSlot, nextSlot } from '../../schedule/slots.ts';
import { now } from './opened.ts';

const bookOf = (config: Config): string => join(config.stateFolder, 'sources.db');

async function openBook(config: Config): Promise<SourceBook> {
  const { openSourceBook } = await import('../../io/feeds/source-book.ts');
  return openSourceBook(bookOf(config));
}

/** The tools of one pull; whoever opens them closes the book. */
async function openTools(config: Config, progress: Progress): Promise<PullTools> {
  const [{ webSources }, { gitRepositories }, { politeFetch }, { articleFolder }, { enricher }, book] = await Promise.all([
    import('../../io/feeds/ask-source.ts'),
    import('../../io/feeds/git-repository.ts'),
    import('../../io/feeds/polite-fetch.ts'),
    import('../../io/feeds/article-folder.ts'),
    import('../../io/feeds/enrich.ts'),
    openBook(config),
  ]);
  const fetch = politeFetch({ allow: config.fetchHosts });
  return {
    now,
    ask: webSources(fetch, now, gitRepositories({ settings: config.git, allow: config.fetchHosts })),
    book,
    files: articleFolder(),
    progress,
    enrich: enricher(fetch, now),
  };
}

/** Folder that the folders of sources lie in, unless they say another. */
/** Where what a person adds by its address is kept. */
const addedFolder = ({ content }: Config): string => join(content[0] ?? 'content', 'added');

const feedsFolder = ({ content }: Config): string => join(content[0] ?? 'content', 'feeds');

function pullSettings(config: Config, learned: PullSettings['learned']): PullSettings {
  const nameOf = sourceNames(config.feeds);
  return {
    topicRules: config.topicRules,
    followed: followedTopics(config),
    everyMs: paceOf(config.newsletters.flatMap((newsletter) => pauseOf(newsletter))),
    lastSlot: lastSlotOf(config),
    folderOf: (source) => source.folder ?? join(feedsFolder(config), nameOf(source)),
    nameOf,
    learned,
  };
}

/** In the spelling of the first newsletter that has each. */
const followedTopics = ({ newsletters }: Config): readonly string[] => [
  ...new Map(newsletters.flatMap(({ topics }) => topics.map((topic) => [topic.toLowerCase(), topic] as const)).reverse()).values(),
];

/** Time between a newsletter's next two slots. */
function pauseOf(newsletter: Config['newsletters'][number]): readonly number[] {
  const next = nextSlot(scheduleOf(newsletter), now());
  const second = next === null ? null : nextSlot(scheduleOf(newsletter), next);
  return next === null || second === null ? [] : [second.getTime() - next.getTime()];
}

function lastSlotOf({ newsletters }: Config): Date | null {
  const times = newsletters.flatMap((newsletter) => latestSlot(scheduleOf(newsletter), new Date(0), now())?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** `learn` looks at the whole corpus; it is asked only where a feed is to be judged by it. */
export type Pulling = { readonly progress: Progress; readonly learn: () => Promise<LearnQuality> };

/** What the articles there are tell of their outlets. */
export async function outletsLearned(
  config: Config,
  { readContent, gather }: Pick<Press, 'readContent' | 'gather'>,
): Promise<readonly LearnedQuality[]> {
  const { learnOutlets } = await import('../../press/feeds/learn-quality.ts');
  const folders = config.content.filter((folder) => existsSync(folder));
  const { articles } = folders.length === 0 ? { articles: [] } : await readContent(folders);
  return learnOutlets(articles, now(), gather);
}

export async function learnedIn(config: Config, reader: Pick<Press, 'readContent' | 'gather'>): Promise<LearnQuality> {
  const { learnedQualityOf } = await import('../../press/feeds/learn-quality.ts');
  return learnedQualityOf(await outletsLearned(config, reader));
}

/** @throws CourantError `feeds-missing`, `feed-unknown` */
export async function pull(
  config: Config,
  named: readonly string[],
  options: PullOptions,
  { progress, learn }: Pulling,
): Promise<PullReport> {
  const learns = config.feeds.some(({ quality }) => quality === 'learned');
  const settings = pullSettings(config, learns ? await learn() : null);
  const sources = sourcesNamed(config.feeds, settings.nameOf, named);
  const { pullSources } = await import('../../press/feeds/pull-sources.ts');
  const tools = await openTools(config, progress);
  try {
    return await pullSources(tools, sources, settings, options);
  } finally {
    tools.book.close();
  }
}

/** What is due of the feeds there are, before editions are made of them. Their trouble keeps no edition from going out. */
export async function pullWhatIsDue(config: Config, press: Press): Promise<readonly TickLine[]> {
  if (config.feeds.length === 0) return [];
  const stop = new AbortController();
  const unlisten = press.onStop(() => stop.abort());
  try {
    const report = await pull(
      config,
      [],
      { dueOnly: true, anew: false, dryRun: false, signal: stop.signal },
      { progress: press.progress, learn: () => learnedIn(config, press) },
    );
    return [{ newsletter: 'feeds', kind: 'pulled', report }];
  } catch (error) {
    return [{ newsletter: 'feeds', kind: 'failed', error }];
  } finally {
    unlisten();
  }
}

export async function sourcesStanding(config: Config): Promise<readonly SourceHealth[]> {
  if (config.feeds.length === 0) return [];
  // Looking makes no book.
  if (!existsSync(bookOf(config))) return sourcesHealth(config.feeds, sourceNames(config.feeds), () => null, now());
  const book = await openBook(config);
  try {
    return sourcesHealth(config.feeds, sourceNames(config.feeds), book.standing, now());
  } finally {
    book.close();
  }
}

/** What a page would be as an article; nothing is kept. */
export async function draftPage(config: Config, address: string, wishes: Wishes): Promise<ArticleDraft> {
  const { draftOfPage } = await import('../../press/feeds/add-article.ts');
  const rules = { rules: config.topicRules, followed: followedTopics(config) };
  return await draftOfPage(address, wishes, rules, await pageFetcher(config), now());
}

/** Keeps it as an article file. @throws CourantError `article-known` */
export async function keepPage(config: Config, draft: ArticleDraft): Promise<string> {
  const [{ keepDraft }, { articleFolder }, book] = await Promise.all([
    import('../../press/feeds/add-article.ts'),
    import('../../io/feeds/article-folder.ts'),
    openBook(config),
  ]);
  try {
    return keepDraft(draft, { book, files: articleFolder(), folder: addedFolder(config), now: now() });
  } finally {
    book.close();
  }
}

/** Pages of strangers, guarded like pictures. */
export async function pageFetcher(config: Config): Promise<FetchPage> {
  const { politeFetch } = await import('../../io/feeds/polite-fetch.ts');
  const fetch = politeFetch({ allow: config.fetchHosts });
  return async (url, accept) => {
    const fetched = await fetch(url, { accept });
    if (fetched.kind === 'ok') {
      const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(fetched.headers['content-type'] ?? '')?.[1] ?? null;
      return { kind: 'ok', url: fetched.url, bytes: fetched.bytes, charset };
    }
    return { kind: 'failed', detail: fetched.kind === 'not-modified' ? 'it says that nothing is new' : fetched.detail };
  };
}
