import { LRUCache } from 'lru-cache';
import type { EditionView } from '../../../emails/contract/view-model.ts';
import type { ThemeTemplate } from '../edition.ts';
import type { Blocks } from './typesetter.ts';

export type StoryBlocks = Blocks['stories'][number];

/** What a theme file made of an edition so far. Blocks do not depend on their neighbours, so each can be kept by itself. */
export type MjmlCache = {
  /** Up to `</head>`. */
  head: string | null;
  frame: Omit<Blocks, 'stories'> | null;
  /** By the JSON of a story's views. */
  readonly stories: LRUCache<string, StoryBlocks>;
};

/** A few: newsletters and the editions an editor steps through take turns. */
const editionsKept = 6;
const storiesKept = 2_000;

const caches = new LRUCache<string, MjmlCache>({ max: editionsKept });

/** The cache of exactly this theme and edition; an empty one for a new pair. */
export function mjmlCacheOf({ file, source }: ThemeTemplate, edition: EditionView): MjmlCache {
  const key = JSON.stringify([file, source, edition]);
  const cache: MjmlCache = caches.get(key) ?? { head: null, frame: null, stories: new LRUCache({ max: storiesKept }) };
  caches.set(key, cache);
  return cache;
}
