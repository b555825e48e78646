import { CourantError } from '../../errors/courant-error.ts';
import type { TickLine } from '../../press/mailing/tick.ts';
import type { Log } from '../../press/ports/watch/log.ts';

/** What one look for what is due came to, a line each; that nothing was due is nothing to tell. */
export function logTick(log: Log, lines: readonly TickLine[]): void {
  for (const line of lines) {
    const { newsletter } = line;
    switch (line.kind) {
      case 'nothing':
        log('debug', 'tick.nothing', { newsletter, next: line.next?.toISOString() ?? null });
        break;
      case 'pulled':
        for (const { name, result, faults } of line.report.sources)
          log(result === 'failed' ? 'warn' : 'debug', 'feed', { name, result, fault: faults[0]?.found });
        break;
      case 'stale':
        log('warn', 'tick.stale', { newsletter, slot: line.slot.toISOString(), lateSeconds: Math.round(line.lateMs / 1000) });
        break;
      case 'left':
      case 'orphaned':
        log('warn', `tick.${line.kind}`, { newsletter, edition: line.edition.id, number: line.edition.number });
        break;
      case 'failed':
        log('error', 'tick.failed', {
          newsletter,
          code: line.error instanceof CourantError ? line.error.code : null,
          words: line.error instanceof Error ? line.error.message : String(line.error),
        });
        break;
      case 'sent': {
        const { number, result, reason, attempted, accounting } = line.report;
        log(result === 'paused' ? 'warn' : 'info', 'tick.sent', { newsletter, number, result, reason, attempted, ...accounting });
        break;
      }
      case 'pruned':
        log('info', 'tick.pruned', { newsletter });
    }
  }
}
