import { Command } from 'commander';
import type { MovedStory, WhatIf } from '../../../../press/planning/what-if.ts';
import { print, printJson, styled, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { collected, type SelectionFlags, withSelectionOptions } from '../selection-options.ts';

export const whatIfCommand = (run: Run): Command =>
  withSelectionOptions(
    new Command('whatif')
      .description('compare the digest of a slot with what other settings would make of it; changes nothing')
      .argument('[newsletter]', 'newsletter of the config')
      .requiredOption(
        '--set <setting=value>',
        'as in halfLife=2d, perTopic=4, window=3d; may be repeated',
        (value: string, before?: readonly string[]) => collected(value, before),
      ),
  ).action((newsletter: string | undefined, flags: SelectionFlags & { readonly set: readonly string[] }) =>
    run(async (app) => {
      const { whatIf, note } = await app.whatIf(flags.set, { ...flags, newsletter });
      if (note) tell(note);
      if (flags.json) printJson(whatIf);
      else print(whatIfText(whatIf));
      return exitCodes.done;
    }),
  );

function whatIfText({ newsletter, slot, changes, entering, leaving, sections, skip, readers }: WhatIf): string {
  const lines = [
    styled('bold', `${newsletter ?? 'ad hoc'} for ${slot}`),
    ...changes.map(({ setting, from, to }) => `${setting}: ${to} instead of ${from}`),
    '',
  ];
  if (entering.length + leaving.length + sections.length === 0) lines.push('Nothing would change.');
  lines.push(
    ...entering.map((story) => styled('green', movedText('+', story))),
    ...leaving.map((story) => styled('red', movedText('-', story))),
  );
  for (const { topic, before, after } of sections) lines.push(`${topic}: ${before.length} stories before, ${after.length} after`);
  if (skip.before !== skip.after) lines.push(`The digest would ${skip.after === null ? 'be sent after all' : `be skipped: ${skip.after}`}`);
  lines.push(
    readers
      ? `Readers touched: ${readers.touched} of ${readers.total} (${readers.profilesTouched} of ${readers.profiles} profiles)`
      : 'Readers touched: not counted, there is no audience yet',
  );
  return lines.join('\n');
}

/** Points before and after: what others have is told in the points of the settings it is out with. */
function movedText(sign: '+' | '-', { topic, points, pointsOut, title, detail }: MovedStory): string {
  const [is, was] = [points.toFixed(1), pointsOut?.toFixed(1) ?? 'no points'];
  return `${sign} ${topic}  ${sign === '+' ? `${was} -> ${is}` : `${is} -> ${was}`}  ${title}${detail ? `  (${detail})` : ''}`;
}
