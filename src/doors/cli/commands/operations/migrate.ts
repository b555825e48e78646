import { Command } from 'commander';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const migrateCommand = (run: Run): Command =>
  new Command('migrate')
    .description('bring the store to this version, as every command does by itself that needs it')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'print JSON')
    .action((flags: { dryRun?: boolean; json?: boolean }) =>
      run(async (app) => {
        const dryRun = flags.dryRun ?? false;
        const { name, waiting, made } = await app.operations.migrate(dryRun);
        if (flags.json) printJson({ store: name, dryRun, made, migrations: waiting });
        else if (made) print(dryRun ? `${name}: there is none; it would be made.` : `${name}: made.`);
        else if (waiting.length === 0) print(`${name}: nothing to do; it is of this version.`);
        else print(`${name}: ${waiting.length} ${dryRun ? 'to do' : 'done'}, in one transaction:`, ...waiting.map((one) => `  ${one}`));
        return exitCodes.done;
      }),
    );
