/**
 * The mail's HTML as the preview frame shows it: the same document with what a mail client would do to it done. Only
 * our own rendered HTML comes in, so tags are found by pattern: text and attributes in it are escaped, and the raw text of
 * a style element ends at the first `</style`, as it does for a browser.
 */

import type { DeskQuery } from '../frame/desk-query.ts';
import { invertColours, withoutStyleSheets } from './client-emulation.ts';
import { asOutlookWord } from './word-emulation.ts';

type PreviewLook = {
  readonly scheme: DeskQuery['scheme'];
  readonly client: DeskQuery['client'];
  readonly pictures: 'own' | 'off' | 'remote';
  /** Address of the mail's own pictures, served by the desk under `/media/`. */
  readonly mediaBase: string;
  /** Address of the story to point at, or `null`. */
  readonly storyUrl: string | null;
  /** Where a finding points at: an element in the decoded HTML, by line and column from 1, or `null`. */
  readonly spot: { readonly line: number; readonly column: number } | null;
};

/** Fragment of the story pointed at. */
export const storyAnchor = 'courant-story';
/** Fragment of the element a finding is about. */
export const spotAnchor = 'courant-spot';

/** The document to serve in the frame. */
export function previewDocument(html: string, look: PreviewLook): string {
  const spotted = look.spot === null ? html : markSpot(html, look.spot);
  const known =
    look.client === 'gmail-bare' ? withoutStyleSheets(spotted) : look.client === 'outlook-word' ? asOutlookWord(spotted) : spotted;
  const base = look.scheme === 'dark' ? 'dark' : 'light';
  const forced = forceScheme(known, base);
  const schemed =
    look.scheme === 'inverted-full'
      ? invertColours(forced, 'full')
      : look.scheme === 'inverted-partial'
        ? invertColours(forced, 'partial')
        : forced;
  const pictured = schemed.replace(imageTag, (tag) => (look.pictures === 'off' ? withoutSource(tag) : ownPictures(tag, look.mediaBase)));
  const pointed = look.storyUrl === null ? pictured : pointAt(pictured, look.storyUrl);
  return pointed.replace(/<head\b[^>]*>/i, (head) => `${head}${frameHead(look)}`);
}

/** How many pictures of the mail live on other hosts than its own. */
export function countRemotePictures(html: string, mediaBase: string): number {
  return [...html.matchAll(imageTag)].filter(([tag]) => {
    const source = sourceOf(tag);
    return source !== null && /^https?:/i.test(source) && !source.startsWith(escaped(mediaBase));
  }).length;
}

const quoted = `"[^"]*"|'[^']*'`;
const imageTag = new RegExp(`<img\\b(?:[^>"']|${quoted})*>`, 'gi');
const attribute = new RegExp(`\\s+([^\\s=>"'/]+)(?:\\s*=\\s*(${quoted}|[^\\s"'>]+))?`, 'g');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function sourceOf(tag: string): string | null {
  for (const [, name, value] of tag.matchAll(attribute)) {
    if (name?.toLowerCase() === 'src') return (value ?? '').replace(/^["']|["']$/g, '');
  }
  return null;
}

const withoutSource = (tag: string): string => tag.replace(attribute, (whole, name: string) => (/^(src|srcset)$/i.test(name) ? '' : whole));

const ownPictures = (tag: string, mediaBase: string): string =>
  tag.replace(attribute, (whole, name: string, value: string | undefined) => {
    const source = (value ?? '').replace(/^["']|["']$/g, '');
    const base = escaped(mediaBase);
    return /^src$/i.test(name) && source.startsWith(base) ? ` src="/media/${source.slice(base.length)}"` : whole;
  });

// A frame cannot be given another colour scheme than the desk's own, so the question is answered in the style sheet itself.
function forceScheme(html: string, scheme: 'light' | 'dark'): string {
  const [dark, light] = scheme === 'dark' ? ['(min-width:0)', '(max-width:0)'] : ['(max-width:0)', '(min-width:0)'];
  const answer = (css: string): string =>
    css
      .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, dark)
      .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, light)
      .replace(/(^|[^-\w])color-scheme\s*:\s*[a-z ]+/gi, (_, before: string) => `${before}color-scheme:${scheme}`);
  return html
    .replace(/(<style\b[^>]*>)([\s\S]*?)(<\/style)/gi, (_, open: string, css: string, close: string) => open + answer(css) + close)
    .replace(/(<meta\b[^>]*\bname=["'](?:supported-)?color-schemes?["'][^>]*\bcontent=["'])[^"']*/gi, `$1${scheme}`)
    .replace(/(<meta\b[^>]*\bcontent=["'])[^"']*(["'][^>]*\bname=["'](?:supported-)?color-schemes?["'])/gi, `$1${scheme}$2`);
}

/** Marks the tag that begins at the spot, or the last one before it in the body. */
function markSpot(html: string, { line, column }: { readonly line: number; readonly column: number }): string {
  const before = html.split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const open = html.lastIndexOf('<', Math.min(offset, html.length - 1));
  const tag = /^<[a-z][a-z0-9]*/i.exec(html.slice(open));
  if (open < html.search(/<body\b/i) || !tag) return html;
  const end = open + tag[0].length;
  return `${html.slice(0, end)} id="${spotAnchor}"${html.slice(end)}`;
}

function pointAt(html: string, url: string): string {
  const target = `href="${escaped(url)}"`;
  const at = html.indexOf(target);
  const open = at < 0 ? -1 : html.lastIndexOf('<a', at);
  return open < 0 ? html : `${html.slice(0, open)}<a id="${storyAnchor}"${html.slice(open + 2)}`;
}

// Links of the mail open beside the desk: the frame itself may show nothing but the mail.
function frameHead(look: PreviewLook): string {
  const point = look.storyUrl === null ? '' : `#${storyAnchor}{outline:3px solid #e0821c!important;outline-offset:3px;scroll-margin:24vh}`;
  const spot = look.spot === null ? '' : `#${spotAnchor}{outline:3px dashed #c0392b!important;outline-offset:2px;scroll-margin:24vh}`;
  return `<base target="_blank"><style>:root{color-scheme:${look.scheme === 'dark' ? 'dark' : 'light'}}${point}${spot}</style>`;
}
