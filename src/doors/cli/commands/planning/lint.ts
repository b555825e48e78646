import { Command } from 'commander';
import type { LintReport } from '../../../../press/composing/lint-target.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { lintLines } from './lint-text.ts';

type Flags = { readonly at?: string; readonly transactional?: true; readonly json?: true };

export const lintCommand = (run: Run): Command =>
  new Command('lint')
    .description('put a finished message through every check of the gate; exit code 1 when one finds an error')
    .argument('[target]', 'an .eml file, an edition (weekly:42), or a newsletter: then the edition that would be next')
    .option('--at <instant>', 'the slot to build for, as in 2026-11-21T08:00:00Z; default: the next one')
    .option('--transactional', 'the file answers something its reader did: no List-Id, no way to unsubscribe')
    .option('--json', 'print one JSON document')
    .action((target: string | undefined, flags: Flags) =>
      run(async (app) => {
        const report = await app.lint(target, { at: flags.at, kind: flags.transactional ? 'transactional' : 'digest' });
        if (flags.json) printJson(report);
        else print(titleOf(report), ...lintLines(report.verdict));
        return report.verdict.blocked ? exitCodes.faults : exitCodes.done;
      }),
    );

const titleOf = ({ target, subject, looked }: LintReport): string =>
  `${target}${subject === null ? '' : `: "${subject}"`}${looked === null ? '' : ` (${looked.at} of ${looked.of} digests looked at)`}`;
