import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';
import { lineTag } from '../../../emails/contract/pieces.ts';
import { emailsFolder } from './emails-folder.ts';

/** The package JSX is said to come from where lines are asked for. */
export const lineMarksSource = 'courant-lines';
const runtime = `${lineMarksSource}/jsx-dev-runtime`;

/**
 * Elements written in a theme's own files stand in a mark that says the file, relative to `root`, and the line. Parts of ours stay as they
 * are, and so does what a page has once, which React and browsers move out of any mark.
 */
export const lineMarks = (root: string): Plugin => ({
  name: 'courant-lines',
  resolveId: (asked) => (asked === runtime ? runtime : null),
  load: (id) => (id === runtime ? source(root) : null),
});

const source = (root: string): string => `
import { resolve } from 'node:path';
import { jsx, jsxs } from 'react/jsx-runtime';
export { Fragment } from 'react';
const once = new Set(['html', 'head', 'body', 'title', 'meta', 'link', 'base', 'style', 'Html', 'Head', 'Body', 'Preview', 'Font', 'PageFrame', 'PageHead']);
const places = new Map();
const placeOf = (name) => {
  const file = resolve(${JSON.stringify(root)}, name);
  const own = !file.startsWith(${JSON.stringify(withSlash(emailsFolder === undefined ? '' : fileURLToPath(emailsFolder)))}) && !file.includes('/node_modules/');
  return own ? (file.startsWith(${JSON.stringify(withSlash(root))}) ? file.slice(${withSlash(root).length}) : file) : null;
};
export const jsxDEV = (type, props, key, several, source) => {
  const element = (several ? jsxs : jsx)(type, props, key);
  const name = (typeof type === 'string' ? type : (type?.displayName ?? type?.name ?? '')).replace(/\\$\\d+$/, '');
  if (source?.fileName === undefined || typeof type === 'symbol' || once.has(name)) return element;
  if (!places.has(source.fileName)) places.set(source.fileName, placeOf(source.fileName));
  const file = places.get(source.fileName);
  return file === null ? element : jsx('${lineTag}', { at: file + ':' + source.lineNumber, children: element }, key);
};
`;

const withSlash = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);
