import { Command } from 'commander';
import type { DeliveryReport } from '../../../../press/mailing/deliver-edition.ts';
import { print, printJson } from '../../output/terminal.ts';
import { type ExitCode, exitCodes, type Run } from '../run.ts';
import { collected } from '../selection-options.ts';
import { deliveryJson, deliveryText, dryRunText } from './delivery-text.ts';

type Flags = { at?: string; to?: readonly string[]; dryRun?: boolean; json?: boolean } & Partial<
  Record<'early' | 'late' | 'yes' | 'outbox', boolean>
>;

/** What goes on with an edition whatever its age; a tick leaves those begun days ago to a person. */
export const sendAgain = ({ newsletter, slot }: { readonly newsletter: string; readonly slot: Date }): string =>
  `courant send ${newsletter} --at ${slot.toISOString()}`;

export const sendCommand = (run: Run): Command =>
  new Command('send')
    .description("deliver a slot's edition to its readers; again, and only what is left is sent")
    .argument('<newsletter>', 'newsletter of the config')
    .option('--at <instant>', 'slot to send (default: the one that is due, else the next one: what `courant plan` shows)')
    .option('--to <address...>', 'write to these readers only; the others stay queued', (value: string, before?: readonly string[]) =>
      collected(value, before),
    )
    .option('--dry-run', 'say who would get what; send and store nothing')
    .option('--early', 'send though the slot has not come; what is published until then will not be in it')
    .option('--late', 'send though the slot is past the catch-up time')
    .option('--yes', 'send though the audience differs much from the edition before, or BASE_URL is an address of this machine')
    .option('--outbox', 'write mails to .courant/outbox where no way out is set, though the readers are real')
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
        const { early = false, late = false, yes = false, outbox = false } = flags;
        const report = await app.send(newsletter, { ...options, early, late, yes, outbox });
        if (flags.json) printJson(deliveryJson(report));
        else print(deliveryText(report));
        return codeOfDelivery(report, options.to.length > 0);
      }),
    );

/** @param some only readers named were written to: that the others wait is what was asked for */
export function codeOfDelivery({ result, accounting }: DeliveryReport, some = false): ExitCode {
  const { failed, unknown, deferred, submitting } = accounting;
  const settled = failed + unknown > 0 ? exitCodes.partly : exitCodes.done;
  switch (result) {
    case 'delivered':
    case 'already-delivered':
      return settled;
    case 'waiting':
      return some && deferred + submitting === 0 ? settled : exitCodes.notDone;
    case 'stopped':
      return exitCodes.notDone;
    case 'cancelled':
      return exitCodes.partly;
    case 'paused':
      return exitCodes.person;
  }
}
