import { createWriteStream } from 'node:fs';
import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { ReaderRecord } from '../../../../press/ports/store/accounts.ts';
import { importFormats } from '../../../../press/readers/import/import-formats.ts';
import type { ImportReport } from '../../../../press/readers/import/import-readers.ts';
import { print, printJson, table, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

/** `courant subscribers import|export|show|erase|suppress|stats`. */
export const readerCommands = (run: Run): readonly Command[] => [
  importCommand(run),
  exportCommand(run),
  showCommand(run),
  eraseCommand(run),
  suppressCommand(run),
  statsCommand(run),
];

type ImportFlags = { from?: string; map?: string; dryRun?: boolean; json?: boolean };

const importCommand = (run: Run): Command =>
  new Command('import')
    .description('take readers over from a CSV file; nobody who left, bounced or was erased is subscribed again')
    .argument('<newsletter>')
    .argument('<file.csv>')
    .option('--from <format>', `where the file comes from: ${importFormats.join(', ')} (default: told by its columns)`)
    .option('--map <columns>', 'columns by their own names, as in "address=Mail,topics=Interests,status=State"')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--json', 'print JSON')
    .action((newsletter: string, file: string, flags: ImportFlags) =>
      run(async (app) => {
        const options = { from: flags.from, map: mapOf(flags.map), dryRun: flags.dryRun ?? false };
        const report = await app.readers.importReaders(newsletter, file, options);
        if (flags.json) printJson(report);
        else tellImport(report);
        return report.faulty > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );

function mapOf(text: string | undefined): ReadonlyMap<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  return new Map(
    pairs.map((pair) => {
      const [field = '', ...name] = pair.split('=');
      const known = ['address', 'topics', 'state', 'status', 'since'];
      if (known.includes(field.trim()) && name.length > 0) return [field.trim(), name.join('=').trim()] as const;
      throw new CourantError('option-invalid', `--map: "${pair}" is not field=column.`, { help: `Fields: ${known.join(', ')}.` });
    }),
  );
}

function tellImport(report: ImportReport): void {
  const { counts } = report;
  for (const fault of report.faults.slice(0, 20)) tell(`${report.file}:${fault.row}: "${fault.value}": ${fault.message}`);
  if (report.faulty > 20) tell(`... and ${report.faulty - 20} more faulty rows (--json lists a thousand)`);
  const lines: readonly (readonly [number, string])[] = [
    [counts.added, 'added'],
    [counts.updated, 'had other topics, updated'],
    [counts.unchanged, 'there already'],
    [counts.unsubscribed, 'taken over as unsubscribed'],
    [counts.suppressed, 'taken over as suppressed'],
    [counts.refusedUnsubscribed, 'not added: they unsubscribed here'],
    [counts.refusedSuppressed, 'not added: suppressed here'],
    [counts.refusedErased, 'not added: erased at their wish'],
    [report.unconfirmed, 'left out: never confirmed'],
    [report.faulty, 'faulty'],
  ];
  print(
    `${report.rows} rows of ${report.file} (${report.format}) for ${report.newsletter}${report.dryRun ? ', dry run: nothing was changed' : ''}`,
    ...lines.filter(([count]) => count > 0).map(([count, what]) => `${String(count).padStart(9)}  ${what}`),
  );
}

const exportCommand = (run: Run): Command =>
  new Command('export')
    .description('write readers as CSV that no spreadsheet runs as formulas')
    .argument('[newsletter]')
    .option('--out <file>', 'file to write (default: standard output)')
    .action((newsletter: string | undefined, flags: { out?: string }) =>
      run(async (app) => {
        const out = flags.out === undefined ? process.stdout : createWriteStream(flags.out, { mode: 0o600 });
        const rows = await app.readers.exportReaders(newsletter ?? null, out);
        if (flags.out !== undefined) await new Promise<void>((done) => out.end(() => done()));
        tell(`${rows} ${rows === 1 ? 'reader' : 'readers'}`);
        return exitCodes.done;
      }),
    );

const showCommand = (run: Run): Command =>
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

function recordText({ account, consent, deliveries, inbound }: ReaderRecord): string {
  const { suppressed } = account;
  const day = (date: Date) => date.toISOString().slice(0, 16).replace('T', ' ');
  return [
    `${account.address}, known since ${day(account.createdAt)}`,
    ...(suppressed ? [`  suppressed ${day(suppressed.since)}: ${suppressed.reason}`, `    evidence: ${suppressed.evidence}`] : []),
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

const statsCommand = (run: Run): Command =>
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
