import type { Progress } from '../../press/ports/progress.ts';
import type { SendingLog } from '../../press/ports/sending-log.ts';
import type { Store } from '../../press/ports/store/store.ts';

export const now = (): Date => new Date();

/** Closers of what was opened, in the order to close. `sendingLog`: once the store is open. */
export type Opened = {
  readonly close: (() => Promise<void>)[];
  store?: Promise<Store>;
  sendingLog?: SendingLog;
  readonly progress?: Progress;
};
