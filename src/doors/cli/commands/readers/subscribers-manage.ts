import { Command } from 'commander';
import type { EndedByHand, Unsuppressed } from '../../../../press/readers/manage-readers.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

/** `courant subscribers erase|suppress|unsuppress|unsubscribe`. */
export const manageCommands = (run: Run): readonly Command[] => [
  unsubscribeCommand(run),
  suppressCommand(run),
  unsuppressCommand(run),
  eraseCommand(run),
];

const eraseCommand = (run: Run): Command =>
  new Command('erase')
    .description('take everything about a reader out of the store but a keyed hash that keeps imports from bringing them back')
    .argument('<address>')
    .option('--json', 'print JSON')
    .action((address: string, flags: { json?: boolean }) =>
      run(async (app) => {
        const erased = await app.readers.eraseReader(address);
        if (flags.json) printJson({ erased });
        else print(erased ? 'Erased.' : 'Nobody of that address is known.');
        return erased ? exitCodes.done : exitCodes.faults;
      }),
    );

const suppressCommand = (run: Run): Command =>
  new Command('suppress')
    .description('never write to an address again, whatever newsletter')
    .argument('<address>')
    .option('--reason <text>', 'why', 'by hand')
    .option('--json', 'print JSON')
    .action((address: string, flags: { reason: string; json?: boolean }) =>
      run(async (app) => {
        await app.readers.suppressAddress(address, flags.reason);
        if (flags.json) printJson({ suppressed: address, reason: flags.reason });
        else print(`${address} is suppressed.`);
        return exitCodes.done;
      }),
    );

const unsuppressCommand = (run: Run): Command =>
  new Command('unsuppress')
    .description('lift the suppression of an address; reason and author are kept')
    .argument('<address>')
    .requiredOption('--reason <text>', 'why mail may go there again')
    .option('--yes', 'also of somebody who reported a mail as spam: they asked for it themselves')
    .option('--json', 'print JSON')
    .action((address: string, flags: { reason: string; yes?: boolean; json?: boolean }) =>
      run(async (app) => {
        const done = await app.readers.unsuppressAddress(address, flags.reason, flags.yes ?? false);
        if (flags.json) printJson({ address, ...done });
        else print(unsuppressedText(address, done));
        return done.result === 'lifted' ? exitCodes.done : exitCodes.faults;
      }),
    );

function unsuppressedText(address: string, done: Unsuppressed): string {
  switch (done.result) {
    case 'lifted':
      return `${address} is suppressed no longer (it was: ${done.suppression.reason}). Where they are subscribed they get the next edition.`;
    case 'complained':
      return `${address} reported a mail as spam, so the suppression stands. Have they asked you for mail since? Then add --yes.`;
    case 'erased':
      return `${address} was erased at their wish. Only they can come back, by signing up.`;
    case 'not-suppressed':
      return `${address} is not suppressed.`;
  }
}

const unsubscribeCommand = (run: Run): Command =>
  new Command('unsubscribe')
    .description('end one subscription, as a click on its unsubscribe link would')
    .argument('<address>')
    .argument('[newsletter]', 'may be left out where they are subscribed to one')
    .option('--reason <text>', 'why; it is kept with your name', '')
    .option('--json', 'print JSON')
    .action((address: string, newsletter: string | undefined, flags: { reason: string; json?: boolean }) =>
      run(async (app) => {
        const ended = await app.readers.unsubscribeReader(address, newsletter ?? null, flags.reason);
        if (flags.json) printJson({ address, ...ended });
        else print(endedText(address, newsletter, ended));
        return ended.result === 'unsubscribed' || ended.result === 'had-ended' ? exitCodes.done : exitCodes.faults;
      }),
    );

function endedText(address: string, newsletter: string | undefined, ended: EndedByHand): string {
  switch (ended.result) {
    case 'unsubscribed':
      return `${address} gets ${ended.newsletter} no longer.`;
    case 'had-ended':
      return `${address} had left ${ended.newsletter} already.`;
    case 'not-subscribed':
      return `${address} is not subscribed${newsletter === undefined ? '' : ` to ${newsletter}`}.`;
    case 'unknown':
      return `Nobody of the address ${address} is known. To keep it from ever being added: courant subscribers suppress ${address}`;
  }
}
