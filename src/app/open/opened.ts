import type { ReadContent } from '../../press/ports/content.ts';
import type { Progress } from '../../press/ports/progress.ts';
import type { Store } from '../../press/ports/store/store.ts';

export const now = (): Date => new Date();

/** What this process has opened, by whoever asked first; `close`: in the order to close. */
export type Opened = {
  readonly close: (() => Promise<void>)[];
  store?: Promise<Store>;
  readContent?: Promise<ReadContent>;
  readonly progress?: Progress;
};
