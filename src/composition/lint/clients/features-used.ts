import { attribute, type MailDocument, type MailElement, placeOf } from '../document/mail-document.ts';
import type { Where } from '../document/place.ts';
import type { Declaration, StyleRules } from '../document/style-rules.ts';
import { clientSupport } from './client-support.ts';

/** Features by caniemail's names, each with the first place it is used. */
export function featuresUsed(document: MailDocument, styles: StyleRules): ReadonlyMap<string, Where> {
  const used = new Map<string, Where>();
  const use = (slug: string, where: Where) => {
    if (slug in clientSupport && !used.has(slug)) used.set(slug, where);
  };
  for (const element of document.elements) for (const slug of elementFeatures(element)) if (!used.has(slug)) use(slug, placeOf(element));
  const known = new Set<string>();
  const declare = (declaration: Declaration) => {
    const text = `${declaration.property}:${declaration.value}${declaration.important ? '!' : ''}`;
    if (known.has(text)) return;
    known.add(text);
    for (const slug of declarationFeatures(declaration)) use(slug, declaration.where);
  };
  for (const declarations of styles.inline.values()) declarations.forEach(declare);
  for (const rule of styles.rules) {
    rule.declarations.forEach(declare);
    const where = rule.declarations[0]?.where;
    if (where) for (const slug of selectorFeatures(rule)) use(slug, where);
  }
  for (const sheet of styles.sheets) {
    for (const rule of sheet.atRules) for (const slug of atRuleFeatures(rule)) use(slug, sheet.where);
    if (sheet.css.includes('/*')) use('css-comments', sheet.where);
  }
  return used;
}

const headings = /^h[1-6]$/;
const semantic = new Set('article aside details figcaption figure footer header main mark nav section summary time'.split(' '));
const lists = new Set(['ul', 'ol', 'dl']);
const attributes = [
  'align',
  'background',
  'cellpadding',
  'cellspacing',
  'dir',
  'height',
  'hidden',
  'lang',
  'role',
  'target',
  'valign',
  'width',
  'required',
  'srcset',
  'popover',
];
const ariaAttributes = ['aria-describedby', 'aria-hidden', 'aria-label', 'aria-labelledby', 'aria-live'];

function* elementFeatures(element: MailElement): Generator<string> {
  const { tagName } = element;
  yield headings.test(tagName)
    ? 'html-h1-h6'
    : lists.has(tagName)
      ? 'html-lists'
      : semantic.has(tagName)
        ? 'html-semantics'
        : `html-${tagName}`;
  if (tagName === 'input') yield `html-input-${attribute(element, 'type') ?? 'text'}`;
  for (const name of [...attributes, ...ariaAttributes]) if (attribute(element, name) !== null) yield `html-${name}`;
  if (attribute(element, 'loading') !== null) yield 'html-loading-attribute';
  const href = tagName === 'a' ? (attribute(element, 'href') ?? '') : '';
  if (href.startsWith('#')) yield 'html-anchor-links';
  if (href.startsWith('mailto:')) yield 'html-mailto-links';
  if (tagName === 'meta' && attribute(element, 'name') === 'color-scheme') yield 'html-meta-color-scheme';
  const src = tagName === 'img' ? (attribute(element, 'src') ?? '') : '';
  const format = /\.(\w+)(?:$|[?#])/.exec(src)?.[1]?.toLowerCase().replace('jpeg', 'jpg');
  if (src.startsWith('data:')) yield 'image-base64';
  else if (format !== undefined) yield `image-${format}`;
}

const logical: Readonly<Record<string, string>> = {
  'block-size': 'css-block-inline-size',
  'inline-size': 'css-block-inline-size',
  gap: 'css-gap',
  'column-gap': 'css-gap',
  'row-gap': 'css-gap',
  left: 'css-left-right-top-bottom',
  right: 'css-left-right-top-bottom',
  top: 'css-left-right-top-bottom',
  bottom: 'css-left-right-top-bottom',
  'flex-direction': 'css-flex-direction',
  'margin-inline': 'css-margin-inline-block',
  'margin-block': 'css-margin-inline-block',
  'padding-inline': 'css-padding-inline-block',
  'padding-block': 'css-padding-inline-block',
};

const startEnd = /^(margin|padding)-(inline|block)-(?:start|end)$/;
const grouped = /^(border)-(?:top|right|bottom|left)(?:-.*)?$|^(margin|padding)-(?:top|right|bottom|left)$|^(font)-(?:family|style)$/;
const units = new Set('ch cm em ex in mm pc pt px rem vh vmax vmin vw'.split(' '));

const turnedOff = /^(?:outline|border-spacing|box-shadow|text-shadow|filter|transform|transition|animation):\s*(?:none|0(?:px)?)$/i;

function* declarationFeatures({ property, value, important }: Declaration): Generator<string> {
  if (important) yield 'css-important';
  // Takes away what a client may draw by itself; one that does not know it draws nothing.
  if (turnedOff.test(`${property}:${value}`)) return;
  if (property.startsWith('--')) yield 'css-variables';
  const sides = startEnd.exec(property);
  if (sides) yield `css-${sides[1]}-${sides[2]}-start-end`;
  const group = grouped.exec(property);
  yield logical[property] ?? `css-${group?.[1] ?? group?.[2] ?? group?.[3] ?? property}`;
  const words = value.toLowerCase();
  if (property === 'display') {
    if (/flex/.test(words)) yield 'css-display-flex';
    if (/grid/.test(words)) yield 'css-display-grid';
    if (words === 'none') yield 'css-display-none';
  }
  for (const [, unit = ''] of words.matchAll(/(?<![\w#.-])-?[\d.]+([a-z]+)\b/g)) if (units.has(unit)) yield `css-unit-${unit}`;
  if (/\d%/.test(words)) yield 'css-unit-percent';
  for (const [, name = ''] of words.matchAll(/([a-z-]+)\(/g)) yield functions[name] ?? `css-function-${name}`;
  if (words === 'initial') yield 'css-unit-initial';
  if (/\b(?:fit|min|max)-content\b/.test(words)) yield 'css-intrinsic-size';
  if (/\b(?:system-ui|ui-(?:serif|sans-serif|rounded|monospace))\b/.test(words)) yield 'css-sytem-ui';
}

const functions: Readonly<Record<string, string>> = {
  var: 'css-variables',
  calc: 'css-unit-calc',
  rgb: 'css-rgb',
  rgba: 'css-rgba',
  lch: 'css-modern-color',
  oklch: 'css-modern-color',
  lab: 'css-modern-color',
  oklab: 'css-modern-color',
  'linear-gradient': 'css-linear-gradient',
  'radial-gradient': 'css-radial-gradient',
  'conic-gradient': 'css-conic-gradient',
};

function* selectorFeatures({ selectors }: StyleRules['rules'][number]): Generator<string> {
  if (selectors.length > 1) yield 'css-selector-grouping';
  for (const selector of selectors) {
    let inCompound = 0;
    for (const node of selector.children) {
      inCompound = node.type === 'Combinator' ? 0 : inCompound + 1;
      if (inCompound === 2) yield 'css-selector-chaining';
      if (node.type === 'ClassSelector') yield 'css-selector-class';
      else if (node.type === 'IdSelector') yield 'css-selector-id';
      else if (node.type === 'AttributeSelector') yield 'css-selector-attribute';
      else if (node.type === 'TypeSelector') yield node.name === '*' ? 'css-selector-universal' : 'css-selector-type';
      else if (node.type === 'PseudoClassSelector') yield `css-pseudo-class-${node.name}`;
      else if (node.type === 'PseudoElementSelector') yield `css-pseudo-element-${node.name}`;
      else if (node.type === 'Combinator') yield combinators[node.name] ?? 'css-selector-descendant';
    }
  }
}

const combinators: Readonly<Record<string, string>> = {
  '>': 'css-selector-child',
  '+': 'css-selector-adjacent-sibling',
  '~': 'css-selector-general-sibling',
};

function* atRuleFeatures(rule: string): Generator<string> {
  const [, name = '', condition = ''] = /^@([\w-]+)\s*(.*)$/s.exec(rule) ?? [];
  yield `css-at-${name}`;
  for (const feature of ['prefers-color-scheme', 'prefers-reduced-motion', 'hover', 'orientation', 'device-pixel-ratio'])
    if (name === 'media' && condition.includes(feature)) yield `css-at-media-${feature}`;
}
