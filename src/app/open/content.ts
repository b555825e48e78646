import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { cachedGrouping } from '../../io/caches/grouping-cache.ts';
import type { ReadContent } from '../../press/ports/content.ts';
import { gatherStories } from '../../selection/stories/gather-stories.ts';

/** Reads content folders the way this newsroom does: what has not changed since the last time is not read again. */
export const readContentOf =
  (config: Config): ReadContent =>
  async (folders) => {
    const { readContentFoldersCached } = await import('../../io/caches/content-cache.ts');
    const name = createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 12);
    return await readContentFoldersCached(folders, join(config.stateFolder, 'cache', `articles-${name}.db`));
  };

/** Gathers stories the way this newsroom does: coverages grouped before are not grouped again. */
export const gatherOf =
  (config: Config): typeof gatherStories =>
  (articles, options) =>
    gatherStories(articles, { ...options, group: cachedGrouping(join(config.stateFolder, 'cache', 'groupings.db')) });
