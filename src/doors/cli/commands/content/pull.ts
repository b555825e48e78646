import { Command } from 'commander';
import { pullTotals } from '../../../../press/feeds/pull-report.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { pullJson, pullText } from './pull-text.ts';

export const pullCommand = (run: Run): Command =>
  new Command('pull')
    .description('ask the feeds for what is new and keep it as article files; tick and serve do so by themselves')
    .argument('[feeds...]', 'names or addresses of feeds (default: all)')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--anew', 'ask as if never asked before, also those that asked to be left alone')
    .option('--json', 'print JSON')
    .action((named: readonly string[], flags: { dryRun?: boolean; anew?: boolean; json?: boolean }) =>
      run(async (app) => {
        const report = await app.contentIn.pull(named, { dryRun: flags.dryRun ?? false, anew: flags.anew ?? false });
        if (flags.json) printJson(pullJson(report));
        else print(pullText(report));
        return pullTotals(report).failed > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );
