import { Command } from 'commander';
import type { HoldOrder, HoldResult } from '../../../../press/oversight/hold-edition.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { sendAgain } from './send.ts';

const meaning: Readonly<Record<HoldOrder, string>> = {
  pause: 'stop an edition that is being sent; every worker stops within seconds, nothing is lost',
  resume: 'let a paused edition go on with the next send or tick',
  cancel: 'call off for good what of an edition has not gone out',
};

function resultText({ edition, result, cancelled }: HoldResult): string {
  switch (result) {
    case 'paused':
      return 'paused.';
    case 'resumed':
      return edition.state === 'finished'
        ? 'is held no more; it was finished before.'
        : `goes on with the next tick, if it was begun in the last two days, or now with: ${sendAgain(edition)}`;
    case 'unchanged':
      return 'was not paused.';
    case 'cancelled':
      return `cancelled; ${cancelled} ${cancelled === 1 ? 'reader' : 'readers'} will not get it.`;
  }
}

/** `courant pause`, `courant resume`, `courant cancel`. */
export const holdCommands = (run: Run): readonly Command[] =>
  (['pause', 'resume', 'cancel'] as const).map((order) => {
    const command = new Command(order)
      .description(meaning[order])
      .argument('<edition>', 'newsletter:number, as in weekly:42, or the number alone when there is one newsletter')
      .option('--json', 'print JSON');
    if (order !== 'resume') command.option('--reason <words>', 'why, for those who find it so', 'by hand');
    return command.action((edition: string, flags: { reason?: string; json?: boolean }) =>
      run(async (app) => {
        const report = await app.hold(edition, order, flags.reason ?? '');
        const { newsletter, number } = report.edition;
        if (flags.json) printJson({ newsletter, number, result: report.result, cancelled: report.cancelled });
        else print(`${newsletter} No. ${number}: ${resultText(report)}`);
        return report.result === 'unchanged' ? exitCodes.faults : exitCodes.done;
      }),
    );
  });
