import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Article } from '../../content/article.ts';
import { contentKey } from '../../io/caches/content-key.ts';
import { cachedGrouping } from '../../io/caches/grouping-cache.ts';
import type { ReadContent } from '../../press/ports/content.ts';
import { type GatherOptions, gatherStories } from '../../selection/stories/gather-stories.ts';
import type { Opened } from './opened.ts';

/** How content folders are read in this process, by everyone: what has not changed since the last time is not read again. */
export function contentReader({ stateFolder }: Config, opened: Opened): ReadContent {
  const cacheOf = (folders: readonly string[]) => {
    const name = createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 12);
    return join(stateFolder, 'cache', `articles-${name}.db`);
  };
  opened.readContent ??= import('../../io/caches/content-memory.ts').then(({ contentMemory }) => contentMemory(cacheOf));
  const reader = opened.readContent;
  return async (folders) => (await reader)(folders);
}

/** Gathers stories the way this newsroom does: coverages grouped before are not grouped again. */
export const gatherOf =
  (config: Config): typeof gatherStories =>
  (articles, options) => {
    const path = join(config.stateFolder, 'cache', 'groupings.db');
    return gatherStories(articles, { ...options, group: cachedGrouping(path, keyOf(articles, options)) });
  };

/** What is gathered: which articles, as they were read, and what of them counts. */
function keyOf(articles: readonly Article[], { now, window }: GatherOptions): string | null {
  const key = contentKey(articles);
  return key && `${key} ${now.getTime()} ${window.from.getTime()}`;
}
