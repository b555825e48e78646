/**
 * The mail's HTML as the preview frame shows it: the same document with what a mail client would do to it done. Only
 * our own rendered HTML comes in, so tags are found by pattern: text and attributes in it are escaped, and the raw text of
 * a style element ends at the first `</style`, as it does for a browser.
 */

type PreviewLook = {
  readonly scheme: 'light' | 'dark';
  readonly pictures: 'own' | 'off' | 'remote';
  /** Address of the mail's own pictures, served by the desk under `/media/`. */
  readonly mediaBase: string;
  /** Address of the story to point at, or `null`. */
  readonly storyUrl: string | null;
};

/** Fragment of the story pointed at. */
export const storyAnchor = 'courant-story';

/** The document to serve in the frame. */
export function previewDocument(html: string, look: PreviewLook): string {
  const schemed = forceScheme(html, look.scheme);
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

function pointAt(html: string, url: string): string {
  const target = `href="${escaped(url)}"`;
  const at = html.indexOf(target);
  const open = at < 0 ? -1 : html.lastIndexOf('<a', at);
  return open < 0 ? html : `${html.slice(0, open)}<a id="${storyAnchor}"${html.slice(open + 2)}`;
}

// Links of the mail open beside the desk: the frame itself may show nothing but the mail.
function frameHead(look: PreviewLook): string {
  const point = look.storyUrl === null ? '' : `#${storyAnchor}{outline:3px solid #e0821c!important;outline-offset:3px;scroll-margin:24vh}`;
  return `<base target="_blank"><style>:root{color-scheme:${look.scheme}}${point}</style>`;
}
