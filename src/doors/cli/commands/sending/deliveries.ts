import { Command, Option } from 'commander';
import { breach } from '../../../../delivery/ledger/accounting.ts';
import { type DeliveryState, deliveryStates } from '../../../../delivery/ledger/state-machine.ts';
import type { DeliveryRow } from '../../../../press/ports/store/ledger.ts';
import type { Hold } from '../../../../press/ports/store/sending.ts';
import { print, printJson, styled, table } from '../../output/terminal.ts';
import { sealCommand, verifyCommand } from '../editing/seal.ts';
import { exitCodes, type Run } from '../run.ts';
import { accountingText, editionJson } from './delivery-text.ts';
import { pruneCommand } from './prune.ts';

export const editionsCommand = (run: Run): Command =>
  new Command('editions')
    .description('list editions, newest first, with their accounting')
    .argument('[newsletter]')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'print JSON')
    .action((newsletter: string | undefined, flags: { limit: string; json?: boolean }) =>
      run(async (app) => {
        const editions = await app.editions(newsletter ?? null, Math.max(1, Number.parseInt(flags.limit, 10) || 20));
        const watched = await Promise.all(
          editions.map(async (edition) => ({
            ...edition,
            alarm: breach(edition.accounting),
            hold: edition.state === 'finished' ? null : await app.heldBy(edition.id),
          })),
        );
        if (flags.json)
          printJson({ editions: watched.map((one) => ({ ...editionJson(one), hold: one.hold && holdJson(one.hold), alarm: one.alarm })) });
        else print(watched.length === 0 ? 'No editions yet.' : watched.map(editionText).join('\n'));
        return watched.some(({ alarm }) => alarm !== null) ? exitCodes.person : exitCodes.done;
      }),
    )
    .addCommand(sealCommand(run))
    .addCommand(verifyCommand(run))
    .addCommand(pruneCommand(run));

type Watched = Parameters<typeof editionJson>[0] & { readonly alarm: string | null; readonly hold: Hold | null };

const holdJson = ({ kind, reason, by, at }: Hold) => ({ kind, reason, by, at: at.toISOString() });

function editionText({ newsletter, number, slot, state, accounting, hold, alarm, prunedAt, outbox }: Watched): string {
  const pruned = prunedAt === undefined ? '' : `, pruned ${prunedAt.toISOString().slice(0, 10)}`;
  const lines = [
    `${newsletter} No. ${number}  ${slot.toISOString()}  ${hold?.kind ?? state}${pruned}`,
    `  ${accountingText(accounting, outbox ?? false)}`,
  ];
  if (hold) lines.push(`  ${hold.kind} since ${hold.at.toISOString()}: ${hold.reason}`);
  if (hold?.kind === 'paused') lines.push(`  Go on with: courant resume ${newsletter}:${number}`);
  if (alarm) lines.push(styled('red', `  ALARM: ${alarm}. Rows were lost or added: look at the store before sending anything.`));
  return lines.join('\n');
}

export const deliveriesCommand = (run: Run): Command =>
  new Command('deliveries')
    .description('list the deliveries of an edition: who, in which state, with the server’s last word')
    .argument('<edition>', 'newsletter:number, as in weekly:42, or the number alone when there is one newsletter')
    .addOption(new Option('--state <state>', 'only those in this state').choices([...deliveryStates]))
    .option('--json', 'print JSON, one delivery a line')
    .action((edition: string, flags: { state?: DeliveryState; json?: boolean }) =>
      run(async (app) => {
        const { rows } = await app.deliveries(edition, flags.state ?? null);
        let shown: DeliveryRow[] = [];
        let listed = 0;
        const show = () => {
          if (shown.length > 0) print(listed === 0 ? listText(shown) : withoutHead(listText(shown)));
          listed += shown.length;
          shown = [];
        };
        for await (const row of rows) {
          if (flags.json) print(JSON.stringify(deliveryRowJson(row)));
          else if (shown.push(row) === rowsAtOnce) show();
        }
        show();
        if (!flags.json && listed === 0) print(flags.state ? `None is ${flags.state}.` : 'It has no deliveries.');
        return exitCodes.done;
      }),
    );

/** An edition has millions of rows, and a table is made whole. */
const rowsAtOnce = 1_000;

const withoutHead = (text: string): string => text.slice(text.indexOf('\n') + 1);

const deliveryRowJson = (row: DeliveryRow) => ({
  id: row.id,
  address: row.address,
  state: row.state,
  digest: row.digest,
  messageId: row.messageId,
  attempts: row.attempts,
  response: row.response,
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
});

const listText = (rows: readonly DeliveryRow[]) =>
  table(
    [
      { head: 'address', width: 34 },
      { head: 'state', width: 12 },
      { head: 'attempts', width: 10, align: 'right' },
      { head: 'when', width: 26 },
      { head: 'last word', width: 60 },
    ],
    rows.map((row) => [row.address, row.state, String(row.attempts), row.updatedAt.toISOString(), row.response ?? '']),
  );
