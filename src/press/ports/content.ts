import type { Article } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';

export type ContentRead = {
  readonly files: number;
  /** Sorted by `file`; the same folder gives the same order on every machine. */
  readonly articles: readonly Article[];
  readonly faults: readonly Fault[];
};

/** Reads content folders. Never throws for a bad file; throws CourantError `content-folder-missing` for a bad folder. */
export type ReadContent = (folders: readonly string[]) => Promise<ContentRead>;
