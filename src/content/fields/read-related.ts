import type { Telling } from '../article.ts';
import type { ArticleInput } from '../article-schema.ts';
import { showValue } from '../show-value.ts';
import { entryNotes, type Notes } from './fault-notes.ts';
import { readTelling } from './read-telling.ts';
import { readFlag } from './read-text.ts';

/**
 * The usable `related` entries, in their order, each page once: of two entries for one page the better one is kept, in the
 * place of the first. `ownUrl` is the article's canonical URL; an entry for the article
 * itself is left out, and so, silently, is one marked `removed`.
 */
export function readRelated(field: ArticleInput['related'], ownUrl: string | null, notes: Notes): readonly Telling[] {
  if (field.kind === 'absent') return [];
  if (field.kind === 'misfit') {
    notes.warn(
      'related',
      'bad-related',
      `${showValue(field.found)} where a list of articles is meant`,
      'write "related:" and under it "- title: ..."',
    );
    return [];
  }
  const kept = new Map<string, { telling: Telling; at: number }>();
  for (const [at, entry] of field.value.entries()) {
    const own = entryNotes(notes, `related[${at}]`);
    if (entry.kind !== 'given') {
      const found = entry.kind === 'misfit' ? showValue(entry.found) : 'nothing';
      own.error(null, 'bad-related', `${found} where an article is meant`, 'write "title:", "webUrl:" and "publishedDateTime:"');
      continue;
    }
    if (readFlag('removed', entry.value.removed, false, own)) continue;
    const telling = readTelling(entry.value, own);
    if (telling === null) continue;
    if (telling.canonicalUrl === ownUrl) {
      own.error('webUrl', 'related-to-itself', `${showValue(telling.url)} is this article`, 'take the entry out');
      continue;
    }
    const earlier = kept.get(telling.canonicalUrl);
    const better = earlier === undefined || telling.quality > earlier.telling.quality;
    if (earlier !== undefined) {
      const [stays, goes] = better ? [{ telling, at }, earlier] : [earlier, { telling, at }];
      const advice = `related[${stays.at}] is kept (quality ${stays.telling.quality} against ${goes.telling.quality}); take related[${goes.at}] out`;
      own.warn('webUrl', 'related-twice', `${showValue(telling.url)} is the page of related[${earlier.at}] too`, advice);
    }
    if (better) kept.set(telling.canonicalUrl, { telling, at });
  }
  return [...kept.values()].map(({ telling }) => telling);
}
