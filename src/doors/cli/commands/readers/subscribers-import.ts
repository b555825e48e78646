import { createWriteStream } from 'node:fs';
import { Command, Option } from 'commander';
import { fieldName } from '../../../../audience/fields/field-name.ts';
import { CourantError } from '../../../../errors/courant-error.ts';
import { foldWord } from '../../../../press/readers/import/fold-word.ts';
import { type ColumnMap, type FieldMap, mappedFields } from '../../../../press/readers/import/import-columns.ts';
import { importFormats } from '../../../../press/readers/import/import-formats.ts';
import type { RowState } from '../../../../press/readers/import/state-words.ts';
import { type FileState, fileStates } from '../../../../press/readers/import/whole-file-state.ts';
import { print, printJson, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { importFaults, importText } from './import-text.ts';

type ImportFlags = {
  from?: string;
  map: readonly string[];
  mapState: readonly string[];
  state?: FileState;
  allActive?: boolean;
  encoding?: string;
  dryRun?: boolean;
  json?: boolean;
};

const collected = (one: string, before: readonly string[]): readonly string[] => [...before, one];

export const importCommand = (run: Run): Command =>
  new Command('import')
    .description('take readers over from a CSV file or a list of addresses; nobody who left, bounced or was erased is subscribed again')
    .argument('<newsletter>')
    .argument('<file.csv>')
    .option('--from <format>', `where the file comes from: ${importFormats.join(', ')} (default: told by its columns)`)
    .option(
      '--map <columns>',
      'columns by their own names, as in "address=Mail,topics=Interests,state=Status"; "state=": none; readers\' own fields, too, as in "name=First name"',
      collected,
      [],
    )
    .option('--map-state <words>', 'what a state word means, as in "frozen=left" (active, left, unconfirmed, suppressed)', collected, [])
    .addOption(
      new Option('--state <state>', 'the whole file is of people who left, must not be written to, never confirmed').choices(fileStates),
    )
    .option('--all-active', 'rows that say nothing of their state are of people who are subscribed')
    .option('--encoding <name>', 'as in windows-1252, shift_jis (default: found out)')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--json', 'print JSON')
    .action((newsletter: string, file: string, flags: ImportFlags) =>
      run(async (app) => {
        const report = await app.readers.importReaders(newsletter, file, {
          from: flags.from,
          ...columnMap(flags.map),
          wordMap: wordMap(flags.mapState),
          state: flags.state ?? null,
          allActive: flags.allActive ?? false,
          encoding: flags.encoding ?? null,
          dryRun: flags.dryRun ?? false,
        });
        if (flags.json) printJson(report);
        else {
          if (report.faults.length > 0) tell(...importFaults(report));
          print(...importText(report));
        }
        return report.faulty + report.unknown + report.unsaid > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );

/** A column's name may hold a comma: only one before another field parts two pairs. */
function columnMap(given: readonly string[]): { readonly map: ColumnMap; readonly fieldMap: FieldMap } {
  const pairs = given.flatMap((text) => text.split(/,(?=\s*[a-z][a-z0-9-]*\s*=)/)).filter((pair) => pair.trim() !== '');
  const map = new Map<(typeof mappedFields)[number], readonly string[]>();
  const fieldMap = new Map<string, string>();
  for (const pair of pairs) {
    const [name = '', ...column] = pair.split('=');
    const field = mappedFields.find((one) => one === name.trim() || (one === 'state' && name.trim() === 'status'));
    if (field === undefined && column.length > 0 && fieldName.test(name.trim())) {
      fieldMap.set(name.trim(), column.join('=').trim());
      continue;
    }
    if (field === undefined || column.length === 0)
      throw new CourantError('option-invalid', `--map: "${pair}" is not field=column.`, {
        help: `Fields: ${mappedFields.join(', ')}, and those of readers that the config names.`,
      });
    map.set(field, [...(map.get(field) ?? []), column.join('=').trim()]);
  }
  return { map, fieldMap };
}

const meanings: Readonly<Record<string, RowState>> = {
  active: 'active',
  left: 'unsubscribed',
  unsubscribed: 'unsubscribed',
  unconfirmed: 'unconfirmed',
  suppressed: 'suppressed',
};

function wordMap(given: readonly string[]): ReadonlyMap<string, RowState> {
  const pairs = given.flatMap((text) => text.split(/(?<=[=]\s*(?:active|left|unsubscribed|unconfirmed|suppressed)\s*),/i));
  return new Map(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      const [word, state] = [
        foldWord(pair.slice(0, Math.max(0, at))),
        meanings[
          pair
            .slice(at + 1)
            .trim()
            .toLowerCase()
        ],
      ];
      if (word !== '' && state !== undefined) return [word, state] as const;
      throw new CourantError('option-invalid', `--map-state: "${pair}" is not word=state.`, {
        help: 'States: active, left, unconfirmed, suppressed. As in --map-state "frozen=left".',
      });
    }),
  );
}

export const exportCommand = (run: Run): Command =>
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
