import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { StoryErrata } from '../../../../press/readers/errata.ts';
import { print, printJson, styled } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

type Flags = { readonly words?: string; readonly withdraw?: boolean; readonly by?: string; readonly json?: boolean };

export const erratumCommand = (run: Run): Command =>
  new Command('erratum')
    .description(
      'say what was wrong with a story of an edition that has left; its links, the archive and "view in browser" carry it at once, nothing is sent. Without a story: what was said so far',
    )
    .argument('<edition>', 'newsletter:number, as in weekly:42')
    .argument('[story]', 'its id (courant insight lists them) or the address of its page')
    .option('--words <text>', 'what was wrong, and what is right')
    .option('--withdraw', 'take back what was said before')
    .option('--by <name>', 'who says so (default: your name as git knows it, else your account)')
    .option('--json', 'print JSON')
    .action((edition: string, story: string | undefined, flags: Flags) =>
      run(async (app) => {
        if (story === undefined) {
          const errata = await app.insight.errata(edition);
          if (flags.json) printJson({ errata });
          else print(errata.length === 0 ? 'Nothing of it was corrected.' : errata.map(errataText).join('\n'));
          return exitCodes.done;
        }
        if ((flags.words === undefined) === (flags.withdraw !== true))
          throw new CourantError('option-invalid', 'There is nothing to say.', { help: 'Give --words "…", or --withdraw.' });
        const kept = await app.insight.writeErratum(edition, { story, words: flags.words ?? null, by: flags.by });
        if (flags.json) printJson(kept);
        else print(kept.words === null ? `Taken back: ${kept.headline}` : `Said of “${kept.headline}”: ${kept.words}`);
        return exitCodes.done;
      }),
    );

const errataText = ({ storyId, headline, said }: StoryErrata): string =>
  [
    styled('bold', `${storyId}  ${headline}`),
    ...said.map(({ words, by, at }) => `  ${at.toISOString()} by ${by}: ${words ?? 'taken back'}`),
  ].join('\n');
