import { Command } from 'commander';
import { print, printJson, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { startJson, startText } from './start-text.ts';
import { tickText } from './tick-text.ts';

export const startCommand = (run: Run): Command =>
  new Command('start')
    .description('write the edition of the newest articles to demo readers, into the outbox, and show it on the desk')
    .option('--once', 'exit after the delivery')
    .option('--json', 'print JSON (implies --once)')
    .action((flags: { once?: boolean; json?: boolean }) =>
      run(async (app) => {
        const report = await app.start();
        if (flags.json) printJson(startJson(report));
        else print(startText(report));
        if (flags.once || flags.json) return report.delivery === null ? exitCodes.person : exitCodes.done;
        const serving = await app.serve({ ticking: false, dev: false, outbox: false, at: report.slot.toISOString(), onTick: () => {} });
        print('', `Desk: ${serving.url}/edition`, 'Ctrl-C to stop.');
        await serving.stopped;
        return exitCodes.done;
      }),
    );

export const serveCommand = (run: Run): Command =>
  new Command('serve')
    .description('serve the desk and the reader pages, and do what is due every minute')
    .option('--no-tick', 'serve only; leave sending to `courant tick`')
    .option('--readers-only', 'no desk: reader pages and webhooks alone, for a machine the internet reaches')
    .option('--outbox', 'write mails to .courant/outbox where no way out is set, though the readers are real')
    .option('--dev', 'in a checkout: show templates in emails/ as they are saved')
    .action((flags: { tick: boolean; dev?: boolean; outbox?: boolean; readersOnly?: boolean }) =>
      run(async (app) => {
        const serving = await app.serve({
          ticking: flags.tick,
          dev: flags.dev ?? false,
          outbox: flags.outbox ?? false,
          readersOnly: flags.readersOnly ?? false,
          at: undefined,
          onTick: (lines) => tell(...lines.map(tickText)),
        });
        print(
          `${flags.readersOnly ? 'Reader pages' : 'Desk'}: ${serving.url}`,
          flags.tick ? 'Looking every minute for what is due. Ctrl-C to stop.' : 'Ctrl-C to stop.',
        );
        await serving.stopped;
        return exitCodes.done;
      }),
    );
