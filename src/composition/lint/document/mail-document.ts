import { type DefaultTreeAdapterTypes, parse, parseFragment } from 'parse5';
import type { Where } from './place.ts';

export type MailElement = DefaultTreeAdapterTypes.Element;
export type MailText = DefaultTreeAdapterTypes.TextNode;
export type MailComment = DefaultTreeAdapterTypes.CommentNode;
type MailNode = DefaultTreeAdapterTypes.ChildNode;
type MailParent = DefaultTreeAdapterTypes.ParentNode;

/** An HTML part as parsed: everything in document order. Elements the parser had to imply have no place in the source. */
export type MailDocument = {
  readonly source: string;
  readonly elements: readonly MailElement[];
  readonly texts: readonly MailText[];
  readonly comments: readonly MailComment[];
  /** How many doctypes stand in the source, the parser's only one included. */
  readonly doctypes: number;
  readonly html5: boolean;
  readonly element: (tag: string) => MailElement | null;
};

/** Parses a whole HTML part the way browsers do. Never throws: any text is some document. */
export function readDocument(source: string): MailDocument {
  const tree = parse(source, { sourceCodeLocationInfo: true });
  const found = collect(tree);
  const doctype = tree.childNodes.find((node) => node.nodeName === '#documentType');
  return {
    source,
    ...found,
    doctypes: source.match(/<!doctype/gi)?.length ?? 0,
    html5: doctype !== undefined && /^<!doctype html>$/i.test(source.trimStart().slice(0, 15)),
    element: (tag) => found.elements.find(({ tagName }) => tagName === tag) ?? null,
  };
}

/** Elements of a fragment, as in a conditional comment. */
export const readFragment = (source: string): readonly MailElement[] => collect(parseFragment(source)).elements;

function collect(root: MailParent) {
  const elements: MailElement[] = [];
  const texts: MailText[] = [];
  const comments: MailComment[] = [];
  const visit = (node: MailNode) => {
    if (node.nodeName === '#text') texts.push(node as MailText);
    else if (node.nodeName === '#comment') comments.push(node as MailComment);
    else if ('tagName' in node) {
      elements.push(node);
      node.childNodes.forEach(visit);
    }
  };
  root.childNodes.forEach(visit);
  return { elements, texts, comments };
}

export const attribute = (element: MailElement, name: string): string | null =>
  element.attrs.find((candidate) => candidate.name === name)?.value ?? null;

export const childElements = (element: MailElement): readonly MailElement[] =>
  element.childNodes.filter((node): node is MailElement => 'tagName' in node);

export const parentOf = (node: MailElement | MailText): MailElement | null =>
  node.parentNode !== null && 'tagName' in node.parentNode ? node.parentNode : null;

/** An element and what it stands in, innermost first. */
export function* withAncestors(element: MailElement | null): Generator<MailElement> {
  for (let at = element; at !== null; at = parentOf(at)) yield at;
}

/** All text in an element, `alt` of pictures included where asked: what a screen reader has to name it by. */
export const textOf = (node: MailElement, alt = false): string =>
  node.childNodes
    .map((child) => {
      if (child.nodeName === '#text') return (child as MailText).value;
      if (!('tagName' in child)) return '';
      return alt && child.tagName === 'img' ? (attribute(child, 'alt') ?? '') : textOf(child, alt);
    })
    .join('');

/** Blanks collapsed, as a reader sees it. No-break and other wide blanks count as blanks. */
export const flat = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Whether neither the element nor anything around it is taken out of sight by its own style. */
export const isShown = (element: MailElement | null): boolean =>
  ![...withAncestors(element)].some(
    (each) =>
      ['head', 'script', 'style', 'template', 'title'].includes(each.tagName) ||
      attribute(each, 'hidden') !== null ||
      /(?:^|;)\s*display\s*:\s*none\b/i.test(attribute(each, 'style') ?? ''),
  );

/** Where a node stands, for a person: line, column and the element with the classes it is known by. */
export const placeOf = (node: MailElement | MailText | MailComment): Where => ({
  part: 'html',
  line: node.sourceCodeLocation?.startLine ?? null,
  column: node.sourceCodeLocation?.startCol ?? null,
  selector: node.nodeName === '#comment' ? null : selectorOf('tagName' in node ? node : parentOf(node as MailText)),
});

export const wholePart = (part: Where['part'], selector: string | null = null): Where => ({ part, line: null, column: null, selector });

/** Where character `index` of a text stands. */
export const placeIn = (part: Where['part'], text: string, index: number, selector: string | null = null): Where => {
  const before = text.slice(0, index);
  return { part, line: before.split('\n').length, column: index - before.lastIndexOf('\n'), selector };
};

const selectorOf = (element: MailElement | null): string | null => {
  const path = [...withAncestors(element)].filter(({ tagName }) => !['tbody', 'html', 'body'].includes(tagName)).slice(0, 2);
  return path.length === 0 ? (element?.tagName ?? null) : path.reverse().map(compound).join(' > ');
};

const compound = (element: MailElement): string =>
  [element.tagName, ...(attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '')].join('.');

/** A stretch of text short enough to quote. */
export const quoted = (text: string, most = 60): string => {
  const line = [...flat(text)];
  return `"${line.length > most ? `${line.slice(0, most - 1).join('')}…` : line.join('')}"`;
};
