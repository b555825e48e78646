/** What Word's engine, which sets mail in Outlook for Windows, makes of HTML. Facts: caniemail, Outlook 2019 on Windows. */
import { type CssNode, type Declaration, generate, type List, type ListItem, parse, walk } from 'css-tree';
import { settleConditionals } from './conditional-comments.ts';

const styleElement = /(<style\b[^>]*>)([\s\S]*?)(<\/style\s*>)/gi;
const openTag = /<([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const styleAttribute = /\sstyle=("([^"]*)"|'([^']*)')/i;

/** Outlook for Windows: its conditional comments count, what Word does not know does not. */
export function asOutlookWord(html: string): string {
  return officeMarkup(settleConditionals(html))
    .replace(styleElement, (_, open: string, css: string, close: string) => open + wordSheet(css) + close)
    .replace(openTag, (_tag, name: string, attributes: string) => {
      const element = name.toLowerCase();
      const styled = attributes.replace(styleAttribute, (_whole, quoted: string) => {
        const mark = quoted.slice(0, 1);
        return ` style=${mark}${wordDeclarations(quoted.slice(1, -1), element)}${mark}`;
      });
      return `<${name}${element === 'img' ? wordPicture(styled) : styled}>`;
    });
}

const leftOut = /<xml\b[\s\S]*?<\/xml\s*>|<\/?(?:o|w):[^>]*>|<v:(?:fill|stroke|imagedata|shapetype|f|path|formulas)\b[^>]*\/?>/gi;

/** Office's settings say nothing; of VML, the boxes that buttons and grounds are made of are drawn. */
const officeMarkup = (html: string): string =>
  html
    .replace(leftOut, '')
    .replace(/<v:(roundrect|rect)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi, (_, shape: string, attributes: string) => {
      const fill = /\sfillcolor=["']([#\w]+)["']/i.exec(attributes)?.[1];
      const css = (/\sstyle=["']([^"']*)["']/i.exec(attributes)?.[1] ?? '').replace(/mso-[^;]*;?|v-text-anchor[^;]*;?/gi, '');
      const round = shape.toLowerCase() === 'roundrect' ? 'vml-round' : 'vml';
      // A table cell: the one box whose width and padding Word obeys.
      return `<table class="${round}" cellpadding="0" cellspacing="0"${fill ? ` bgcolor="${fill}"` : ''}><tr><td align="center" style="${css}">`;
    })
    .replace(/<\/v:(?:roundrect|rect)\s*>/gi, '</td></tr></table>')
    .replace(/<\/?v:[^>]*>/gi, '');

/** Picture formats Word cannot draw: the alternative text stands in their place. */
const wordPicture = (attributes: string): string =>
  attributes
    .replace(/\ssrcset=("[^"]*"|'[^']*')/gi, '')
    .replace(/\ssrc=("[^"]*"|'[^']*')/gi, (whole, source: string) => (/\.(?:webp|avif|svg)(?:[?#].*)?["']$/i.test(source) ? '' : whole));

const unknownProperties = new Set(
  `accent-color align-items animation aspect-ratio backdrop-filter background-blend-mode background-clip background-image
  background-origin background-position background-repeat background-size block-size border-image border-radius border-spacing
  bottom box-shadow box-sizing caption-side clear clip-path color-scheme column-count column-gap filter flex flex-basis
  flex-direction flex-flow flex-grow flex-shrink flex-wrap float font-stretch gap grid grid-area grid-template
  grid-template-columns grid-template-rows hyphens inline-size inset isolation justify-content left list-style-image
  list-style-position max-height min-height max-width min-width mix-blend-mode object-fit object-position opacity order orphans
  outline outline-offset overflow overflow-wrap overflow-x overflow-y position resize right row-gap tab-size table-layout
  text-decoration-color text-decoration-line text-decoration-style text-decoration-thickness text-overflow text-shadow
  text-size-adjust text-underline-offset top transform transition user-select visibility white-space widows word-break word-spacing
  word-wrap writing-mode z-index`
    .split(/\s+/)
    .filter(Boolean),
);
const unknownValue =
  /\b(?:rgba|hsla?|var|calc|min|max|clamp|light-dark|(?:linear|radial|conic)-gradient)\(|\d(?:rem|vh|vw|vmin|vmax|ch)\b/i;
/** `padding` counts on cells only, a width nowhere else than here; margins of pictures count nowhere. */
const cells = new Set(['td', 'th']);
const measured = new Set(['td', 'th', 'table', 'img']);

/** Inline declarations of an element, as Word keeps them. */
function wordDeclarations(css: string, element: string): string {
  const list = parse(css.replaceAll('&quot;', "'"), { context: 'declarationList', parseValue: false });
  dropDeclarations(list, (declaration) => known(declaration, element));
  return generate(list).replaceAll('"', '&quot;');
}

function known({ property, value }: Declaration, element: string | null): boolean {
  const name = property.toLowerCase();
  const text = generate(value);
  if (unknownProperties.has(name) || /^(?:-webkit-|-moz-|-ms-|--)/.test(name)) return false;
  if (name === 'display') return /^\s*(?:none|block|inline|table)/i.test(text);
  if (/^margin/.test(name) && (element === 'img' || /\bauto\b/i.test(text))) return false;
  if (element !== null && /^padding/.test(name) && !cells.has(element)) return false;
  if (element !== null && /^(?:width|height)$/.test(name) && !measured.has(element)) return false;
  if (name === 'background') return !/url\(/i.test(text) && !unknownValue.test(text);
  return !unknownValue.test(text);
}

function wordSheet(css: string): string {
  const sheet = parse(css, { parseValue: false });
  walk(sheet, (node: CssNode, item: ListItem<CssNode>, list: List<CssNode>) => {
    if (node.type === 'Atrule') list?.remove(item);
    else if (node.type === 'Rule' && !simple(node.prelude)) list?.remove(item);
    else if (node.type === 'Declaration' && !known(node, null)) list?.remove(item);
  });
  // The class of a round VML box is ours: Word draws its corners.
  return `${generate(sheet)}.vml-round{border-radius:6px}`;
}

/** Word finds elements by name, class, id and descent alone. */
function simple(prelude: CssNode): boolean {
  let plain = true;
  walk(prelude, (node) => {
    const strange = /^(?:PseudoClassSelector|PseudoElementSelector|AttributeSelector|Raw)$/.test(node.type);
    if (strange || (node.type === 'Combinator' && node.name.trim() !== '')) plain = false;
    if (node.type === 'TypeSelector' && node.name === '*') plain = false;
  });
  return plain;
}

function dropDeclarations(list: CssNode, keep: (declaration: Declaration) => boolean): void {
  walk(list, (node: CssNode, item: ListItem<CssNode>, siblings: List<CssNode>) => {
    // What cannot be read is a text of its own among the declarations; the text of a value has no siblings.
    if ((node.type === 'Declaration' && !keep(node)) || node.type === 'Raw') siblings?.remove(item);
  });
}
