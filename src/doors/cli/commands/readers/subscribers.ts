import { Command } from 'commander';
import type { SubscriberRow } from '../../../../press/ports/store/audience.ts';
import type { Subscribed } from '../../contract/app.ts';
import { print, printJson, table } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { exportCommand, importCommand } from './subscribers-import.ts';
import { manageCommands } from './subscribers-manage.ts';
import { showCommand, statsCommand } from './subscribers-show.ts';

const results = {
  added: 'added',
  updated: 'was subscribed; topics updated',
  unchanged: 'was subscribed already',
  'refused-unsubscribed': 'has unsubscribed, so only they can subscribe again',
} as const;

const addedText = (outcome: Subscribed) =>
  outcome.result === 'refused-suppressed'
    ? `is suppressed (${outcome.reason}) and was not added (see courant subscribers unsuppress)`
    : results[outcome.result];

const addedJson = ({ address, outcome }: { address: string; outcome: Subscribed }) =>
  outcome.result === 'refused-suppressed'
    ? { result: outcome.result, address, reason: outcome.reason }
    : { result: outcome.result, ...rowJson(outcome.row) };

export const subscribersCommand = (run: Run): Command => {
  const command = new Command('subscribers').description('readers: add, import, export, show, unsubscribe, suppress, erase');
  command
    .command('add')
    .description('subscribe addresses; nobody who left is subscribed again')
    .argument('<newsletter>')
    .argument('<addresses...>')
    .option('--topics <list>', 'topics they follow, as in "Climate,Space" (default: all of the newsletter)')
    .option('--json', 'print JSON')
    .action((newsletter: string, addresses: readonly string[], flags: { topics?: string; json?: boolean }) =>
      run(async (app) => {
        const added: { address: string; outcome: Subscribed }[] = [];
        for (const address of addresses) added.push({ address, outcome: await app.addSubscriber(newsletter, address, flags.topics) });
        if (flags.json) printJson({ subscribers: added.map(addedJson) });
        else print(...added.map(({ address, outcome }) => `${address}: ${addedText(outcome)}`));
        return added.some(({ outcome }) => outcome.result.startsWith('refused')) ? exitCodes.faults : exitCodes.done;
      }),
    );
  command
    .command('list')
    .description('list readers with their topics and state')
    .argument('[newsletter]')
    .option('--json', 'print JSON, one reader a line')
    .action((newsletter: string | undefined, flags: { json?: boolean }) =>
      run(async (app) => {
        const rows: SubscriberRow[] = [];
        for await (const row of app.subscribers(newsletter ?? null)) {
          if (flags.json) print(JSON.stringify(rowJson(row)));
          else rows.push(row);
        }
        if (!flags.json)
          print(rows.length ? listText(rows) : 'No subscribers yet. Add one: courant subscribers add <newsletter> <address>');
        return exitCodes.done;
      }),
    );
  for (const one of [importCommand(run), exportCommand(run), showCommand(run), ...manageCommands(run), statsCommand(run)])
    command.addCommand(one);
  return command;
};

const rowJson = ({ subscriptionId, address, newsletter, topics, state, suppressed, createdAt }: SubscriberRow) => ({
  id: subscriptionId,
  address,
  newsletter,
  topics,
  state,
  suppressed,
  since: createdAt.toISOString(),
});

const listText = (rows: readonly SubscriberRow[]) =>
  table(
    [
      { head: 'address', width: 38 },
      { head: 'newsletter', width: 16 },
      { head: 'state', width: 24 },
      { head: 'topics', width: 60 },
    ],
    rows.map((row) => [row.address, row.newsletter, row.suppressed ? `suppressed: ${row.suppressed}` : row.state, row.topics.join(', ')]),
  );
