import PQueue from 'p-queue';
import type { Outcome } from '../../delivery/ledger/outcome.ts';

/** Submissions of one transport, a bounded number at once; the rest wait in line. */
export type Submissions = {
  /** `work` in its turn; `deferred` without it once the line is closed. */
  add(work: () => Promise<Outcome>): Promise<Outcome>;
  /** Starts nothing more; resolves when the last one under way has ended. */
  close(): Promise<void>;
};

export function submissions(atOnce = 10): Submissions {
  const line = new PQueue({ concurrency: atOnce });
  let closed = false;
  return {
    add: (work) =>
      line.add(async () => (closed ? { kind: 'deferred', code: null, response: 'not sent: the transport is closing' } : await work())),
    close: async () => {
      closed = true;
      await line.onIdle();
    },
  };
}
