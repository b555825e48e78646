import { Command } from 'commander';
import { scopes } from '../../../../press/ports/watch/key-store.ts';
import { print, printJson, table, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

/** `readers:write,editions:read`, or the option more than once. */
const gathered = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== ''),
];

export const keysCommand = (run: Run): Command =>
  new Command('keys')
    .description('keys of programs that use the HTTP API')
    .addCommand(create(run))
    .addCommand(list(run))
    .addCommand(revoke(run));

const create = (run: Run): Command =>
  new Command('create')
    .description('make a key and print it, this once: its hash alone is kept')
    .requiredOption('--scope <scopes>', `what it may do: ${scopes.join(', ')}`, gathered)
    .requiredOption('--name <name>', 'names the program, in lists and in the books')
    .option('--json', 'print JSON')
    .action((flags: { scope: readonly string[]; name: string; json?: boolean }) =>
      run(async (app) => {
        const made = await app.watching.createKey(flags.name, flags.scope);
        if (flags.json) printJson(made);
        else {
          print(made.key);
          tell(`This key is shown once. To end it: courant keys revoke ${made.id}`);
        }
        return exitCodes.done;
      }),
    );

const list = (run: Run): Command =>
  new Command('list')
    .description('the keys there are and were, and when each was used last')
    .option('--json', 'print JSON')
    .action((flags: { json?: boolean }) =>
      run(async (app) => {
        const keys = await app.watching.keys();
        if (flags.json) printJson({ keys });
        else if (keys.length === 0) print('There is no key. Make one: courant keys create --name crm --scope readers:write');
        else
          print(
            table(
              [
                { head: 'id', width: 12 },
                { head: 'name', width: 22 },
                { head: 'last used', width: 22 },
                { head: 'state', width: 10 },
                { head: 'scopes', width: 60 },
              ],
              keys.map(({ id, name, lastUsedAt, revokedAt, scopes: allowed }) => [
                id,
                name,
                lastUsedAt?.toISOString().slice(0, 16) ?? 'never',
                revokedAt === null ? 'in force' : 'revoked',
                allowed.join(' '),
              ]),
            ),
          );
        return exitCodes.done;
      }),
    );

const revoke = (run: Run): Command =>
  new Command('revoke')
    .description('end a key, at once and for good')
    .argument('<id>', 'its id, as `courant keys list` shows it')
    .action((id: string) =>
      run(async (app) => {
        await app.watching.revokeKey(id);
        print('Revoked: it opens nothing any more.');
        return exitCodes.done;
      }),
    );
