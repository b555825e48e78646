import { Command } from 'commander';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { collected } from '../selection-options.ts';
import { deliveryJson, deliveryText, dryRunText } from './delivery-text.ts';

type Flags = { at?: string; to?: readonly string[]; dryRun?: boolean; yes?: boolean; json?: boolean };

/** What goes on with an edition whatever its age; a tick leaves those begun days ago to a person. */
export const sendAgain = ({ newsletter, slot }: { readonly newsletter: string; readonly slot: Date }): string =>
  `courant send ${newsletter} --at ${slot.toISOString()}`;

export const sendCommand = (run: Run): Command =>
  new Command('send')
    .description("deliver a slot's edition to its readers; again, and only what is left is sent")
    .argument('<newsletter>', 'newsletter of the config')
    .option('--at <instant>', 'slot to send (default: the latest one that has come)')
    .option('--to <address...>', 'write to these readers only; the others stay queued', (value: string, before?: readonly string[]) =>
      collected(value, before),
    )
    .option('--dry-run', 'say who would get what; send and store nothing')
    .option('--yes', 'send though the audience differs much from the edition before')
    .option('--json', 'print JSON')
    .action((newsletter: string, flags: Flags) =>
      run(async (app) => {
        const options = { at: flags.at, to: flags.to ?? [] };
        if (flags.dryRun) {
          const dryRun = await app.dryRun(newsletter, options);
          if (flags.json) printJson(dryRun);
          else print(dryRunText(dryRun));
          return exitCodes.done;
        }
        const report = await app.send(newsletter, { ...options, yes: flags.yes ?? false });
        if (flags.json) printJson(deliveryJson(report));
        else print(deliveryText(report));
        return ['paused', 'cancelled', 'stopped'].includes(report.result) || report.accounting.failed + report.accounting.unknown > 0
          ? exitCodes.faults
          : exitCodes.done;
      }),
    );
