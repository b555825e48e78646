/**
 * What mail clients make of the same HTML. As in `preview-document.ts`, only our own rendered HTML comes in, so tags and
 * declarations are found by pattern.
 */
import { converter, formatHex, parse } from 'culori';

const lch = converter('lch');
const styleElement = /(<style\b[^>]*>)([\s\S]*?)(<\/style\s*>)/gi;
const styleAttribute = /(\sstyle=)("([^"]*)"|'([^']*)')/gi;
const openTag = /<([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const colourWord = /#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b(?:white|black|gr[ae]y|red|green|blue|navy|silver|maroon)\b/gi;

/** Gmail for accounts of other providers, and wherever it clips: every style sheet is dropped. */
export const withoutStyleSheets = (html: string): string => html.replace(styleElement, '');

/**
 * Colours as apps force them dark. `full` turns every colour over (Gmail on iOS, Outlook for Windows); `partial` only light
 * grounds and dark inks (Outlook's apps, Gmail on Android). Pictures stay.
 */
export function invertColours(html: string, how: 'partial' | 'full'): string {
  const declared = (css: string): string =>
    css.replace(/([a-z-]+)(\s*:\s*)([^;}]+)/gi, (whole, name: string, colon: string, value: string) => {
      const role = roleOf(name);
      return role === null ? whole : name + colon + value.replace(colourWord, (word) => turned(word, role, how));
    });
  // A forced scheme ignores what the mail itself would do in the dark.
  const sheet = (css: string): string => declared(withoutBlocks(css, /@media[^{]*prefers-color-scheme\s*:\s*dark[^{]*/gi));
  return html
    .replace(styleElement, (_, open: string, css: string, close: string) => open + sheet(css) + close)
    .replace(styleAttribute, (_, before: string, quoted: string) => before + declared(quoted))
    .replace(/(\sbgcolor=["']?)([^"'\s>]+)/gi, (_, before: string, word: string) => before + turned(word, 'ground', how))
    .replace(/<\/head>/i, '<style>html{background:#121212;color:#e8e8e8}</style></head>');
}

function roleOf(property: string): 'ground' | 'ink' | null {
  const name = property.toLowerCase();
  if (name.startsWith('background')) return 'ground';
  return name === 'color' || name.startsWith('border') ? 'ink' : null;
}

function turned(word: string, role: 'ground' | 'ink', how: 'partial' | 'full'): string {
  const colour = lch(parse(word));
  if (!colour) return word;
  const light = colour.l > 50;
  if (how === 'partial' && (role === 'ground' ? !light : light)) return word;
  return formatHex({ ...colour, l: Math.min(100, Math.max(7, 100 - colour.l)) });
}

/** What Word's engine does not know (caniemail, Outlook 2013 to 2021 on Windows). */
const unknownToWord =
  /^(border-radius|max-width|min-width|min-height|max-height|background-image|background-size|background-position|box-shadow|text-shadow|opacity|object-fit|display|flex.*|grid.*|gap|position|float|transform|animation.*|transition.*|overflow.*|filter|hyphens|word-break|overflow-wrap|-webkit-.*)$/i;
const cells = new Set(['td', 'th', 'body']);

/** Outlook for Windows: its conditional comments count, what Word does not know does not. */
export function asOutlookWord(html: string): string {
  const unfolded = html
    .replace(/<!--\[if !mso[^\]]*\]><!-->([\s\S]*?)<!--<!\[endif\]-->/gi, '')
    .replace(/<!--\[if [^\]]*\bmso\b[^\]]*\]>([\s\S]*?)<!\[endif\]-->/gi, '$1')
    .replace(
      styleElement,
      (_, open: string, css: string, close: string) => open + wordDeclarations(withoutBlocks(css, /@[a-z-]+[^{;]*/gi), false) + close,
    );
  return unfolded.replace(openTag, (_tag, name: string, attributes: string) => {
    const cell = cells.has(name.toLowerCase());
    return `<${name}${attributes.replace(styleAttribute, (_, before: string, quoted: string) => {
      const mark = quoted.slice(0, 1);
      return `${before}${mark}${wordDeclarations(quoted.slice(1, -1), !cell)}${mark}`;
    })}>`;
  });
}

const wordDeclarations = (css: string, noPadding: boolean): string =>
  css.replace(/([a-z-]+)\s*:\s*([^;{}]+)(;?)/gi, (whole, name: string, value: string) => {
    if (unknownToWord.test(name) && !(/^display$/i.test(name) && /none/i.test(value))) return '';
    if (noPadding && /^padding/i.test(name)) return '';
    if (/^margin/i.test(name) && /auto/i.test(value)) return '';
    return /rgba\(|url\(|linear-gradient/i.test(value) ? '' : whole;
  });

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
