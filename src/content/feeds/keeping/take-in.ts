import { articleText, correctedHistory, readKept, versionOf } from './article-text.ts';
import type { ArticleDraft } from './draft-article.ts';

/** What is known of an item from before; `file`: where it was kept. */
export type KnownItem = { readonly file: string; readonly version: string };

/** What is to be done about an item. `text` is the whole file. */
export type Taking =
  | { readonly kind: 'new'; readonly text: string; readonly version: string }
  | { readonly kind: 'same' }
  /** The publisher changed it, nobody else did. */
  | { readonly kind: 'corrected'; readonly text: string; readonly version: string }
  /** Both did: the file stays, the publisher's version lies beside it. */
  | { readonly kind: 'beside'; readonly text: string; readonly version: string }
  /** Somebody took the file away: it stays away. */
  | { readonly kind: 'gone' };

/**
 * @param known what was kept of the item before; `null`: it is new
 * @param text gives its file as it stands; `null`: there is none
 * @param version of what the publisher sent, where the draft has more than that
 */
export function takeIn(
  feed: string,
  draft: ArticleDraft,
  known: KnownItem | null,
  text: () => string | null,
  now: Date,
  version: string = versionOf(draft),
): Taking {
  if (known === null) return { kind: 'new', version, text: articleText(draft, { feed, id: draft.id, seen: now, version, history: [] }) };
  if (known.version === version) return { kind: 'same' };
  const before = text();
  if (before === null) return { kind: 'gone' };
  const kept = readKept(before);
  const history = kept === null ? [] : correctedHistory(kept, draft, now);
  const corrected = articleText(draft, { feed, id: draft.id, seen: kept?.source.seen ?? now, version, history });
  return { kind: kept === null || kept.edited ? 'beside' : 'corrected', version, text: corrected };
}
