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
export function contentReader(config: Config, opened: Opened): ReadContent {
  opened.readContent ??= readerBy(() => config);
  const reader = opened.readContent;
  return async (folders) => (await reader)(folders);
}

/** The same for a process that outlives its config: a change of how folders are read counts from the next reading on. */
export function liveContentReader(first: Config, current: () => Config): ReadContent {
  let good = first;
  const reader = readerBy(() => {
    try {
      good = current();
    } catch {
      // A broken config is told by whoever reads it; until it is mended articles are read as before.
    }
    return good;
  });
  return async (folders) => (await reader)(folders);
}

async function readerBy(config: () => Config): Promise<ReadContent> {
  const [{ contentMemory }, { notPulled }] = await Promise.all([
    import('../../io/caches/content-memory.ts'),
    import('../../io/feeds/not-pulled.ts'),
  ]);
  const cacheOf = (folders: readonly string[]) => {
    const { mappings, stateFolder } = config();
    const mapped =
      Object.keys(mappings).length === 0 ? '' : JSON.stringify(mappings, (_, value) => (value instanceof RegExp ? String(value) : value));
    const name = createHash('sha256')
      .update(folders.join('\n') + mapped)
      .digest('hex')
      .slice(0, 12);
    return join(stateFolder, 'cache', `articles-${name}.db`);
  };
  const read = contentMemory(cacheOf, undefined, () => config().mappings);
  return async (folders) => {
    const missing = notPulled(folders, config().feeds);
    if (missing.length === 0) return read(folders);
    const gone = new Set(missing.map(({ file }) => file));
    const content = await read(folders.filter((folder) => !gone.has(folder)));
    return { ...content, faults: [...missing, ...content.faults] };
  };
}

/** Gathers stories the way this newsroom does: coverages grouped before are not grouped again. */
export const gatherOf =
  (config: Config): typeof gatherStories =>
  (articles, options) => {
    const path = join(config.stateFolder, 'cache', 'groupings.db');
    return gatherStories(articles, { ...options, group: cachedGrouping(path, keyOf(articles, options)) });
  };

/** What is gathered: which articles, as they were read, and what of them counts. */
function keyOf(articles: readonly Article[], { now, window, language }: GatherOptions): string | null {
  const key = contentKey(articles);
  return key && `${key} ${now.getTime()} ${(window.late?.since ?? window.from).getTime()} ${language ?? ''}`;
}
