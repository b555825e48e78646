/**
 * What mail clients make of the same HTML. As in `preview-document.ts`, only our own rendered HTML comes in, so tags and
 * declarations are found by pattern.
 */
import { converter, formatHex, formatHex8, parse } from 'culori';

const lch = converter('lch');
const styleElement = /(<style\b[^>]*>)([\s\S]*?)(<\/style\s*>)/gi;
const styleAttribute = /(\sstyle=)("([^"]*)"|'([^']*)')/gi;
// Addresses come first: a word within one is no colour.
const colourWord = /url\([^)]*\)|#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|\b[a-z]{3,20}\b/gi;

/** Inline declarations Gmail takes out (caniemail, Gmail on the desktop). */
const unknownToGmail =
  /(^|;)\s*(?:position|top|right|bottom|left|inset|z-index|box-shadow|text-shadow|transform|transition|animation|filter|backdrop-filter|clip-path|cursor|visibility|user-select|overflow-wrap|hyphens|align-items|justify-content|flex-direction|flex-wrap|aspect-ratio|color-scheme|--[\w-]+)\s*:[^;]*/gi;

/** Gmail for accounts of other providers, and wherever it clips: every style sheet is dropped, and what it knows no use for. */
export const withoutStyleSheets = (html: string): string =>
  html
    .replace(styleElement, '')
    .replace(/<link\b[^>]*>/gi, '')
    .replace(
      styleAttribute,
      (_, before: string, quoted: string) =>
        before + quoted.slice(0, 1) + quoted.slice(1, -1).replace(unknownToGmail, '$1') + quoted.slice(-1),
    );

/**
 * Colours as apps force them dark. `full` turns every colour over (Gmail on iOS, Outlook for Windows); `partial` only light
 * grounds and dark inks (Outlook's apps, Gmail on Android), and obeys what a mail writes for Outlook under `[data-ogsc]` and
 * `[data-ogsb]`. Pictures stay.
 */
export function invertColours(html: string, how: 'partial' | 'full'): string {
  const declared = (css: string): string =>
    css.replace(/([a-z-]+)(\s*:\s*)([^;{}]+)(?=[;}]|$)/gi, (whole, name: string, colon: string, value: string) => {
      const role = roleOf(name);
      return role === null ? whole : name + colon + value.replace(colourWord, (word) => turned(word, role, how));
    });
  // A forced scheme ignores what the mail itself would do in the dark.
  const sheet = (css: string): string =>
    withoutBlocks(css, /@media[^{]*prefers-color-scheme\s*:\s*dark[^{]*/gi)
      .split(/(?<=})/)
      .map((rule) => (how === 'partial' && /\[data-ogs[cb]\]/i.test(rule) ? rule : declared(rule)))
      .join('');
  const marked = how === 'partial' ? html.replace(/<body\b/i, '<body data-ogsc data-ogsb') : html;
  return marked
    .replace(styleElement, (_, open: string, css: string, close: string) => open + sheet(css) + close)
    .replace(styleAttribute, (_, before: string, quoted: string) => before + declared(quoted))
    .replace(/(\sbgcolor=["']?)([^"'\s>]+)/gi, (_, before: string, word: string) => before + turned(word, 'ground', how))
    .replace(/(<font\b[^>]*\scolor=["']?)([^"'\s>]+)/gi, (_, before: string, word: string) => before + turned(word, 'ink', how))
    .replace(/<\/head>/i, '<style>html{background:#121212;color:#e8e8e8}</style></head>');
}

function roleOf(property: string): 'ground' | 'ink' | null {
  const name = property.toLowerCase();
  if (name.startsWith('background')) return 'ground';
  return name === 'color' || name.startsWith('border') ? 'ink' : null;
}

function turned(word: string, role: 'ground' | 'ink', how: 'partial' | 'full'): string {
  const colour = word.startsWith('url(') ? undefined : lch(parse(word));
  if (!colour || colour.alpha === 0) return word;
  const light = colour.l > 50;
  if (how === 'partial' && (role === 'ground' ? !light : light)) return word;
  const dark = { ...colour, l: Math.min(100, Math.max(7, 100 - colour.l)) };
  return (colour.alpha ?? 1) < 1 ? formatHex8(dark) : formatHex(dark);
}

/** The sheet without the at-rules that begin like `start`, their blocks included. */
function withoutBlocks(css: string, start: RegExp): string {
  let out = '';
  let from = 0;
  for (const match of css.matchAll(start)) {
    if (match.index < from || css[match.index + match[0].length] !== '{') continue;
    out += css.slice(from, match.index);
    from = endOfBlock(css, match.index + match[0].length);
  }
  return out + css.slice(from);
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}' && --depth === 0) return at + 1;
  }
  return css.length;
}
