import { preheaderColumns, repeats } from '../../text/subject.ts';
import { columns } from '../../text/text-measure.ts';
import { attribute, flat, isShown, type MailText, parentOf, placeOf, quoted, wholePart, withAncestors } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

/** What holds the preview line apart from the text behind it: no reader sees it. */
export const padding = new RegExp(
  `[${['\\u00ad', '\\u034f', '\\u061c', '\\u115f\\u1160', '\\u17b4\\u17b5', '\\u180e', '\\u2007', '\\u200b-\\u200f', '\\u2060-\\u2064', '\\u206a-\\u206f', '\\u3164', '\\ufeff', '\\uffa0'].join('')}]+`,
  'gu',
);

/** The first text of the body, if it is hidden from the page as a preheader is. */
export function preheaderOf({ document }: LintedMail): { readonly text: string; readonly node: MailText } | null {
  const node = bodyTexts(document.texts).find(({ value }) => flat(value.replace(padding, '')) !== '');
  return node === undefined || isShown(parentOf(node)) ? null : { node, text: unpadded(node.value) };
}

/** Joiners and direction marks within words go with the padding: only texts treated alike can be compared. */
const unpadded = (text: string): string => flat(text.replace(padding, ' '));

/** The preheader as composed, where the message has that one: whatever else is asked of it, the theme is not to blame. */
function composedPreheader(mail: LintedMail): string | null {
  const { expected } = mail.context;
  return expected !== null && preheaderOf(mail)?.text === unpadded(expected.preheader) ? expected.preheader : null;
}

const bodyTexts = (texts: readonly MailText[]): readonly MailText[] =>
  texts.filter((text) => {
    const around = [...withAncestors(parentOf(text))].map(({ tagName }) => tagName);
    return around.includes('body') && !around.includes('style') && !around.includes('script');
  });

function* lengthFaults(mail: LintedMail): Generator<Found> {
  const preheader = preheaderOf(mail);
  if (preheader === null) return;
  const length = columns(composedPreheader(mail) ?? preheader.text);
  if (length >= preheaderColumns.least && length <= preheaderColumns.most) return;
  yield { found: `${length} characters: ${quoted(preheader.text)}`, where: placeOf(preheader.node), ...whoseWords(mail) };
}

/** An editor's own line, such as it is, is no slip of ours: it is read, and costs nothing but its own effect. */
const whoseWords = ({ context: { expected } }: LintedMail): Pick<Found, 'severity' | 'audience' | 'fix'> =>
  expected?.byEditor.preheader || expected?.byEditor.subject
    ? { severity: 'warning', audience: 'editor', fix: 'Write another preheader, or take yours back and leave it to Courant.' }
    : {};

/** The line an inbox shows after the subject. */
export const preheaderChecks: readonly Check[] = [
  {
    id: 'preheader',
    family: 'preheader',
    severity: 'error',
    audience: 'theme author',
    asks: 'The first text of the body is a preheader, hidden from the page.',
    why: 'Inboxes show the first text after the subject, whatever it is.',
    fix: 'Put a hidden element with the preheader first in the body.',
    *find(mail) {
      const found = preheaderOf(mail);
      if (found === null) yield { found: 'no preheader', where: wholePart('html', 'body') };
      else if (mail.context.expected && composedPreheader(mail) === null)
        yield {
          found: `the preheader ${quoted(found.text)} where ${quoted(mail.context.expected.preheader)} was composed`,
          where: placeOf(found.node),
        };
    },
  },
  {
    id: 'preheader-length',
    family: 'preheader',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The preheader has 40 to 110 characters (wide ones count as two).',
    why: 'A shorter one lets body text follow it in the inbox, a longer one is cut.',
    fix: 'Print EditionView.preheader as it is; Courant composes 40 to 110 characters.',
    find: lengthFaults,
  },
  {
    id: 'preheader-new',
    family: 'preheader',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The preheader says something else than the subject.',
    why: 'The two stand side by side in every inbox.',
    fix: 'Print EditionView.preheader as it is; Courant composes one that does not repeat the subject.',
    *find(mail) {
      const found = preheaderOf(mail);
      const subject = flat(mail.header('subject') ?? '');
      if (found && subject !== '' && repeats(composedPreheader(mail) ?? found.text, subject))
        yield { found: `subject and preheader ${quoted(found.text)}`, where: placeOf(found.node), ...whoseWords(mail) };
    },
  },
  {
    id: 'preheader-hidden',
    family: 'preheader',
    severity: 'error',
    audience: 'theme author',
    asks: 'The preheader is hidden in Outlook for Windows too (mso-hide:all).',
    why: 'Word ignores display:none on some elements and prints the line above the masthead.',
    fix: 'Add mso-hide:all to its style.',
    *find(mail) {
      const found = preheaderOf(mail);
      const hidden =
        found && [...withAncestors(parentOf(found.node))].some((each) => /mso-hide\s*:\s*all/i.test(attribute(each, 'style') ?? ''));
      if (found && !hidden) yield { found: 'a preheader without mso-hide:all', where: placeOf(found.node) };
    },
  },
];
