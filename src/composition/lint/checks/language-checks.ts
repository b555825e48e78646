import { attribute, childElements, placeOf, wholePart } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);

const locale = (tag: string | null): Intl.Locale | null => {
  try {
    return tag === null || tag === '' ? null : new Intl.Locale(tag);
  } catch {
    return null;
  }
};

const directionOf = (tag: string | null): 'ltr' | 'rtl' | null => {
  const known = locale(tag);
  return known && (rightToLeftScripts.has(known.maximize().script ?? '') ? 'rtl' : 'ltr');
};

function* directionFaults({ document, context: { expected } }: LintedMail): Generator<Found> {
  for (const element of document.elements) {
    const language = attribute(element, 'lang');
    const direction = attribute(element, 'dir');
    if (language !== null && direction !== null && directionOf(language) !== null && directionOf(language) !== direction)
      yield { found: `dir="${direction}" with lang="${language}"`, where: placeOf(element) };
  }
  const html = document.element('html');
  if (expected === null || html === null) return;
  if (attribute(html, 'lang') !== expected.locale)
    yield { found: `lang="${attribute(html, 'lang') ?? ''}" in a newsletter in ${expected.locale}`, where: placeOf(html) };
}

/** Screen readers choose a voice by it, browsers the shapes of Chinese characters and the side a line begins on. */
export const languageChecks: readonly Check[] = [
  {
    id: 'language',
    family: 'language',
    severity: 'error',
    audience: 'theme author',
    asks: 'The html element says language and direction.',
    why: 'Without it a screen reader reads the mail in its own language.',
    fix: 'Write <html lang="en-GB" dir="ltr">.',
    *find({ document }) {
      const html = document.element('html');
      if (html === null || locale(attribute(html, 'lang')) === null || !/^(?:ltr|rtl)$/.test(attribute(html, 'dir') ?? ''))
        yield { found: 'an html element without a valid lang and dir', where: wholePart('html', 'html') };
    },
  },
  {
    id: 'language-in-body',
    family: 'language',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every child of the body says language and direction again.',
    why: 'Web clients take html and body away and keep what is inside.',
    fix: 'Wrap the content in one <div lang dir>.',
    *find({ document }) {
      const body = document.element('body');
      for (const child of body ? childElements(body) : [])
        if (locale(attribute(child, 'lang')) === null || !/^(?:ltr|rtl)$/.test(attribute(child, 'dir') ?? ''))
          yield { found: `a <${child.tagName}> in the body without lang and dir`, where: placeOf(child) };
    },
  },
  {
    id: 'direction',
    family: 'language',
    severity: 'error',
    audience: 'theme author',
    asks: 'The direction is that of the language, and the language that of the newsletter.',
    why: 'Arabic and Hebrew read from the right; in the wrong direction punctuation and columns fall on the wrong side.',
    fix: 'Set dir="rtl" for ar, he and their kin, "ltr" for others.',
    find: directionFaults,
  },
];
