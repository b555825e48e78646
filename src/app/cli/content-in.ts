/** The composition root's part for where articles come in. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Config } from '../../config/config.ts';
import { type ListedFeed, readOpml, writeOpml } from '../../content/feeds/reading/opml.ts';
import { articleSkeleton } from '../../content/skeleton.ts';
import type { ContentApp } from '../../doors/cli/contract/content-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { articleFolder } from '../../io/feeds/article-folder.ts';
import { writeFolder } from '../../io/files/write-folder.ts';
import { sourcesNamed } from '../../press/feeds/find-source.ts';
import { sourceNames } from '../../press/feeds/source-names.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Progress } from '../../press/ports/progress.ts';
import { now } from '../open/opened.ts';
import { draftPage, keepPage, learnedIn, outletsLearned, pageFetcher, pull, sourcesStanding } from '../open/sources.ts';

export function contentApp(config: Config, progress: Progress, reader: Pick<Press, 'readContent' | 'gather'>): ContentApp {
  return {
    async pull(named, { dryRun, anew }) {
      const stop = new AbortController();
      const end = () => stop.abort();
      process.once('SIGINT', end);
      process.once('SIGTERM', end);
      try {
        return await pull(
          config,
          named,
          { dueOnly: false, anew, dryRun, signal: stop.signal },
          { progress, learn: () => learnedIn(config, reader) },
        );
      } finally {
        process.off('SIGINT', end);
        process.off('SIGTERM', end);
      }
    },
    feeds: () => sourcesStanding(config),
    outletQuality: () => outletsLearned(config, reader),
    async addFeed(address, topics) {
      const { discoverFeed } = await import('../../press/feeds/discover-feed.ts');
      const found = await discoverFeed(address, await pageFetcher(config));
      const list = listOf(config);
      const known = config.feeds.some((source) => source.address === found.url) || list.some(({ url }) => url === found.url);
      if (!known) writeList(config, [...list, { url: found.url, name: found.title, home: found.home, topics }]);
      return { ...found, known, list: config.feedList };
    },
    async removeFeed(named) {
      const [source] = sourcesNamed(config.feeds, sourceNames(config.feeds), [named]);
      const list = listOf(config);
      const left = list.filter(({ url }) => url !== source?.address);
      if (source === undefined || left.length === list.length)
        throw new CourantError('feed-unknown', `${named} is not on ${config.feedList}.`, {
          help: `Take it out of \`feeds\` in ${config.file ?? 'the config'}.`,
        });
      writeList(config, left);
      return { address: source.address, list: config.feedList };
    },
    async importFeeds(file) {
      if (!existsSync(file)) throw new CourantError('file-missing', `There is no file ${file}.`, { help: 'Check the path.' });
      const read = readOpml(readFileSync(file, 'utf8'));
      if (read.kind === 'refused')
        throw new CourantError('import-format', `${file}: ${read.found}.`, { help: 'Export it again from your feed reader, as OPML.' });
      const list = listOf(config);
      const there = new Set([...list.map(({ url }) => url), ...config.feeds.map(({ address }) => address)]);
      const added = read.feeds.filter(({ url }) => !there.has(url));
      if (added.length > 0) writeList(config, [...list, ...added]);
      return { list: config.feedList, added, known: read.feeds.length - added.length, passedOver: read.passedOver };
    },
    newArticle(title) {
      const folder = config.content[0] ?? 'content';
      const { name, text } = articleSkeleton(title, config.newsletters[0]?.topics.slice(0, 1) ?? [], now());
      return articleFolder().create(folder, name.replace(/\.md$/, ''), text);
    },
    async addArticle(address, wishes, dryRun) {
      const draft = await draftPage(config, address, wishes);
      return { draft, file: dryRun ? null : await keepPage(config, draft) };
    },
    exportFeeds() {
      const onList = new Map(listOf(config).map((feed) => [feed.url, feed]));
      const feeds = config.feeds.flatMap((source): ListedFeed[] =>
        source.kind !== 'feed'
          ? []
          : [onList.get(source.address) ?? { url: source.address, name: source.name, home: null, topics: source.topics }],
      );
      return writeOpml(config.newsletters[0]?.name ?? 'Feeds', feeds);
    },
  };
}

function listOf({ feedList }: Config): readonly ListedFeed[] {
  if (!existsSync(feedList)) return [];
  const read = readOpml(readFileSync(feedList, 'utf8'));
  if (read.kind === 'list') return read.feeds;
  throw new CourantError('config-invalid', `${feedList}: ${read.found}.`, { help: 'Mend it, or take it away: it is made anew.' });
}

const writeList = ({ feedList, newsletters }: Config, feeds: readonly ListedFeed[]): void =>
  writeFolder(dirname(feedList), { [basename(feedList)]: writeOpml(newsletters[0]?.name ?? 'Feeds', feeds) });
