import { Command } from 'commander';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const releaseCommand = (run: Run): Command =>
  new Command('release')
    .description('let a slot go out that an editor holds, or that was held after a restore')
    .argument('<newsletter>', 'newsletter of the config')
    .requiredOption('--at <instant>', 'the slot, as in 2026-11-21T08:00:00Z')
    .option('--json', 'print JSON')
    .action((newsletter: string, flags: { at: string; json?: boolean }) =>
      run(async (app) => {
        const released = await app.operations.releaseSlot(newsletter, flags.at);
        if (flags.json) printJson({ newsletter, slot: flags.at, released });
        else
          print(
            released
              ? `${newsletter}, ${flags.at}: released. It goes out with the next tick, or courant send.`
              : `${newsletter}, ${flags.at}: was not held.`,
          );
        return released ? exitCodes.done : exitCodes.faults;
      }),
    );
