import { pieceTag } from '../../../emails/contract/pieces.ts';
import { hole } from '../blocks/holes.ts';
import { escapeHtml } from '../text/neutral-text.ts';
import { setBody } from './set-body.tsx';
import type { TemplateMarks, ThemeBlock } from './theme-template.ts';

/** Marks are noncharacters, which `neutralText` keeps out of all content. MJML sees them where words will be. */

/** Words of a template that are as harmless to MJML as they are to HTML: sides, directions, colours, sizes. */
const plainWord = /^#?[\w-]*$/;

/** `into()` is the list the values go to: marks are numbers in it. */
export const marksInto = (into: () => string[]): TemplateMarks => ({
  lead: hole('lead'),
  place: (block) => places[block],
  piece: (name, inner) => `${raw(`\uFDD6${name}\uFDD7`)}${inner}${raw(`\uFDD6/${name}\uFDD7`)}`,
  value: (value) => {
    const text = value === null || value === undefined ? '' : String(value);
    return plainWord.test(text) ? text : `\uFDD2${into().push(text) - 1}\uFDD3`;
  },
  // Set already: what of it is words is escaped.
  body: (given, look) => `\uFDD8${into().push(setBody(given, look)) - 1}\uFDD9`,
});

/** Between components MJML wants raw text in an element; within text the element is taken away again. */
const raw = (mark: string) => `<mj-raw>${mark}</mj-raw>`;

/** Stories and sponsor stand where the section's head does: a digest says how often each comes. */
const places: Readonly<Record<ThemeBlock, string>> = {
  highlights: hole('highlights'),
  highlight: hole('rows'),
  section: hole('body'),
  story: '',
  sponsor: '',
};

export const cut = (name: string | number, inner: string) => `${raw(`\uFDD4${name}\uFDD5`)}${inner}${raw(`\uFDD4/${name}\uFDD5`)}`;

export const withoutCuts = (html: string) => html.replace(/\uFDD4[^\uFDD5]*\uFDD5/g, '');

/** What stands between a cut's marks, and the rest with `instead` in its place; `null` where MJML has lost them. */
export const cutOut = (html: string, name: string | number, instead: string): readonly [inner: string, rest: string] | null => {
  const [open, close] = [`\uFDD4${name}\uFDD5`, `\uFDD4/${name}\uFDD5`];
  const [from, to] = [html.indexOf(open), html.indexOf(close)];
  return from < 0 || to < from ? null : [html.slice(from + open.length, to), html.slice(0, from) + instead + html.slice(to + close.length)];
};

/** Cuts and pieces as they stand in HTML, free of what MJML put around them. */
export const settled = (html: string): string =>
  html.replace(/<mj-raw>([\uFDD4\uFDD6][^<]*)<\/mj-raw>/g, '$1').replace(/\s*(\uFDD4[^\uFDD5]*\uFDD5)\s*/g, '$1');

/** The values in place of their marks, for the text part. */
export const asText = (words: string, values: readonly string[]): string =>
  words.replace(/\uFDD2(\d+)\uFDD3/g, (_, index: string) => values[Number(index)] ?? '');

/** Marks of pieces as elements, marks of values as the values. */
export const finished = (html: string, values: readonly string[]): string =>
  html
    .replace(/\uFDD6(\/?)(\w+)\uFDD7/g, (_, close: string, name: string) => (close ? `</${pieceTag}>` : `<${pieceTag} name="${name}">`))
    .replace(/\uFDD2(\d+)\uFDD3/g, (_, index: string) => escapeHtml(values[Number(index)] ?? ''))
    .replace(/\uFDD8(\d+)\uFDD9/g, (_, index: string) => values[Number(index)] ?? '');
