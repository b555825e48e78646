import { schedule } from 'node-cron';

/**
 * Calls `work` once a minute, never twice at a time, until the returned function is called. node-cron is only the clock:
 * it may drop or double a beat, and which slots are due is computed from the history each time.
 */
export function everyMinute(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  const beat = async () => {
    running ??= work().finally(() => {
      running = null;
    });
    await running;
  };
  const task = schedule('* * * * *', beat);
  return async () => {
    await task.destroy();
    await running;
  };
}
