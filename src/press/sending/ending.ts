import type { Press } from '../ports/press.ts';

const lookEveryMs = 100;

/** How a running send ends when its process is asked to. */
export type Ending = {
  /** The limit has passed, or the request was repeated: nothing is waited for any more. */
  overdue(): boolean;
  close(): void;
};

/**
 * Asked once, a send drops what has not left (that is safe) and waits `limitMs` for answers about the rest; then, or asked again, it
 * ends that, too, and those readers are booked `unknown`. It says what it waits for.
 * @param underWay messages handed over and not booked yet
 */
export function endingInTime(press: Press, limitMs: number, underWay: () => number): Ending {
  const { transport, progress, wait } = press;
  let closed = false;
  let overdue = false;
  const endNow = () => {
    if (!overdue && underWay() > 0)
      progress.note?.(`Ending with ${messages(underWay())} in mid-air: readers without an answer are booked as unknown.`);
    overdue = true;
    transport.stop('everything');
  };
  const waitFor = async (ms: number) => {
    for (let waited = 0; waited < ms && !closed && !overdue; waited += lookEveryMs) await wait(lookEveryMs);
  };
  const wind = async () => {
    transport.stop('unsent');
    await waitFor(2 * lookEveryMs);
    if (!closed && !overdue && underWay() > 0)
      progress.note?.(
        `Stopping: ${messages(underWay())} on the way, waited for ${Math.round(limitMs / 1000)} s at most. Ask again (Ctrl-C) to end now.`,
      );
    await waitFor(limitMs);
    if (!closed) endNow();
  };
  const unlisten = press.onStop((asked) => (asked === 1 ? void wind() : endNow()));
  return {
    overdue: () => overdue,
    close() {
      closed = true;
      unlisten();
    },
  };
}

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
