import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/content/fault.ts';
import { faultLine, faultLines, faultReport, faultSummary } from '../../src/content/fault-report.ts';

const warning: Fault = {
  file: 'seeds/a.md',
  line: 12,
  field: 'related[2].webUrl',
  severity: 'warning',
  code: 'bad-url',
  found: '"ftp://a.example" is not a web address but ftp:',
  advice: 'write an address that begins with https://',
};
const error: Fault = {
  ...warning,
  file: 'seeds/b.md',
  line: null,
  field: null,
  severity: 'error',
  code: 'unreadable-file',
  found: 'x',
  advice: 'y',
};

describe('the report of a content check', () => {
  it('tells a fault as file, line, field, what was found and what to do', () => {
    expect(faultLine(warning)).toBe(
      'seeds/a.md:12 related[2].webUrl: "ftp://a.example" is not a web address but ftp:; write an address that begins with https:// [warning bad-url]',
    );
    expect(faultLine(error)).toBe('seeds/b.md: x; y [error unreadable-file]');
  });

  it('cannot be used to write to the terminal', () => {
    expect(faultLine({ ...error, file: 'a\u001b[2Jb\n.md' })).toBe('a\\u{1b}[2Jb\\n.md: x; y [error unreadable-file]');
  });

  it('counts files, articles, errors and warnings, in a stable shape', () => {
    const report = faultReport({ files: 3, articles: ['x', 'y'], faults: [warning, error, warning] });
    expect(report).toEqual({ files: 3, articles: 2, errors: 1, warnings: 2, faults: [warning, error, warning] });
    expect(Object.keys(report)).toEqual(['files', 'articles', 'errors', 'warnings', 'faults']);
    expect(Object.keys(report.faults[0] ?? {})).toEqual(['file', 'line', 'field', 'severity', 'code', 'found', 'advice']);
    expect(faultSummary(report)).toBe('3 files read, 2 articles, 1 error, 2 warnings');
    expect(faultSummary(faultReport({ files: 1, articles: ['x'], faults: [] }))).toBe('1 file read, 1 article, no errors, no warnings');
  });

  it('lists errors first, then warnings, then how often each kind occurs', () => {
    expect(faultLines(faultReport({ files: 3, articles: [], faults: [warning, error, warning] }))).toEqual([
      faultLine(error),
      faultLine(warning),
      faultLine(warning),
      '',
      '     2 warning bad-url',
      '     1 error unreadable-file',
      '3 files read, no articles, 1 error, 2 warnings',
    ]);
    expect(faultLines(faultReport({ files: 0, articles: [], faults: [] }))).toEqual(['no files read, no articles, no errors, no warnings']);
  });
});
