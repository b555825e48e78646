import { Command } from 'commander';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const newCommand = (run: Run): Command =>
  new Command('new')
    .description('write an article file to be filled in')
    .argument('<title>')
    .option('--json', 'print JSON')
    .action((title: string, flags: { json?: boolean }) =>
      run(async (app) => {
        const file = app.contentIn.newArticle(title);
        if (flags.json) printJson({ file });
        else print(file);
        return exitCodes.done;
      }),
    );
