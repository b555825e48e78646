import type { Verdict } from '../../../../composition/lint/gate.ts';
import { styled } from '../../output/terminal.ts';

type Judged = Verdict['findings'][number];

/** What the gate found, for a person: one paragraph a finding, the sum first. */
export const lintLines = ({ findings, errors, warnings, waived }: Verdict): readonly string[] => [
  findings.length === 0
    ? 'Lint: nothing found'
    : `Lint: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}${waived === 0 ? '' : `, ${waived} waived`}`,
  ...findings.flatMap(findingLines),
];

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function findingLines(finding: Judged): readonly string[] {
  const { check, severity, found, why, audience, fix, waived } = finding;
  const label = waived ? styled('dim', 'waived ') : severity === 'error' ? styled('red', 'error  ') : styled('yellow', 'warning');
  return [`  ${label} ${check}: ${found}`, `          ${placeText(finding)}. ${why} For the ${audience}: ${fix}`];
}

/** A mail's HTML has hardly a line: a theme's author is told theirs first. */
const placeText = ({ where: { part, line, column, selector, theme } }: Judged): string =>
  [
    ...(theme === undefined ? [] : [theme.line === null ? theme.file : `${theme.file}:${theme.line}`]),
    part === 'html' ? 'HTML' : part,
    ...(line === null ? [] : [`line ${line}:${column ?? 1}`]),
    ...(selector === null ? [] : [selector]),
  ].join(', ');
