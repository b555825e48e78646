import PQueue from 'p-queue';
import type { Outcome } from '../../delivery/ledger/outcome.ts';

/** Submissions of one transport, a bounded number at once; the rest wait in line. */
export type Submissions = {
  /** `work` in its turn; `deferred` without it once the line is closed. */
  add(work: () => Promise<Outcome>): Promise<Outcome>;
  /** Starts nothing more; `why` is what those are told who wait. */
  refuse(why: string): void;
  /** Starts nothing more; resolves when the last one under way has ended. */
  close(): Promise<void>;
};

export function submissions(atOnce = 10): Submissions {
  const line = new PQueue({ concurrency: atOnce });
  let closed: string | null = null;
  return {
    add: (work) => line.add(async () => (closed === null ? await work() : notSent(closed))),
    refuse: (why) => {
      closed ??= why;
    },
    close: async () => {
      closed ??= 'the transport is closing';
      await line.onIdle();
    },
  };
}

export const askedToStop = 'the process was asked to stop';

/** Nothing of it left this machine, and no server is to blame. */
export const notSent = (why: string): Outcome => ({ kind: 'deferred', code: null, response: `not sent: ${why}` });
