import { formatHex, wcagContrast } from 'culori';
import { relit, turned } from '../../colours/inversion.ts';
import type { Paint, Rgb, Scheme } from '../document/computed-colours.ts';
import { attribute, flat, isShown, type MailElement, parentOf, placeOf, quoted } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';
import { padding } from './preheader-checks.ts';

/** WCAG 2 AA for text of any size; large text might have less, we give it the same. */
const least = 4.5;

const rgb = (colour: Rgb) => ({ mode: 'rgb', ...colour }) as const;

/** Elements that show words of their own: text, or a picture's alt while the picture is not shown. */
function* worded({ document }: LintedMail): Generator<{ element: MailElement; words: string }> {
  const seen = new Set<MailElement>();
  for (const node of document.texts) {
    const element = parentOf(node);
    if (element === null || seen.has(element) || flat(node.value.replace(padding, '')) === '' || !isShown(element)) continue;
    seen.add(element);
    yield { element, words: node.value };
  }
  for (const element of document.elements) {
    const alt = element.tagName === 'img' ? (attribute(element, 'alt') ?? '') : '';
    if (alt !== '' && isShown(element)) yield { element, words: alt };
  }
}

function* faint(mail: LintedMail, scheme: Scheme, turn: (colour: Rgb) => Rgb = (colour) => colour): Generator<Found> {
  const paint = mail.paintIn(scheme);
  const told = new Set<string>();
  for (const { element, words } of worded(mail)) {
    const { text, ground }: Paint = paint(element);
    const [over, under] = [rgb(turn(text)), rgb(turn(ground))];
    const contrast = wcagContrast(over, under);
    const pair = `${formatHex(over)} on ${formatHex(under)}`;
    if (contrast >= least || told.has(pair)) continue;
    told.add(pair);
    yield { found: `${pair} has ${contrast.toFixed(2)} to 1, as in ${quoted(words, 30)}`, where: placeOf(element) };
  }
}

const fix = 'Choose colours of the theme that are further apart; a class that sets the ground must set the words too.';

/** Whether words stand out from their ground, computed from what is in the message. */
export const contrastChecks: readonly Check[] = [
  {
    id: 'contrast-light',
    family: 'contrast',
    severity: 'error',
    audience: 'theme author',
    asks: `Words have a contrast of ${least} to their ground, with the style sheets and without.`,
    why: 'Less is unreadable in sunlight and for one reader in twenty.',
    fix,
    *find(mail) {
      yield* faint(mail, 'light');
      yield* faint(mail, 'plain');
    },
  },
  {
    id: 'contrast-dark',
    family: 'contrast',
    severity: 'error',
    audience: 'theme author',
    asks: `Words have a contrast of ${least} in the dark scheme.`,
    why: 'A colour the dark scheme forgets stays dark on dark.',
    fix,
    find: (mail) => faint(mail, 'dark'),
  },
  {
    id: 'contrast-outlook',
    family: 'contrast',
    severity: 'error',
    audience: 'theme author',
    asks: `Words have a contrast of ${least} under the marks of Outlook's dark mode (data-ogsc, data-ogsb).`,
    why: 'Outlook.com and its apps do not read the dark scheme, but these.',
    fix,
    find: (mail) => faint(mail, 'outlook-dark'),
  },
  {
    id: 'contrast-inverted',
    family: 'contrast',
    severity: 'error',
    audience: 'theme author',
    asks: `Words have a contrast of ${least} when a client inverts the light colours, channel by channel or by lightness.`,
    why: "Gmail's apps invert what they like and read no dark scheme.",
    fix,
    *find(mail) {
      yield* faint(mail, 'light', turned);
      yield* faint(mail, 'light', relit);
    },
  },
];
