import { Command } from 'commander';
import type { TickLine } from '../../../../press/mailing/tick.ts';
import { print, printJson } from '../../output/terminal.ts';
import { type ExitCode, exitCodeOf, exitCodes, type Run, worstOf } from '../run.ts';
import { codeOfDelivery } from './send.ts';
import { tickJson, tickText } from './tick-text.ts';

export const tickCommand = (run: Run): Command =>
  new Command('tick')
    .description('do what is due now, then exit (for cron; run it as often as you like)')
    .option(
      '--quiet',
      'for cron: say nothing, and end with 0, where nothing was done or a trouble was told already; one that stands is told once a day',
    )
    .option('--outbox', 'write mails to .courant/outbox where no way out is set, though the readers are real')
    .option('--json', 'print JSON')
    .action((flags: { quiet?: boolean; outbox?: boolean; json?: boolean }) =>
      run(async (app) => {
        const all = await app.tick({ outbox: flags.outbox ?? false });
        const lines = flags.quiet ? await app.newsOf(all) : all;
        if (flags.quiet && lines.length === 0) return exitCodes.done;
        if (flags.json) printJson({ newsletters: lines.map(tickJson) });
        else print(...lines.map(tickText));
        return worstOf(lines.map(codeOf));
      }),
    );

function codeOf(line: TickLine): ExitCode {
  switch (line.kind) {
    case 'nothing':
    case 'pulled':
    case 'pruned':
      return exitCodes.done;
    case 'stale':
    case 'left':
    case 'orphaned':
      return exitCodes.person;
    case 'failed':
      return exitCodeOf(line.error);
    case 'sent':
      return codeOfDelivery(line.report);
  }
}
