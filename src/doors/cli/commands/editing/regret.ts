import { Command } from 'commander';
import { print, printJson, table } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const regretCommand = (run: Run): Command =>
  new Command('regret')
    .description('list what an edition left out and has grown big since')
    .argument('<edition>', 'newsletter:number, as in weekly:42, or the number alone when there is one newsletter')
    .option('--json', 'print JSON')
    .action((edition: string, flags: { json?: boolean }) =>
      run(async (app) => {
        const regret = await app.regret(edition);
        if (flags.json) printJson(regret);
        else if (regret.stories.length === 0) print('Nothing to regret: no story it left out has grown.');
        else
          print(
            table(
              [
                { head: 'outlets', width: 12 },
                { head: 'points', width: 16 },
                { head: 'would be in', width: 18 },
                { head: 'left out', width: 24 },
                { head: 'story', width: 70 },
              ],
              regret.stories.map(({ before, now, wouldBeIn, reason, title }) => [
                `${before.outlets} -> ${now.outlets}`,
                `${before.points.toFixed(1)} -> ${now.points.toFixed(1)}`,
                wouldBeIn ?? '',
                reason,
                title,
              ]),
            ),
          );
        return exitCodes.done;
      }),
    );
