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
  readonly stories: Map<string, StoryBlocks>;
};

/** A few: newsletters and the editions an editor steps through take turns. */
const shelvesKept = 6;
const storiesKept = 2_000;

const shelves = new Map<string, MjmlCache>();

/** The cache of exactly this theme and edition; an empty one for a new pair. */
export function mjmlCacheOf({ file, source }: ThemeTemplate, edition: EditionView): MjmlCache {
  const key = JSON.stringify([file, source, edition]);
  const known = shelves.get(key);
  const cache: MjmlCache = known ?? { head: null, frame: null, stories: new Map() };
  if (cache.stories.size > storiesKept) cache.stories.clear();
  shelves.delete(key);
  shelves.set(key, cache);
  for (const oldest of shelves.keys()) {
    if (shelves.size <= shelvesKept) break;
    shelves.delete(oldest);
  }
  return cache;
}
