import { LRUCache } from 'lru-cache';
import type { DeskPreview, DeskPreviewQuery, DeskSource } from '../desk-source.ts';

export type ShownPreviews = {
  /** For a page: made anew, unless its frame asked a moment ago, for a page shows what the store says now. */
  fresh(query: DeskPreviewQuery): Promise<DeskPreview>;
  /** The one its page was made of, if that was a moment ago; so that frame and download are the very same edition. */
  shown(query: DeskPreviewQuery): Promise<DeskPreview>;
};

const keptMs = 30_000;
const momentMs = 1_000;
const keptAtMost = 8;

/** Everything a preview depends on: a reader's copy or another theme's is another preview. */
const keyOf = ({ newsletter, at, local, topics, reader, fresh, theme, locale }: DeskPreviewQuery): string =>
  JSON.stringify([newsletter, at, local, topics, reader, fresh, theme, locale]);

type Kept = {
  readonly made: number;
  readonly preview: Promise<DeskPreview>;
  /** A page was made of it already. */
  onPage: boolean;
};

/** Remembers the last few previews, until anything they are made of changes. */
export function shownPreviews(source: DeskSource, now: () => Date): ShownPreviews {
  const kept = new LRUCache<string, Kept>({ max: keptAtMost });
  source.changes(({ kind }) => kind !== 'counts' && kind !== 'comment' && kept.clear());
  const find = (query: DeskPreviewQuery, ms: number): Kept | null => {
    const found = kept.get(keyOf(query));
    return found && now().getTime() - found.made < ms ? found : null;
  };
  const make = (query: DeskPreviewQuery): Kept => {
    const key = keyOf(query);
    const entry: Kept = { made: now().getTime(), preview: source.preview(query), onPage: false };
    kept.set(key, entry);
    // A failed one is not worth keeping; its rejection is the caller's to handle.
    entry.preview.catch(() => kept.get(key) === entry && kept.delete(key));
    return entry;
  };
  return {
    fresh(query) {
      const found = find(query, momentMs);
      const entry = found && !found.onPage ? found : make(query);
      entry.onPage = true;
      return entry.preview;
    },
    shown: (query) => (find(query, keptMs) ?? make(query)).preview,
  };
}
