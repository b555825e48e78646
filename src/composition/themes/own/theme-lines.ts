/** Where in a theme's files each element of a mail is written: marks put into its markup, and read off again. */
import { lineTag } from '../../../../emails/contract/pieces.ts';
import type { ThemeComponents } from '../../../../emails/contract/theme.ts';
import type { FilePlace } from '../../../errors/courant-error.ts';
import type { EditionHeading, ThemeTemplate } from '../../edition.ts';

const lineAttribute = 'data-courant-line';
const lineClass = 'courant-line-';

/** The same theme with its lines in its markup; `null` where it has none to tell. Compiles a theme of components anew, once. */
export async function linedTemplate(template: EditionHeading['template']): Promise<ThemeTemplate | ThemeComponents | null> {
  if (!template) return null;
  return 'source' in template ? linedMjml(template) : ((await template.own?.lined?.()) ?? null);
}

const tag = /<([a-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;
/** Components that write no element of their own, or none in the body. */
const withoutElement = new Set(['mjml', 'mj-body', 'mj-raw', 'mj-head', 'mj-style', 'mj-attributes', 'mj-all', 'mj-class']);

/** MJML hands attributes of HTML on, and of its own components their class. */
function linedMjml({ file, source }: ThemeTemplate): ThemeTemplate {
  const body = Math.max(0, source.search(/<mj-body\b/));
  let [line, counted] = [source.slice(0, body).split('\n').length, 0];
  const marked = source.slice(body).replace(tag, (whole, name: string, attributes: string, at: number, text: string) => {
    line += text.slice(counted, at).split('\n').length - 1;
    counted = at;
    if (!name.startsWith('mj')) return `<${name} ${lineAttribute}="${line}"${attributes}>`;
    if (withoutElement.has(name)) return whole;
    return /\scss-class="/.test(attributes)
      ? `<${name}${attributes.replace(/(\scss-class=")/, `$1${lineClass}${line} `)}>`
      : `<${name} css-class="${lineClass}${line}"${attributes}>`;
  });
  return { file, source: source.slice(0, body) + marked };
}

/** A page without its marks, and for the tags that bore one, by where they begin in it, the place in the theme. */
export type Unlined = { readonly html: string; readonly places: ReadonlyMap<number, FilePlace> };

/** @param file of the theme, for marks that name a line alone */
export function unlined(marked: string, file: string): Unlined {
  const places = new Map<number, FilePlace>();
  const around: FilePlace[] = [];
  let [html, rest] = ['', 0];
  for (const match of marked.matchAll(anyTag)) {
    html += marked.slice(rest, match.index);
    rest = match.index + match[0].length;
    const [whole, at] = match;
    if (at !== undefined) around.push(placeIn(at));
    else if (whole === `</${lineTag}>`) around.pop();
    else {
      const line = ownLine.exec(whole)?.[1];
      const place = line === undefined ? around.at(-1) : { file, line: Number(line) };
      if (place !== undefined) places.set(html.length, place);
      html += withoutMark(whole);
    }
  }
  return { html: html + marked.slice(rest), places };
}

const anyTag = new RegExp(`<${lineTag} at="([^"]*)">|</${lineTag}>|<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>`, 'gi');
const ownLine = new RegExp(`(?:${lineAttribute}="|${lineClass})(\\d+)`);

const withoutMark = (whole: string): string =>
  whole
    .replace(new RegExp(` ${lineAttribute}="\\d+"`), '')
    .replace(new RegExp(` class="${lineClass}\\d+"`), '')
    .replace(new RegExp(`${lineClass}\\d+ ?`), '');

function placeIn(at: string): FilePlace {
  const text = at
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const colon = text.lastIndexOf(':');
  return { file: text.slice(0, colon), line: Number(text.slice(colon + 1)) };
}
