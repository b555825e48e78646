import { attribute, flat, type MailElement, placeOf, quoted, textOf, wholePart } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

const metas = ({ document }: LintedMail): readonly MailElement[] => document.elements.filter(({ tagName }) => tagName === 'meta');

const metaNamed = (mail: LintedMail, name: string): string | null => {
  const found = metas(mail).find((meta) => attribute(meta, 'name')?.toLowerCase() === name);
  return found ? (attribute(found, 'content') ?? '') : null;
};

const declaresUtf8 = (meta: MailElement): boolean =>
  attribute(meta, 'charset')?.toLowerCase() === 'utf-8' ||
  (attribute(meta, 'http-equiv')?.toLowerCase() === 'content-type' && /charset=utf-8/i.test(attribute(meta, 'content') ?? ''));

function* titleFaults({ document, header }: LintedMail): Generator<Found> {
  const titles = document.elements.filter(({ tagName, parentNode }) => tagName === 'title' && parentNode?.nodeName === 'head');
  const [title] = titles;
  if (title === undefined || titles.length > 1) return yield { found: `${titles.length} titles`, where: wholePart('html', 'head > title') };
  const subject = header('subject');
  if (subject !== null && flat(textOf(title)) !== flat(subject))
    yield { found: `the title ${quoted(textOf(title))} where the subject is ${quoted(subject)}`, where: placeOf(title) };
}

/** What a client reads before it shows anything. */
export const headChecks: readonly Check[] = [
  {
    id: 'doctype',
    family: 'head',
    severity: 'error',
    audience: 'theme author',
    asks: 'The HTML begins with <!doctype html>, once.',
    why: 'Without it, or with an old one, clients fall back to rendering rules of the nineties.',
    fix: 'Begin the template with <!doctype html> and take every other doctype out.',
    *find({ document }) {
      if (document.doctypes !== 1) yield { found: `${document.doctypes} doctypes`, where: wholePart('html') };
      else if (!document.html5) yield { found: 'a doctype that is not <!doctype html> at the very start', where: wholePart('html') };
    },
  },
  {
    id: 'charset',
    family: 'head',
    severity: 'error',
    audience: 'theme author',
    asks: 'The head declares UTF-8, once.',
    why: 'Web clients and saved copies lose the Content-Type header, and letters with accents with it.',
    fix: 'Write <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"> first in the head.',
    *find(mail) {
      const found = metas(mail).filter(declaresUtf8).length;
      if (found !== 1) yield { found: `${found} declarations of UTF-8`, where: wholePart('html', 'head > meta') };
    },
  },
  {
    id: 'viewport',
    family: 'head',
    severity: 'error',
    audience: 'theme author',
    asks: 'The head has a viewport of the width of the device, which a reader can still enlarge.',
    why: 'Without it phones lay the mail out 980 px wide and shrink it.',
    fix: 'Write <meta name="viewport" content="width=device-width,initial-scale=1">.',
    *find(mail) {
      const content = metaNamed(mail, 'viewport');
      if (content === null) yield { found: 'no viewport', where: wholePart('html', 'head > meta') };
      else if (!/width\s*=\s*device-width/.test(content) || /user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1\b/.test(content))
        yield { found: `the viewport ${quoted(content)}`, where: wholePart('html', 'meta[name=viewport]') };
    },
  },
  {
    id: 'title',
    family: 'head',
    severity: 'error',
    audience: 'theme author',
    asks: 'There is exactly one title, and it is the subject.',
    why: 'Screen readers say it first, and browsers show it over "view in browser".',
    fix: 'Give the head one <title> with the subject.',
    find: titleFaults,
  },
  {
    id: 'color-scheme',
    family: 'head',
    severity: 'error',
    audience: 'theme author',
    asks: 'The head says that the mail knows light and dark (color-scheme and supported-color-schemes).',
    why: 'Apple Mail otherwise inverts colours by its own rules instead of using ours.',
    fix: 'Write <meta name="color-scheme" content="light dark"> and the same for supported-color-schemes.',
    *find(mail) {
      for (const name of ['color-scheme', 'supported-color-schemes']) {
        const content = metaNamed(mail, name);
        if (content === null || !/light/.test(content) || !/dark/.test(content))
          yield { found: content === null ? `no ${name}` : `${name} ${quoted(content)}`, where: wholePart('html', `meta[name=${name}]`) };
      }
    },
  },
];
