import { Command } from 'commander';
import { faultLines, faultReport } from '../../../../content/fault-report.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const checkCommand = (run: Run): Command =>
  new Command('check')
    .description('name every fault of every article file: file:line field: what was found, what to do')
    .argument('[dirs...]', 'folders of articles (default: those of the config)')
    .option('--json', 'print JSON')
    .action((folders: readonly string[], flags: { json?: boolean }) =>
      run(async (app) => {
        const { hints, ...read } = await app.check(folders);
        const report = faultReport(read);
        if (flags.json) printJson({ ...report, hints });
        else print(...faultLines(report), ...hints.map((hint) => `Note: ${hint}.`));
        return report.errors > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );
