import { Command } from 'commander';
import { print, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const secretCommand = (run: Run): Command =>
  new Command('secret').description('the secret links in mails are signed with').addCommand(
    new Command('renew')
      .description('the old secret is lost for good: sign with the one there is, or with a new one')
      .option('--yes', 'you know that links in mails already sent stay dead')
      .action((flags: { yes?: boolean }) =>
        run(async (app) => {
          if (!flags.yes) {
            tell('Links in mails already sent (unsubscribe, view in browser) and bounces of them will not be believed any more.');
            tell('Look for the old secret first: other machines, backups. To replace one you still have: COURANT_SECRET="new,old".');
            tell('If it is lost, repeat this with --yes.');
            return exitCodes.usage;
          }
          await app.operations.renewSecret();
          print('Renewed. Give every other process of this store the same secret.');
          return exitCodes.done;
        }),
      ),
  );
