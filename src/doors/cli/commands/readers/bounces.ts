import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { BounceReport } from '../../../../press/feedback/receive-feedback.ts';
import type { BounceRates } from '../../../../press/ports/store/feedback.ts';
import { print, printBytes, printJson, table, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

/** `courant bounces ...`: mail that comes back, and what it led to. */
export const bouncesCommand = (run: Run): Command => {
  const command = new Command('bounces').description('bounces, complaints and replies: take them in, and see what they led to');
  for (const one of [ingestCommand, listenCommand, mailboxCommand, classifyCommand, unparsedCommand, statsCommand])
    command.addCommand(one(run));
  return command;
};

const ingestCommand = (run: Run): Command =>
  new Command('ingest')
    .description('take in one mail from standard input, as a mail server pipes it')
    .option('--to <address...>', 'envelope recipients, when the mail does not name them')
    .option('--json', 'print JSON')
    .action((flags: { to?: readonly string[]; json?: boolean }) =>
      run(async (app) => {
        const chunks: Buffer[] = [];
        for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
        const report = await app.readers.ingestMail(Buffer.concat(chunks), flags.to ?? []);
        if (flags.json) printJson(report);
        else print(...reportLines(report));
        return exitCodes.done;
      }),
    );

function reportLines(report: BounceReport): readonly string[] {
  if (report.result === 'unparsable') return ['The mail cannot be read; it is kept: courant bounces unparsed'];
  if (report.result === 'duplicate') return ['Heard before: nothing to do.'];
  if (report.decisions.length === 0) return ['An ordinary mail: nothing to do.'];
  return report.decisions.map(
    ({ address, kind, status, decision }) => `${address ?? 'unknown'}: ${kind}${status ? ` ${status}` : ''}: ${decision}`,
  );
}

const listenCommand = (run: Run): Command =>
  new Command('listen')
    .description('take in mail by SMTP or LMTP until stopped')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', '2525')
    .option('--lmtp', 'speak LMTP, as Postfix and Exim hand mail to a program')
    .action((flags: { host: string; port: string; lmtp?: boolean }) =>
      run(async (app) => {
        const port = Number(flags.port);
        if (!/^\d{1,5}$/.test(flags.port) || port > 65_535)
          throw new CourantError('option-invalid', `--port: "${flags.port}" is no port; write a number such as 2525.`);
        const onReport = (report: BounceReport) => tell(...reportLines(report));
        const { address, stopped } = await app.readers.listenForBounces({ host: flags.host, port, lmtp: flags.lmtp ?? false, onReport });
        print(`Listening for bounces on ${address}. Ctrl-C to stop.`);
        await stopped;
        return exitCodes.done;
      }),
    );

const mailboxCommand = (run: Run): Command =>
  new Command('mailbox')
    .description('take in the unseen mails of an IMAP mailbox, once; nothing is deleted')
    .argument('[url]', 'as in imaps://user:password@mail.example.com/INBOX (default: MAILBOX_URL, which no list of processes shows)')
    .action((url: string | undefined) =>
      run(async (app) => {
        const taken = await app.readers.pollMailbox(url ?? null, (report) => tell(...reportLines(report)));
        print(`${taken} ${taken === 1 ? 'mail' : 'mails'} taken in.`);
        return exitCodes.done;
      }),
    );

const classifyCommand = (run: Run): Command =>
  new Command('classify')
    .description('say what mails mean, and do nothing')
    .argument('<files...>')
    .option('--json', 'print JSON')
    .action((files: readonly string[], flags: { json?: boolean }) =>
      run(async (app) => {
        const rows = await Array.fromAsync(app.readers.classifyFiles(files));
        if (flags.json) printJson(rows);
        else
          for (const { file, recipients } of rows) {
            print(file);
            for (const one of recipients)
              print(`  ${one.address ?? 'unknown'}: ${one.kind}${one.status ? ` ${one.status}` : ''}: ${one.diagnostic}`);
          }
        return exitCodes.done;
      }),
    );

const unparsedCommand = (run: Run): Command =>
  new Command('unparsed')
    .description('mails that could not be read, kept for a person')
    .argument('[id]', 'print this mail as it came')
    .option('--json', 'print JSON')
    .action((id: string | undefined, flags: { json?: boolean }) =>
      run(async (app) => {
        if (id !== undefined) {
          const mail = await app.readers.unparsedMail(Number(id));
          if (mail) printBytes(mail);
          else tell(`There is no kept mail ${id}.`);
          return mail ? exitCodes.done : exitCodes.faults;
        }
        const mails = await app.readers.unparsed(100);
        if (flags.json) printJson({ mails });
        else
          print(
            ...(mails.length
              ? mails.map((one) => `${one.id}  ${one.receivedAt.toISOString()}  ${one.bytes} bytes  ${one.reason}`)
              : ['None.']),
          );
        return exitCodes.done;
      }),
    );

const statsCommand = (run: Run): Command =>
  new Command('stats')
    .description('what came back, per mail domain and edition; alarms')
    .argument('[newsletter]')
    .option('--days <number>', 'editions of the last days', '30')
    .option('--json', 'print JSON')
    .action((newsletter: string | undefined, flags: { days: string; json?: boolean }) =>
      run(async (app) => {
        const stats = await app.readers.bounceStats(newsletter ?? null, Number(flags.days));
        if (flags.json) printJson(stats);
        else {
          print(ratesTable('edition', stats.editions), '', ratesTable('domain', stats.domains));
          for (const alarm of stats.alarms)
            print(`${alarm.at.toISOString()}  ${alarm.newsletter}:${alarm.edition}  ${alarm.kind}: ${alarm.detail}`);
        }
        return exitCodes.done;
      }),
    );

function ratesTable(what: string, rates: readonly BounceRates[]): string {
  const share = (count: number, of: number) => (of === 0 ? '-' : `${((100 * count) / of).toFixed(2)} %`);
  return table(
    [
      { head: what, width: 34 },
      ...['accepted', 'hard', 'soft', 'complaints'].map((head) => ({ head, width: 14, align: 'right' as const })),
    ],
    rates.map((one) => [
      one.of,
      String(one.accepted),
      share(one.hard, one.accepted),
      share(one.soft, one.accepted),
      share(one.complaints, one.accepted),
    ]),
  );
}
