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

/** A line of its own, since whoever sends fast hardly ever stands in it: most messages find a place free and take it. */
export function submissions(atOnce = 10): Submissions {
  let [free, closed] = [atOnce, null as string | null];
  const waiting: (() => void)[] = [];
  let idle: (() => void)[] = [];
  const add = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    if (free > 0) free -= 1;
    // Whoever leaves hands the place on.
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return closed === null ? await work() : notSent(closed);
    } finally {
      leave();
    }
  };
  const leave = () => {
    const next = waiting.shift();
    if (next !== undefined) return next();
    free += 1;
    if (free < atOnce) return;
    for (const told of idle) told();
    idle = [];
  };
  return {
    add,
    refuse: (why) => {
      closed ??= why;
    },
    close: async () => {
      closed ??= 'the transport is closing';
      if (free < atOnce) await new Promise<void>((resolve) => void idle.push(resolve));
    },
  };
}

export const askedToStop = 'the process was asked to stop';

/** Nothing of it left this machine, and no server is to blame. */
export const notSent = (why: string): Outcome => ({ kind: 'deferred', code: null, response: `not sent: ${why}` });
