/** What a log line may hold: ids, counts, codes, words of servers. Readers are named by their id; what gives them away all the same is taken out where lines are written. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One event, in one line. `event`: its kind, a word or two with dots between, the same for all of it. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

export const silent: Log = () => undefined;
