import { Command } from 'commander';
import { print, printJson, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { type SelectionFlags, withSelectionOptions } from '../selection-options.ts';
import { pairJson, pairText } from './pair-text.ts';
import { whyJson, whyText } from './why-text.ts';

export const whyCommand = (run: Run): Command =>
  withSelectionOptions(
    new Command('why')
      .description(
        'explain one article: its points term by term, its rank, and what beat it or which rule dropped it; of two, what speaks for and against their being one story',
      )
      .argument('<url-or-file>', 'address of the article, or its file')
      .argument('[other]', 'address or file of another one')
      .option('--newsletter <id>', 'newsletter of the config'),
  ).action((target: string, other: string | undefined, flags: SelectionFlags & { newsletter?: string }) =>
    run(async (app) => {
      if (other === undefined) {
        const { explanation, note } = await app.why(target, flags);
        if (note) tell(note);
        if (flags.json) printJson(whyJson(explanation));
        else print(whyText(explanation));
        return exitCodes.done;
      }
      const { pair, note } = await app.whyPair([target, other], flags);
      if (note) tell(note);
      if (flags.json) printJson(pairJson(pair));
      else print(pairText(pair));
      return exitCodes.done;
    }),
  );
