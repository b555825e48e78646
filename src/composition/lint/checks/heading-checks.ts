import { flat, isShown, type MailElement, placeOf, quoted, textOf, wholePart } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

const headings = ({ document }: LintedMail): readonly MailElement[] =>
  document.elements.filter((element) => /^h[1-6]$/.test(element.tagName) && isShown(element));

function* skippedLevels(mail: LintedMail): Generator<Found> {
  let before = 0;
  for (const heading of headings(mail)) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1)
      yield {
        found: `${heading.tagName} ${quoted(textOf(heading, true))} after ${before === 0 ? 'no heading' : `h${before}`}`,
        where: placeOf(heading),
      };
    before = level;
  }
}

/** Headings are how a screen reader's user skims a mail. */
export const headingChecks: readonly Check[] = [
  {
    id: 'one-h1',
    family: 'headings',
    severity: 'error',
    audience: 'theme author',
    asks: 'There is exactly one h1.',
    why: 'It names the mail; with none or several nobody knows where it begins.',
    fix: 'Make the masthead the only h1, sections h2, stories h3.',
    *find(mail) {
      const found = headings(mail).filter(({ tagName }) => tagName === 'h1').length;
      if (found !== 1) yield { found: `${found} h1`, where: wholePart('html', 'h1') };
    },
  },
  {
    id: 'heading-levels',
    family: 'headings',
    severity: 'error',
    audience: 'theme author',
    asks: 'No level of heading is skipped.',
    why: 'A gap reads as if something were missing.',
    fix: 'Use h2 under h1 and h3 under h2; set sizes by style, not by level.',
    find: skippedLevels,
  },
  {
    id: 'heading-words',
    family: 'headings',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every heading has words.',
    why: 'An empty heading is read out as "heading" and nothing else.',
    fix: 'Leave the heading out when there is nothing to say.',
    *find(mail) {
      for (const heading of headings(mail))
        if (flat(textOf(heading, true)) === '') yield { found: `an empty ${heading.tagName}`, where: placeOf(heading) };
    },
  },
];
