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
        const report = faultReport(await app.check(folders));
        if (flags.json) printJson(report);
        else print(...faultLines(report));
        return report.errors > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );
