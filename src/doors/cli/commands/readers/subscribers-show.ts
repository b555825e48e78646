import { Command } from 'commander';
import type { ReaderRecord } from '../../../../press/ports/store/accounts.ts';
import { print, printJson, table } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const showCommand = (run: Run): Command =>
  new Command('show')
    .description('everything known of a reader: consent, deliveries, and what came back with its evidence')
    .argument('<address>')
    .option('--json', 'print JSON')
    .action((address: string, flags: { json?: boolean }) =>
      run(async (app) => {
        const record = await app.readers.showReader(address);
        if (flags.json) printJson(record);
        else print(record ? recordText(record) : `Nobody of the address ${address} is known.`);
        return record ? exitCodes.done : exitCodes.faults;
      }),
    );

function recordText({ account, lifted, consent, deliveries, inbound }: ReaderRecord): string {
  const { suppressed } = account;
  const day = (date: Date) => date.toISOString().slice(0, 16).replace('T', ' ');
  return [
    `${account.address}, known since ${day(account.createdAt)}`,
    ...Object.entries(account.fields).map(([name, value]) => `${name}: ${value}`),
    ...(suppressed ? [`  suppressed ${day(suppressed.since)}: ${suppressed.reason}`, `    evidence: ${suppressed.evidence}`] : []),
    ...lifted.flatMap((one) => [
      `  suppressed ${day(one.since)}, lifted ${day(one.liftedAt)} by ${one.liftedBy}: ${one.liftedReason}`,
      `    had been: ${one.reason}; evidence: ${one.evidence}`,
    ]),
    ...account.subscriptions.map(
      (one) =>
        `  ${one.newsletter}: ${one.state}${one.pausedUntil ? `, paused until ${day(one.pausedUntil)}` : ''}: ${one.topics.join(', ')}`,
    ),
    'Consent',
    ...consent.map(
      (one) =>
        `  ${day(one.at)} ${one.newsletter}: ${[one.event, one.how, one.detail, one.textVersion, one.ip].filter(Boolean).join(' · ')}`,
    ),
    'Deliveries',
    ...deliveries
      .slice(0, 20)
      .map((one) => `  ${day(one.updatedAt)} ${one.newsletter}:${one.edition} ${one.state} ${one.response ?? ''}`.trimEnd()),
    'What came back',
    ...inbound.flatMap((one) => [
      `  ${day(one.at)} ${one.source}: ${one.kind}${one.status ? ` ${one.status}` : ''}: ${one.decision}`,
      ...(one.diagnostic ? [`    said: ${one.diagnostic}`] : []),
      ...(one.evidence.length > 0 ? [`    evidence: ${one.evidence.join('; ')}`] : []),
    ]),
  ].join('\n');
}

export const statsCommand = (run: Run): Command =>
  new Command('stats')
    .description('how many readers each newsletter has')
    .option('--json', 'print JSON')
    .action((flags: { json?: boolean }) =>
      run(async (app) => {
        const stats = await app.readers.audienceStats();
        if (flags.json) printJson({ newsletters: stats });
        else
          print(
            table(
              [
                { head: 'newsletter', width: 30 },
                ...['active', 'paused', 'suppressed', 'unsubscribed'].map((head) => ({ head, width: 14, align: 'right' as const })),
              ],
              stats.map((one) => [
                one.newsletter,
                String(one.active),
                String(one.paused),
                String(one.suppressed),
                String(one.unsubscribed),
              ]),
            ),
          );
        return exitCodes.done;
      }),
    );
