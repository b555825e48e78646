import type { FeedFault } from '../../../../content/feeds/reading/feed-item.ts';
import { type Pulled, type PullReport, pullTotals } from '../../../../press/feeds/pull-report.ts';
import { styled } from '../../output/terminal.ts';

const shownFaults = 3;

/** What a pull came to: a line a source that has something to tell, then the sum. */
export function pullText(report: PullReport): string {
  const { sources, dryRun } = report;
  const totals = pullTotals(report);
  const quiet = sources.filter(({ result }) => result === 'unchanged' || result === 'waits').length;
  const told = sources.filter((one) => one.result !== 'unchanged' && one.result !== 'waits').flatMap(sourceLines);
  const parts = [
    counted(totals.fresh, 'new article'),
    ...(totals.corrected > 0 ? [`${totals.corrected} corrected`] : []),
    ...(totals.beside > 0 ? [`${totals.beside} changed by you and by the publisher`] : []),
    ...(quiet > 0 ? [`${quiet} ${quiet === 1 ? 'feed' : 'feeds'} with nothing new`] : []),
    ...(totals.failed > 0 ? [styled('red', `${totals.failed} failed`)] : []),
  ];
  return [
    ...told,
    `${counted(totals.sources, 'feed')}: ${parts.join(', ')}.${dryRun ? ' Nothing was written: this was a dry run.' : ''}`,
  ].join('\n');
}

const counted = (count: number, noun: string): string => `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;

function sourceLines(one: Pulled): readonly string[] {
  const head = styled('bold', one.name);
  if (one.result === 'failed')
    return [`${head}: ${styled('red', 'failed')}`, ...one.faults.map(faultLine), `  asked again from ${one.nextAt.toISOString()}`];
  if (one.result === 'busy') return [`${head}: another process is at it.`];
  const { old, elsewhere, removed } = one.passedOver;
  const parts = [
    `${one.items} ${one.items === 1 ? 'item' : 'items'}`,
    `${one.fresh.length} new`,
    ...(one.corrected.length > 0 ? [`${one.corrected.length} corrected by the publisher`] : []),
    ...(old > 0 ? [`${old} too old`] : []),
    ...(elsewhere > 0 ? [`${elsewhere} from another feed already`] : []),
    ...(removed > 0 ? [`${removed} you took away`] : []),
  ];
  return [
    `${head}: ${parts.join(', ')}`,
    ...one.beside.map(
      ({ file, beside }) => `  ${file} was changed by you, and by the publisher since; the publisher's version lies in ${beside}`,
    ),
    ...(one.movedTo === null ? [] : [`  it moved for good to ${one.movedTo} and is asked there; write that address into the config`]),
    ...one.faults.slice(0, shownFaults).map(faultLine),
    ...(one.faults.length > shownFaults ? [`  and ${one.faults.length - shownFaults} more faults; see --json`] : []),
  ];
}

const faultLine = ({ item, found, advice, severity, code }: FeedFault): string =>
  `  ${item === null ? '' : `"${item}": `}${found}; ${advice} [${severity} ${code}]`;

/** Stable: fields are added, never renamed. */
export const pullJson = (report: PullReport) => ({
  dryRun: report.dryRun,
  totals: pullTotals(report),
  sources: report.sources.map(({ address, name, result, items, fresh, corrected, beside, passedOver, faults, movedTo, nextAt }) => ({
    address,
    name,
    result,
    items,
    new: fresh,
    corrected,
    beside,
    passedOver,
    movedTo,
    next: nextAt.toISOString(),
    faults,
  })),
});
