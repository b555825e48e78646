import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../../press/ports/watch/log.ts';

export type LogSettings = {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Lines are added to it; `null`: standard error. */
  readonly file: string | null;
  readonly format: 'json' | 'pretty';
  readonly redact: (text: string) => string;
  /** In every line. */
  readonly base: Readonly<Record<string, string | number>>;
};

/** Lines are written before the call returns: a process that ends a moment later has told all the same. */
export function pinoLog({ level, file, format, redact, base }: LogSettings): Log {
  const fd = file === null ? 2 : file;
  const stream =
    format === 'pretty'
      ? pretty({
          destination: fd,
          sync: true,
          mkdir: true,
          append: true,
          colorize: file === null && process.stderr.isTTY === true,
          ignore: 'pid,hostname',
        })
      : pino.destination({ dest: fd, sync: true, mkdir: true });
  const logger = pino(
    {
      level,
      base,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return (at, event, fields = {}) => {
    if (!logger.isLevelEnabled(at)) return;
    const clean = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? redact(value) : value] as const],
    );
    logger[at](Object.fromEntries(clean), event);
  };
}
