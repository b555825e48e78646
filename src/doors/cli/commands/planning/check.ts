import { Command } from 'commander';
import { faultLines, faultReport } from '../../../../content/fault-report.ts';
import { originCounts } from '../../../../content/feeds/keeping/origins.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const checkCommand = (run: Run): Command =>
  new Command('check')
    .description('name every fault of every article file: file:line field: what was found, what to do')
    .argument('[dirs...]', 'folders of articles (default: those of the config)')
    .option('--json', 'print JSON')
    .action((folders: readonly string[], flags: { json?: boolean }) =>
      run(async (app) => {
        const { hints, ...read } = await app.check(folders);
        const report = faultReport(read);
        const origins = originCounts(read.articles);
        if (flags.json) printJson({ ...report, origins, hints });
        else print(...faultLines(report), ...originsText(origins), ...hints.map((hint) => `Note: ${hint}.`));
        return report.errors > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );

/** Nothing where all of it stands in the files: then there is nothing to explain. */
function originsText({ quality, topics }: ReturnType<typeof originCounts>): readonly string[] {
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .toSorted((a, b) => b[1] - a[1])
      .map(([kind, count]) => `${kind} (${count})`)
      .join(', ');
  const kinds = new Set([...Object.keys(quality), ...Object.keys(topics)]);
  return kinds.size <= 1 ? [] : [`quality from ${words(quality)}; topics from ${words(topics)}; courant why <file> tells of one`];
}
