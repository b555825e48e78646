import { Command } from 'commander';
import type { TickLine } from '../../../../press/mailing/tick.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { tickJson, tickText } from './delivery-text.ts';

export const tickCommand = (run: Run): Command =>
  new Command('tick')
    .description('do what is due now, then exit (for cron; run it as often as you like)')
    .option('--json', 'print JSON')
    .action((flags: { json?: boolean }) =>
      run(async (app) => {
        const lines = await app.tick();
        if (flags.json) printJson({ newsletters: lines.map(tickJson) });
        else print(lines.map(tickText).join('\n'));
        return lines.some(needsAPerson) ? exitCodes.faults : exitCodes.done;
      }),
    );

const needsAPerson = (line: TickLine) =>
  line.kind === 'failed' ||
  line.kind === 'stale' ||
  line.kind === 'left' ||
  (line.kind === 'sent' && (line.report.result === 'paused' || line.report.accounting.unknown > 0));
