import { Command } from 'commander';
import type { Planned } from '../../contract/app.ts';
import { print, printJson, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { type SelectionFlags, withSelectionOptions } from '../selection-options.ts';
import { planText, storiesText } from './plan-text.ts';

/** Only where JSON is wanted, since they bring the library that checks shapes. */
const shapes = () => import('../../../../press/planning/plan-json.ts');

export const planCommand = (run: Run): Command =>
  withSelectionOptions(
    new Command('plan')
      .description('show the digest of a slot: its sections, stories and points, and what was left out')
      .argument('[newsletter]', 'newsletter of the config; without one, options say what to select'),
  ).action((newsletter: string | undefined, flags: SelectionFlags) =>
    run(async (app) => {
      const planned = await app.plan({ ...flags, newsletter });
      tellBeside(planned);
      for (const notice of planned.plan.notices) tell(notice);
      if (flags.json) printJson((await shapes()).planJson(planned.plan));
      else print(planText(planned.plan, planned.when));
      return exitCodes.done;
    }),
  );

export const storiesCommand = (run: Run): Command =>
  withSelectionOptions(
    new Command('stories')
      .description('list every story of the window with its coverages')
      .argument('[newsletter]', 'newsletter of the config'),
  ).action((newsletter: string | undefined, flags: SelectionFlags) =>
    run(async (app) => {
      const planned = await app.plan({ ...flags, newsletter });
      tellBeside(planned);
      if (flags.json) printJson((await shapes()).storiesJson(planned.plan));
      else print(storiesText(planned.plan));
      return exitCodes.done;
    }),
  );

/** What a person should know beside the result; it goes to standard error. */
export function tellBeside({ note, faults }: Pick<Planned, 'note' | 'faults'>): void {
  if (note) tell(note);
  const errors = faults.filter((fault) => fault.severity === 'error');
  if (errors.length > 0) tell(`${new Set(errors.map((fault) => fault.file)).size} broken file(s) left out; see: courant check`);
}
