import { Command } from 'commander';
import { print } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const initCommand = (run: Run): Command =>
  new Command('init')
    .description('write a first courant.config.ts into this folder')
    .argument('<name>', 'name of the newsletter')
    .option('--topics <topics>', 'what readers can follow, as in "Climate,Space" (default: News)')
    .action((name: string, flags: { topics?: string }) =>
      run(async (app) => {
        const topics = (flags.topics ?? '').split(',').flatMap((topic) => topic.trim() || []);
        const files = app.contentIn.initialise(name.trim(), topics);
        print(
          `Wrote ${files.join(', ')}.`,
          'Next: courant feeds add https://example.com/ and courant pull, or put articles into content/.',
        );
        return exitCodes.done;
      }),
    );
