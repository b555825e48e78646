import { Command } from 'commander';
import { print, printJson, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { tickText } from './delivery-text.ts';
import { startJson, startText } from './start-text.ts';

export const startCommand = (run: Run): Command =>
  new Command('start')
    .description('build and deliver the edition of the newest articles, then show it on the desk')
    .option('--once', 'exit after the delivery')
    .option('--json', 'print JSON (implies --once)')
    .action((flags: { once?: boolean; json?: boolean }) =>
      run(async (app) => {
        const report = await app.start();
        if (flags.json) printJson(startJson(report));
        else print(startText(report));
        if (flags.once || flags.json) return exitCodes.done;
        const serving = await app.serve({ ticking: false, dev: false, at: report.delivery.slot.toISOString(), onTick: () => {} });
        print('', `Desk: ${serving.url}/edition`, 'Ctrl-C to stop.');
        await serving.stopped;
        return exitCodes.done;
      }),
    );

export const serveCommand = (run: Run): Command =>
  new Command('serve')
    .description('serve the desk and the reader pages, and do what is due every minute')
    .option('--no-tick', 'serve only; leave sending to `courant tick`')
    .option('--dev', 'in a checkout: show templates in emails/ as they are saved')
    .action((flags: { tick: boolean; dev?: boolean }) =>
      run(async (app) => {
        const serving = await app.serve({
          ticking: flags.tick,
          dev: flags.dev ?? false,
          at: undefined,
          onTick: (lines) => {
            for (const line of lines) if (line.kind !== 'nothing') tell(tickText(line));
          },
        });
        print(`Desk: ${serving.url}`, flags.tick ? 'Looking every minute for what is due. Ctrl-C to stop.' : 'Ctrl-C to stop.');
        await serving.stopped;
        return exitCodes.done;
      }),
    );
