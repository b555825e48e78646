import type { FilePlace } from '../../../errors/courant-error.ts';

/** `line` and `column` count from 1 in the decoded part; `null` where the finding is about the whole part. */
export type Where = {
  readonly part: 'html' | 'text' | 'headers';
  readonly line: number | null;
  readonly column: number | null;
  /** The element as a person would look for it, or the name of a header. */
  readonly selector: string | null;
  /** Where a theme of the newsroom's own writes it, as far as that can be told. */
  readonly theme?: FilePlace;
};
