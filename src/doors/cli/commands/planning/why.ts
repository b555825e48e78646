import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import { print, printJson, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { type SelectionFlags, withSelectionOptions } from '../selection-options.ts';
import { pairJson, pairText } from './pair-text.ts';
import { originsJson, whyJson, whyText } from './why-text.ts';

export const whyCommand = (run: Run): Command =>
  withSelectionOptions(
    new Command('why')
      .description(
        'explain one article: its points term by term, its rank, and what beat it or which rule dropped it; of two, what speaks for and against their being one story',
      )
      .argument(
        '<story...>',
        'address of the article, its file, or the id of its story; a second one, address or file, to compare; a newsletter of the config may stand first',
      )
      .option('--newsletter <id>', 'newsletter of the config'),
  ).action((words: readonly string[], given: SelectionFlags & { newsletter?: string }) =>
    run(async (app) => {
      const named = words.length > 1 && app.newsletters.includes(words[0] ?? '');
      const [target = '', other, ...more] = named ? words.slice(1) : words;
      if (more.length > 0)
        throw new CourantError('option-invalid', `Two pages can be compared, not ${more.length + 2}.`, {
          help: 'Name one to explain it, two to compare them.',
        });
      const flags = named ? { ...given, newsletter: words[0] } : given;
      if (other === undefined) {
        const { explanation, note, origins } = await app.why(target, flags);
        if (note) tell(note);
        if (flags.json) printJson({ ...whyJson(explanation), origins: originsJson(origins) });
        else print(whyText(explanation), ...(origins === null ? [] : ['', ...origins.lines]));
        return exitCodes.done;
      }
      const { pair, note } = await app.whyPair([target, other], flags);
      if (note) tell(note);
      if (flags.json) printJson(pairJson(pair));
      else print(pairText(pair));
      return exitCodes.done;
    }),
  );
