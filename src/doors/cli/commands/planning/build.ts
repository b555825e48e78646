import { Command } from 'commander';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { type SelectionFlags, withSelectionOptions } from '../selection-options.ts';
import { lintLines } from './lint-text.ts';
import { tellBeside } from './plan.ts';

export const buildCommand = (run: Run): Command =>
  withSelectionOptions(
    new Command('build')
      .description('write digest.html, digest.txt, message.eml, plan.json and lint.json of a slot; send nothing')
      .argument('[newsletter]', 'newsletter of the config; without one, options say what to select')
      .requiredOption('--out <dir>', 'folder to write to; made when missing'),
  ).action((newsletter: string | undefined, flags: SelectionFlags & { out: string }) =>
    run(async (app) => {
      const report = await app.build({ ...flags, newsletter }, flags.out);
      tellBeside(report);
      if (flags.json) {
        printJson({
          out: report.out,
          slot: report.plan.slot.toISOString(),
          files: report.files,
          subject: report.subject,
          htmlBytes: report.htmlBytes,
          stories: report.plan.counts.selected,
          notes: report.notes,
          lint: { errors: report.verdict.errors, warnings: report.verdict.warnings, waived: report.verdict.waived },
        });
      } else {
        if (report.when !== null) print(`For ${report.when}`);
        print(
          `"${report.subject}": ${report.plan.counts.selected} stories, ${(report.htmlBytes / 1000).toFixed(1)} kB of HTML as encoded (limit 100)`,
        );
        print(...lintLines(report.verdict));
        const [pictures, files] = [report.files.filter(isPicture), report.files.filter((file) => !isPicture(file))];
        print(...report.notes.map((note) => `  ${note}`), ...files.map((file) => `  ${report.out}/${file}`));
        if (pictures.length > 0)
          print(`  ${report.out}/media: ${pictures.length === 1 ? 'the picture' : `the ${pictures.length} pictures`} of digest.html`);
      }
      return report.verdict.blocked ? exitCodes.faults : exitCodes.done;
    }),
  );

const isPicture = (file: string): boolean => file.startsWith('media/');
