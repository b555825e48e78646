import { Command } from 'commander';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const alertsCommand = (run: Run): Command =>
  new Command('alerts')
    .description('what is amiss and has to be seen to; ends with 5 where anything stands')
    .option('--all', 'those that are over, too')
    .option('--json', 'print JSON')
    .action((flags: { all?: boolean; json?: boolean }) =>
      run(async (app) => {
        const alerts = await app.watching.alerts(flags.all !== true);
        if (flags.json) printJson({ alerts });
        else if (alerts.length === 0) print('Nothing stands.');
        else
          for (const { since, over, kind, words } of alerts)
            print(`${since.toISOString().slice(0, 16)}  ${over === null ? kind : `${kind}, over`}: ${words}`);
        return alerts.some(({ over }) => over === null) ? exitCodes.person : exitCodes.done;
      }),
    );
