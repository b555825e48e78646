import { LRUCache } from 'lru-cache';
import type { ThemeTemplate } from '../edition.ts';

/**
 * What MJML made of a theme file so far. It never sees content, only marks in its place: stories that differ in words alone are
 * one shape to it, and each shape is set once.
 */
export type MjmlShapes = {
  /** By the MJML around the blocks: the page from `</head>` on, with the marks of its own words and of its places. */
  readonly frame: { document: string; highlights: string } | null;
  /** By a block's MJML. */
  readonly blocks: LRUCache<string, string>;
};

type Kept = { -readonly [Name in keyof MjmlShapes]: MjmlShapes[Name] } & { head: string | null };

/** A few: newsletters and directions take turns. */
const pagesKept = 8;
const blocksKept = 500;

const caches = new LRUCache<string, Kept>({ max: pagesKept });

/** The shapes of exactly this theme and page; empty for a new pair. */
export function mjmlShapesOf({ file, source }: ThemeTemplate, page: string): Kept {
  const key = JSON.stringify([file, source, page]);
  const kept: Kept = caches.get(key) ?? { head: null, frame: null, blocks: new LRUCache({ max: blocksKept }) };
  caches.set(key, kept);
  return kept;
}
