import { decodeHTMLStrict } from 'entities';
import { withoutMarkdown } from './markdown-words.ts';
import { withoutStacks, withoutUnseen } from './unseen-characters.ts';

/** What was taken out of a text or mended in it. */
export type Dirt =
  | 'markup'
  | 'html-entities'
  | 'markdown'
  | 'line-breaks'
  | 'control-characters'
  | 'direction-overrides'
  | 'invisible-characters'
  | 'stacked-marks';

/** `text` is one paragraph of plain text: no markup, no Markdown, no entities, no control characters, single blanks, NFC. */
export type PlainText = { readonly text: string; readonly dirt: readonly Dirt[] };

/**
 * Only names of HTML elements are markup: `<MSFT.O>` is a stock symbol, and stays. Each alternative stops at the next
 * `<` or `>`, so the pattern is linear.
 */
const tag =
  /<(?:!--[^<>]*--|!doctype[^<>]*|\/?(?:a|abbr|address|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|cite|code|col|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|menu|meta|nav|noscript|object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr)(?:\s[^<>]*)?\/?)>/gi;
const inline =
  /^<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)\b/i;
/** Elements whose content is not text for readers. */
const silentElements = ['script', 'style', 'iframe', 'template', 'svg', 'noscript'];
/** Escaped text is taken for escaped markup only when it shows an end tag or a void element: "Why <div> is dead" stays. */
const escapedMarkup = /<\/[a-z][a-z0-9]*\s*>|<(?:br|hr|p|img)(?:\s[^<>]*)?\/?>/i;

const overrides = /[\u202a-\u202e\u2066-\u2069]/g;
/** What no text may hold; the assembler marks its holes with U+FDD0 to U+FDEF. */
const noncharacters = /[\ufdd0-\ufdef\ufffe\uffff]/g;
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
/** Most texts: Latin letters and common punctuation but marks of Markdown, where nothing below has work to do. */
const ordinary = /^[ -%'-)+-;=-Z\\-^a-}\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*$/;
const blanks = /[\s\u0085]+/g;

/** The plain text of a field that may hold HTML, feed dirt and hostile characters. Linear in its length; never throws. */
export function plainText(raw: string): PlainText {
  if (ordinary.test(raw) && !raw.includes('  ') && raw.trim() === raw) return { text: raw, dirt: [] };
  const dirt = new Set<Dirt>();
  const decoded = withoutMarkup(raw.toWellFormed(), dirt);
  const removals: readonly (readonly [(text: string) => string, Dirt])[] = [
    [(text) => text.replace(overrides, ''), 'direction-overrides'],
    [(text) => withoutUnseen(text.replace(noncharacters, '')), 'invisible-characters'],
    [(text) => text.replace(controls, ''), 'control-characters'],
    [withoutStacks, 'stacked-marks'],
    [withoutMarkdown, 'markdown'],
  ];
  let text = decoded;
  for (const [mended, name] of removals) {
    const kept = mended(text);
    if (kept !== text) dirt.add(name);
    text = kept;
  }
  text = text.trim();
  if (/[\r\n\u0085\u2028\u2029]/.test(text)) dirt.add('line-breaks');
  return { text: text.replace(blanks, ' ').trim().normalize('NFC'), dirt: [...dirt] };
}

function withoutMarkup(raw: string, dirt: Set<Dirt>): string {
  if (!/[<&]/.test(raw)) return raw;
  const untagged = withoutTags(raw, dirt);
  const decoded = decode(untagged, dirt);
  return escapedMarkup.test(decoded) ? decode(withoutTags(decoded, dirt), dirt) : decoded;
}

function decode(text: string, dirt: Set<Dirt>): string {
  if (!text.includes('&')) return text;
  const decoded = decodeHTMLStrict(text);
  if (decoded !== text) dirt.add('html-entities');
  return decoded;
}

function withoutTags(text: string, dirt: Set<Dirt>): string {
  if (!text.includes('<')) return text;
  const heard = silentElements.reduce(withoutElement, text);
  const untagged = heard.replace(tag, (found) => (inline.test(found) ? '' : ' '));
  if (untagged !== text) dirt.add('markup');
  return untagged;
}

/** Removes `<name ...> ... </name>` by scanning forward once: a pattern with two open ends would be quadratic. */
function withoutElement(text: string, name: string): string {
  const lower = text.toLowerCase();
  // Lower-casing may change the length of some scripts' text; then positions would not match.
  if (lower.length !== text.length || !lower.includes(`<${name}`)) return text;
  let kept = '';
  let from = 0;
  for (;;) {
    const start = lower.indexOf(`<${name}`, from);
    const end = start === -1 ? -1 : lower.indexOf(`</${name}`, start);
    if (end === -1) return kept + text.slice(from);
    kept += text.slice(from, start);
    const close = lower.indexOf('>', end);
    if (close === -1) return kept;
    from = close + 1;
  }
}
