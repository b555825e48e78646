import { Command, InvalidArgumentError, Option } from 'commander';
import type { OutgoingState } from '../../../../press/ports/watch/outgoing-store.ts';
import { print, printJson, table } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

const states: readonly OutgoingState[] = ['waiting', 'done', 'failed'];

export const webhooksCommand = (run: Run): Command =>
  new Command('webhooks')
    .description('calls to programs elsewhere that are told of events (`webhooks` in the config)')
    .addCommand(list(run))
    .addCommand(retry(run))
    .addCommand(secret(run));

const list = (run: Run): Command =>
  new Command('list')
    .description('the latest calls and what came of each')
    .addOption(new Option('--state <state>', 'only these').choices(states))
    .option('--limit <number>', 'how many', wholeNumber, 50)
    .option('--json', 'print JSON')
    .action((flags: { state?: OutgoingState; limit: number; json?: boolean }) =>
      run(async (app) => {
        const calls = await app.watching.calls(flags.state ?? null, flags.limit);
        if (flags.json) printJson({ endpoints: app.watching.endpoints(), calls });
        else {
          for (const { name, url, events } of app.watching.endpoints()) print(`${name}: ${url} (${events.join(', ')})`);
          if (calls.length === 0) print('No call.');
          else
            print(
              table(
                [
                  { head: 'call', width: 8, align: 'right' },
                  { head: 'endpoint', width: 14 },
                  { head: 'event', width: 20 },
                  { head: 'at', width: 18 },
                  { head: 'state', width: 9 },
                  { head: 'tries', width: 7, align: 'right' },
                  { head: 'answer', width: 50 },
                ],
                calls.map(({ id, endpoint, type, at, state, attempts, answer }) => [
                  String(id),
                  endpoint,
                  type,
                  at.toISOString().slice(0, 16),
                  state,
                  String(attempts),
                  answer ?? '',
                ]),
              ),
            );
        }
        return exitCodes.done;
      }),
    );

const retry = (run: Run): Command =>
  new Command('retry')
    .description('make calls again: those named, or all that failed')
    .argument('[calls...]', 'their numbers')
    .action((ids: readonly string[]) =>
      run(async (app) => {
        const due = await app.watching.retryCalls(ids.length === 0 ? null : ids.map(wholeNumber));
        print(due === 0 ? 'Nothing to make again.' : `${due} made again; what came of them: courant webhooks list`);
        return exitCodes.done;
      }),
    );

const secret = (run: Run): Command =>
  new Command('secret')
    .description('print what the calls to an endpoint are signed with, for whoever listens there')
    .argument('<name>', 'as in the config')
    .action((name: string) =>
      run(async (app) => {
        print(await app.watching.endpointSecret(name));
        return exitCodes.done;
      }),
    );

function wholeNumber(text: string): number {
  if (/^\d{1,12}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('write a whole number above 0.');
}
