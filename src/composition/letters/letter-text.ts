import type { LetterView } from '../../../emails/contract/view-model.ts';
import { columns, wrapLines } from '../text/text-measure.ts';

const lineColumns = 72;

/** A letter as plain text; line ends are `\n`, each address stands whole on a line of its own. */
export const letterText = ({ name, heading, greeting, body, list, action, smallPrint, footer }: LetterView): string =>
  [
    name,
    '='.repeat(columns(name)),
    '',
    ...wrapLines(heading, lineColumns),
    '',
    ...(greeting === undefined ? [] : [...wrapLines(greeting, lineColumns), '']),
    ...wrapLines(body, lineColumns),
    '',
    ...(list === null
      ? []
      : [
          ...(list.title === '' ? [] : [`${list.title}:`]),
          ...list.items.flatMap(({ text }) => wrapLines(`* ${text}`, lineColumns, '  ')),
          '',
        ]),
    ...(action === null ? [] : [`${action.label}:`, action.href, '']),
    ...(smallPrint === null ? [] : [...wrapLines(smallPrint, lineColumns), '']),
    '-'.repeat(lineColumns),
    ...footer.links.flatMap(({ label, href }) => [`${label}:`, href]),
    ...footer.postalAddress,
    '',
  ].join('\n');
