import type { ProcessTracing } from '../../io/watch/otel-tracing.ts';
import type { ReadContent } from '../../press/ports/content.ts';
import type { Progress } from '../../press/ports/progress.ts';
import type { SendingLog } from '../../press/ports/sending-log.ts';
import type { Store } from '../../press/ports/store/store.ts';
import type { Log } from '../../press/ports/watch/log.ts';
import type { Metrics } from '../../press/ports/watch/metrics.ts';

export const now = (): Date => new Date();

/** What this process has opened, by whoever asked first; `close`: in the order to close. `sendingLog`: once the store is open. */
export type Opened = {
  readonly close: (() => Promise<void>)[];
  store?: Promise<Store>;
  readContent?: Promise<ReadContent>;
  sendingLog?: SendingLog;
  readonly progress?: Progress;
  log?: Log;
  metrics?: Metrics;
  tracing?: ProcessTracing;
};
