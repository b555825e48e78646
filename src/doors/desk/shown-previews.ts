import type { DeskPreview, DeskPreviewQuery, DeskSource } from './desk-source.ts';

export type ShownPreviews = {
  /** Makes the preview anew: what a page shows is never stale. */
  fresh(query: DeskPreviewQuery): Promise<DeskPreview>;
  /** The one its page was made of, if that was a moment ago; so that frame and download are the very same edition. */
  shown(query: DeskPreviewQuery): Promise<DeskPreview>;
};

const keptMs = 30_000;
const keptAtMost = 8;

/** Everything a preview depends on: a reader's copy or another theme's is another preview. */
const keyOf = ({ newsletter, at, topics, reader, theme, locale }: DeskPreviewQuery): string =>
  JSON.stringify([newsletter, at, topics, reader, theme, locale]);

/** Remembers the last few previews, until anything they are made of changes. */
export function shownPreviews(source: DeskSource, now: () => Date): ShownPreviews {
  const kept = new Map<string, { readonly made: number; readonly preview: Promise<DeskPreview> }>();
  source.changes(() => kept.clear());
  const fresh = (query: DeskPreviewQuery): Promise<DeskPreview> => {
    const key = keyOf(query);
    const preview = source.preview(query);
    kept.delete(key);
    kept.set(key, { made: now().getTime(), preview });
    // A failed one is not worth keeping; its rejection is the caller's to handle.
    preview.catch(() => kept.get(key)?.preview === preview && kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= keptAtMost) break;
      kept.delete(oldest);
    }
    return preview;
  };
  const shown = (query: DeskPreviewQuery): Promise<DeskPreview> => {
    const found = kept.get(keyOf(query));
    return found && now().getTime() - found.made < keptMs ? found.preview : fresh(query);
  };
  return { fresh, shown };
}
