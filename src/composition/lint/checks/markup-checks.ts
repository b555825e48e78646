import { attribute, placeOf, quoted, wholePart } from '../document/mail-document.ts';
import { allDeclarations } from '../document/style-rules.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

const forbidden = new Set(
  'script noscript form input button select textarea iframe frame frameset object embed applet video audio canvas svg math base link template dialog'.split(
    ' ',
  ),
);

function* forbiddenMarkup({ document }: LintedMail): Generator<Found> {
  for (const element of document.elements) {
    const where = placeOf(element);
    if (forbidden.has(element.tagName)) yield { found: `a <${element.tagName}> element`, where };
    if (element.tagName === 'meta' && attribute(element, 'http-equiv')?.toLowerCase() === 'refresh') yield { found: 'a redirect', where };
    for (const { name, value } of element.attrs) {
      if (/^on/.test(name)) yield { found: `the attribute ${name}`, where };
      else if (/^(?:href|src|background|action)$/.test(name) && /^\s*(?:javascript|vbscript|data:text)/i.test(value))
        yield { found: `${name}=${quoted(value)}`, where };
    }
  }
}

function* forbiddenCss({ styles }: LintedMail): Generator<Found> {
  for (const { property, value, where } of allDeclarations(styles)) {
    const written = quoted(`${property}:${value}`);
    if (property === 'position' || /^(?:flex|grid)(?:-|$)/.test(property) || (property === 'display' && /flex|grid/.test(value)))
      yield { found: written, where };
    else if (property.startsWith('--') || /\bvar\(/.test(value)) yield { found: `a CSS variable: ${written}`, where };
    else if (/expression\(|behavior:|-moz-binding/i.test(`${property}:${value}`)) yield { found: written, where };
  }
  for (const { atRules, css, where } of styles.sheets) {
    for (const rule of atRules) if (/^@(?:import|font-face|charset)/.test(rule)) yield { found: rule, where };
    if (/url\(/i.test(css)) yield { found: 'url() in a style sheet', where };
  }
}

function* shortColours({ document }: LintedMail): Generator<Found> {
  for (const element of document.elements)
    for (const { name, value } of element.attrs)
      if (/^(?:bgcolor|color|text|link|vlink|alink)$/.test(name) && !/^#[\da-f]{6}$/i.test(value))
        yield { found: `${name}=${quoted(value)}`, where: placeOf(element) };
}

function* repeatedIds({ document }: LintedMail): Generator<Found> {
  const seen = new Set<string>();
  for (const element of document.elements) {
    const id = attribute(element, 'id');
    if (id !== null && seen.has(id)) yield { found: `the id ${quoted(id)} again`, where: placeOf(element) };
    if (id !== null) seen.add(id);
  }
}

/** What clients strip, break on, or call an attack. */
export const markupChecks: readonly Check[] = [
  {
    id: 'markup-forbidden',
    family: 'markup',
    severity: 'error',
    audience: 'theme author',
    asks: 'There are no scripts, forms, frames, embedded media or redirects.',
    why: 'Clients strip them, and filters take the message for an attack.',
    fix: 'Take the element out; link to a page instead.',
    find: forbiddenMarkup,
  },
  {
    id: 'css-forbidden',
    family: 'markup',
    severity: 'error',
    audience: 'theme author',
    asks: 'There is no position, flex, grid, CSS variable, @import, @font-face, nor url() in a sheet.',
    why: 'Outlook for Windows and Gmail ignore them, Gmail with the whole sheet they stand in.',
    fix: 'Lay out with tables; write colours and fonts out.',
    find: forbiddenCss,
  },
  {
    id: 'colour-attribute',
    family: 'markup',
    severity: 'error',
    audience: 'theme author',
    asks: 'Colours in attributes have six digits.',
    why: 'Outlook takes #fff for black.',
    fix: 'Write #ffffff.',
    find: shortColours,
  },
  {
    id: 'ids',
    family: 'markup',
    severity: 'error',
    audience: 'theme author',
    asks: 'No id stands twice.',
    why: 'Labels and anchors of the second lead to the first.',
    fix: 'Name ids after the story, or use none.',
    find: repeatedIds,
  },
  {
    id: 'article-role',
    family: 'markup',
    severity: 'warning',
    audience: 'theme author',
    asks: 'The content is an article with a name (role="article" aria-label).',
    why: 'Web clients read mail inside a page of their own: the role tells where it begins.',
    fix: 'Give the wrapper role="article" aria-roledescription="email" aria-label with the subject.',
    *find({ document }) {
      const found = document.elements.find((element) => attribute(element, 'role') === 'article');
      if (found === undefined || (attribute(found, 'aria-label') ?? '') === '')
        yield { found: 'no named article', where: wholePart('html') };
    },
  },
  {
    id: 'font-size',
    family: 'markup',
    severity: 'warning',
    audience: 'theme author',
    asks: 'No words are set smaller than 12 px.',
    why: 'Apple Mail enlarges them and breaks the layout; nobody over forty reads them.',
    fix: 'Set 13 px or more.',
    *find({ document, styles }) {
      for (const element of document.elements) {
        const found = styles.inline
          .get(element)
          ?.flatMap(({ property, value }) => fontSize(property, value))
          .at(-1);
        if (
          found !== undefined &&
          found > 1 &&
          found < 12 &&
          element.childNodes.some((node) => 'value' in node && /[\p{L}\p{N}]/u.test(node.value))
        )
          yield { found: `${found} px`, where: placeOf(element) };
      }
    },
  },
];

const fontSize = (property: string, value: string): number[] => {
  const size = property === 'font-size' ? /^([\d.]+)px/.exec(value) : property === 'font' ? /(?:^|\s)([\d.]+)px/.exec(value) : null;
  return size ? [Number(size[1])] : [];
};
