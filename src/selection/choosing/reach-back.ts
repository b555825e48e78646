import { hash } from 'node:crypto';
import type { Article } from '../../content/article.ts';
import type { Window } from '../stories/window.ts';

/** How far before its window an edition looks for what no edition that was sent could have told. */
export type Reach = {
  /** Nothing published before is let in. */
  readonly from: Date;
  /** The newest edition sent before; `null`: none was, though there was one. */
  readonly last: { readonly number: number; readonly slot: Date } | null;
  /** Whether that edition had this page, by canonical URL, before it when it was made. */
  readonly seen: (page: string) => boolean;
};

/**
 * The window of a slot with the pages from before it that belong to it all the same: published after the last edition that was
 * sent, or not there when that was made. Each with the reason in words.
 */
export function reachedBack(window: Window, reach: Reach | undefined, articles: readonly Article[]): Window {
  if (reach === undefined || reach.from >= window.from) return window;
  const pages = new Map<string, string>();
  for (const { canonicalUrl, publishedAt, removed } of articles) {
    if (removed || publishedAt > window.from || publishedAt <= reach.from) continue;
    const reason = reasonFor(canonicalUrl, publishedAt, reach);
    if (reason !== null) pages.set(canonicalUrl, reason);
  }
  return pages.size === 0 ? window : { ...window, late: { since: reach.from, pages } };
}

function reasonFor(page: string, publishedAt: Date, { last, seen }: Reach): string | null {
  const published = `from before the window (${publishedAt.toISOString()})`;
  if (last === null) return `${published}: no edition has been sent since`;
  if (publishedAt > last.slot) return `${published}: published after No. ${last.number}, the last edition sent`;
  return seen(page) ? null : `${published}: not there yet when No. ${last.number}, the last edition sent, was made`;
}

const bytesEach = 6;

/** The pages an edition had before it, each as the beginning of a hash; `from` and `to` as of `Reach.from` and the slot. */
export function pagesSeen(articles: readonly Article[], from: Date, to: Date): Uint8Array {
  const marks = new Set<string>();
  for (const { canonicalUrl, publishedAt, removed } of articles) {
    if (!removed && publishedAt > from && publishedAt <= to) marks.add(markOf(canonicalUrl));
  }
  return Buffer.from([...marks].sort().join(''), 'hex');
}

/** What `pagesSeen` recorded, as a question. */
export function seenIn(recorded: Uint8Array): Reach['seen'] {
  const hex = Buffer.from(recorded).toString('hex');
  const marks = new Set<string>();
  for (let at = 0; at < hex.length; at += 2 * bytesEach) marks.add(hex.slice(at, at + 2 * bytesEach));
  return (page) => marks.has(markOf(page));
}

const markOf = (page: string): string => hash('sha256', page).slice(0, 2 * bytesEach);
