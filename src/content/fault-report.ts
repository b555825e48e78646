import type { Fault } from './fault.ts';
import { showUnseen } from './show-value.ts';

/** What `courant check --json` writes. Stable: fields are added, never renamed. `articles` counts the usable ones. */
export type FaultReport = {
  readonly files: number;
  readonly articles: number;
  readonly errors: number;
  readonly warnings: number;
  /** By file, then line. */
  readonly faults: readonly Fault[];
};

/** Counts what was read. A folder is fit to be sent from when `errors` is 0. */
export function faultReport(read: {
  readonly files: number;
  readonly articles: readonly unknown[];
  readonly faults: readonly Fault[];
}): FaultReport {
  const errors = read.faults.filter(({ severity }) => severity === 'error').length;
  return {
    files: read.files,
    articles: read.articles.length,
    errors,
    warnings: read.faults.length - errors,
    faults: read.faults.map(({ file, line, field, severity, code, found, advice }) => ({
      file,
      line,
      field,
      severity,
      code,
      found,
      advice,
    })),
  };
}

/** `articles/a.md:12 related[2].webUrl: "ftp://..." is not a web address; write ... [warning bad-url]`. One line, no escapes. */
export function faultLine(fault: Fault): string {
  const place = fault.line === null ? fault.file : `${fault.file}:${fault.line}`;
  const field = fault.field === null ? '' : ` ${fault.field}`;
  return showUnseen(`${place}${field}: ${fault.found}; ${fault.advice} [${fault.severity} ${fault.code}]`);
}

/** Every fault, errors first, then a summary: the counts, and how often each kind of fault occurs. */
export function faultLines(report: FaultReport): readonly string[] {
  const errors = report.faults.filter(({ severity }) => severity === 'error');
  const warnings = report.faults.filter(({ severity }) => severity === 'warning');
  return [
    ...errors.map(faultLine),
    ...warnings.map(faultLine),
    ...(report.faults.length > 0 ? [''] : []),
    ...kinds(report.faults),
    faultSummary(report),
  ];
}

/** `436 files read, 436 articles, no errors, 12 warnings`. */
export const faultSummary = (report: FaultReport): string =>
  [
    `${counted(report.files, 'file')} read`,
    counted(report.articles, 'article'),
    counted(report.errors, 'error'),
    counted(report.warnings, 'warning'),
  ].join(', ');

const counted = (count: number, noun: string) => `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;

function kinds(faults: readonly Fault[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { severity, code } of faults) counts.set(`${severity} ${code}`, (counts.get(`${severity} ${code}`) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([kind, count]) => `${String(count).padStart(6)} ${kind}`);
}
