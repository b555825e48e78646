import { type CssNode, generate, parse, type Raw, type Selector, walk } from 'css-tree';
import { attribute, type MailDocument, type MailElement, placeIn, placeOf, textOf } from './mail-document.ts';
import type { Where } from './place.ts';

export type Declaration = { readonly property: string; readonly value: string; readonly important: boolean; readonly where: Where };

export type StyleRule = {
  readonly selectors: readonly Selector[];
  /** Conditions of the media queries around it, lower case; empty outside any. */
  readonly media: string;
  readonly declarations: readonly Declaration[];
};

export type StyleSheet = {
  readonly element: MailElement;
  readonly css: string;
  readonly atRules: readonly string[];
  readonly where: Where;
};

/** All CSS of a mail: sheets in order, and what stands in `style` attributes. */
export type StyleRules = {
  readonly sheets: readonly StyleSheet[];
  readonly rules: readonly StyleRule[];
  readonly inline: ReadonlyMap<MailElement, readonly Declaration[]>;
};

/** Reads the CSS of a document; what is no CSS is skipped, as browsers do. Sheets in conditional comments are Outlook's own and not read. */
export function readStyles(document: MailDocument): StyleRules {
  const sheets: StyleSheet[] = [];
  const rules: StyleRule[] = [];
  const inline = new Map<MailElement, readonly Declaration[]>();
  // Stories repeat a handful of styles hundreds of times.
  const known = new Map<string, readonly Omit<Declaration, 'where'>[]>();
  for (const element of document.elements) {
    if (element.tagName === 'style') {
      const read = readSheet(element);
      sheets.push(read.sheet);
      rules.push(...read.rules);
    }
    const style = attribute(element, 'style');
    if (style === null) continue;
    const declarations = known.get(style) ?? declarationsOf(parse(style, { context: 'declarationList', parseCustomProperty: false }));
    known.set(style, declarations);
    inline.set(
      element,
      declarations.map((declaration) => ({
        ...declaration,
        // Few are ever told of.
        get where() {
          return placeOf(element);
        },
      })),
    );
  }
  return { sheets, rules, inline };
}

function readSheet(element: MailElement): { sheet: StyleSheet; rules: readonly StyleRule[] } {
  const css = textOf(element);
  const rules: StyleRule[] = [];
  const atRules: string[] = [];
  const start = element.sourceCodeLocation;
  const where = placeOf(element);
  const place = (node: CssNode): Where => {
    const at = placeIn('html', css, node.loc?.start.offset ?? 0, where.selector);
    return {
      ...at,
      line: (at.line ?? 1) + (start?.startLine ?? 1) - 1,
      column: at.line === 1 ? (start?.startTag?.endCol ?? 1) + (at.column ?? 1) - 1 : at.column,
    };
  };
  const visit = (node: CssNode, media: string) => {
    if (node.type === 'Atrule') {
      const condition = node.prelude ? generate(node.prelude).toLowerCase() : '';
      atRules.push(`@${node.name.toLowerCase()}${condition === '' ? '' : ` ${condition}`}`);
      const inner = node.name.toLowerCase() === 'media' ? (media === '' ? condition : `${media} and ${condition}`) : media;
      for (const child of node.block?.children ?? []) visit(child, inner);
    } else if (node.type === 'Rule') {
      const selectors = node.prelude.type === 'SelectorList' ? [...node.prelude.children].filter((each) => each.type === 'Selector') : [];
      rules.push({ selectors, media, declarations: declarationsOf(node.block).map((each) => ({ ...each, where: place(node) })) });
    }
  };
  const tree = parse(css, { positions: true, parseCustomProperty: false });
  if (tree.type === 'StyleSheet') for (const child of tree.children) visit(child, '');
  return { sheet: { element, css, atRules, where }, rules };
}

function declarationsOf(tree: CssNode): readonly Omit<Declaration, 'where'>[] {
  const found: Omit<Declaration, 'where'>[] = [];
  walk(tree, {
    visit: 'Declaration',
    enter(node) {
      found.push({
        property: node.property.toLowerCase(),
        value: node.value.type === 'Raw' ? (node.value as Raw).value.trim() : generate(node.value),
        important: node.important !== false,
      });
    },
  });
  return found;
}

/** Every declaration of the mail, sheets first. */
export function* allDeclarations(styles: StyleRules): Generator<Declaration> {
  for (const rule of styles.rules) yield* rule.declarations;
  for (const declarations of styles.inline.values()) yield* declarations;
}

/** The last of an element's own declarations of a property; `null` when it has none. */
export const ownStyle = (styles: StyleRules, element: MailElement, property: string): string | null =>
  styles.inline.get(element)?.findLast((declaration) => declaration.property === property)?.value ?? null;
