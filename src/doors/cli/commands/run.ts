import type { App } from '../contract/app.ts';

/** Exit codes: 0 done, 1 done with faults or not done, 2 the call itself was wrong. */
export const exitCodes = { done: 0, faults: 1, usage: 2 } as const;

/** Runs `work` with the application, tells what went wrong in words, and sets the exit code `work` returns. */
export type Run = (work: (app: App) => Promise<number>) => Promise<void>;
