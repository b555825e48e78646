import { CourantError } from '../../errors/courant-error.ts';
import type { PullReport } from '../feeds/pull-report.ts';
import type { TickLine } from './tick.ts';

/** When each trouble that stands was told last, in ms since 1970, by its name. */
export type Told = Readonly<Record<string, number>>;

const againAfterMs = 24 * 3_600_000;

/**
 * What a run that repeats itself every minute should say: what it did, and each trouble once, and once a day as long as it stands.
 * A trouble that has gone is forgotten, so that it is told at once when it comes back.
 */
export function newsOf(lines: readonly TickLine[], told: Told, now: Date): { readonly news: readonly TickLine[]; readonly told: Told } {
  const standing: Record<string, number> = {};
  const news = lines.filter((line) => {
    if (line.kind === 'nothing' || (line.kind === 'pulled' && failingFeeds(line.report).length === 0)) return false;
    const trouble = troubleOf(line);
    if (trouble === null) return true;
    const before = told[trouble];
    const isOld = before !== undefined && now.getTime() - before < againAfterMs;
    standing[trouble] = isOld ? before : now.getTime();
    return !isOld;
  });
  return { news, told: standing };
}

/** New articles are nothing a cron job need tell; a feed that gives none is. */
const failingFeeds = ({ sources }: PullReport): readonly string[] =>
  sources
    .filter(
      ({ result, faults }) =>
        result === 'failed' || (result === 'waits' && faults.some(({ item, severity }) => item === null && severity === 'error')),
    )
    .map(({ name }) => name);

/** Names what will be the same in the next run if nobody does anything; `null`: something was done. */
function troubleOf(line: TickLine): string | null {
  const named = (...parts: readonly unknown[]) => [line.newsletter, line.kind, ...parts].join(' ');
  switch (line.kind) {
    case 'nothing':
    case 'pruned':
      return null;
    case 'pulled':
      return named(...failingFeeds(line.report));
    case 'stale':
      return named(line.slot.toISOString());
    case 'left':
    case 'orphaned':
      return named(line.edition.number);
    case 'failed':
      return named(line.error instanceof CourantError ? line.error.code : '', line.error instanceof Error ? line.error.message : '');
    case 'sent': {
      const { result, number } = line.report;
      return result === 'delivered' || result === 'already-delivered' ? null : named(number, result);
    }
  }
}
