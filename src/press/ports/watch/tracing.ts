import type { LogFields } from './log.ts';

/** How long pieces of work take and what they consist of, for whoever collects traces. Fields hold what a log line may. */
export type Tracing = {
  /** Runs a piece of work; pieces run in it, in this process, are its parts. */
  readonly run: <Result>(name: string, fields: LogFields, work: () => Promise<Result>) => Promise<Result>;
  /** What the piece that is run came to. */
  readonly note: (fields: LogFields) => void;
  /** A part that is over, which took so many ms; nothing where no piece is run. */
  readonly mark: (name: string, fields: LogFields, tookMs: number) => void;
};

/** Nobody collects any. */
export const untraced: Tracing = { run: (_name, _fields, work) => work(), note: () => undefined, mark: () => undefined };
