import { Marked, type TokenizerAndRendererExtension } from 'marked';

/** Stands for what a site generator would have put there; the reader of the HTML drops it by its name, and says so. */
export const shortcodeTag = 'courant-shortcode';

/** Of one block: the parser goes back and forth between such marks, and a call deeper for each pair inside another. */
const mostMarks = 2_000;
/** Marks times characters: from each mark on it looks through all that follows. */
const mostSteps = 20_000_000;
/** The parser goes one call deeper for each level, too: a limit of ours comes long before the stack's. */
const deepest = 24;
const indentedItem = /^[ \t]{100,}(?:[-*+]|\d{1,9}[.)])[ \t]/m;

/** Markdown as HTML nobody has looked at yet; `null` for what only an attack or an accident writes. */
export function htmlOfMarkdown(text: string): string | null {
  if (indentedItem.test(text) || text.split('\n').some((line) => levelsOf(line) > deepest)) return null;
  if (text.split(/\n[ \t]*\n/).some(isTooMuch)) return null;
  return markdown.parse(text, { async: false });
}

function isTooMuch(block: string): boolean {
  const paired = block.match(/[*_~[]/g)?.length ?? 0;
  const all = block.match(/[*_~[\]{!:<`\\]/g)?.length ?? 0;
  return paired > mostMarks || all * block.length > mostSteps;
}

/** How many quotations and list items a line opens. */
const levelsOf = (line: string): number =>
  /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))*/.exec(line)?.[0].match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;

type Written = Pick<TokenizerAndRendererExtension, 'name'> & {
  readonly from: RegExp;
  readonly whole: RegExp;
  readonly html: (match: readonly string[]) => string;
};

const escaped = (text = ''): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What site generators and programs for notes write beside Markdown. All of it stands within a line; in code it is code. */
const dialects: readonly Written[] = [
  {
    name: 'shortcode',
    from: /\{\{[<%]|\{%/,
    whole: /^(?:\{\{([<%])[^\n]{0,1000}?[%>]\}\}|\{%[^\n]{0,1000}?%\})/,
    html: ([found]) => `<${shortcodeTag}>${escaped(found)}</${shortcodeTag}>`,
  },
  {
    name: 'embed',
    from: /!\[\[/,
    whole: /^!\[\[([^\]|\n]{1,300})(?:\|([^\]\n]{0,300}))?\]\]/,
    html: ([, file = '', words]) =>
      /\.(?:jpe?g|png|gif|webp|avif)$/i.test(file.trim())
        ? `<img src="${escaped(file.trim())}" alt="${escaped(/^\d*$/.test(words ?? '') ? '' : words)}">`
        : escaped(words ?? file),
  },
  {
    name: 'wikilink',
    from: /\[\[/,
    whole: /^\[\[([^\]|\n]{1,300})(?:\|([^\]\n]{1,300}))?\]\]/,
    html: ([, page, words]) => escaped(words ?? page),
  },
  // Kramdown's attributes, and fences of admonitions: their words stay.
  { name: 'attributes', from: /\{:/, whole: /^\{:[^}\n]{0,300}\}/, html: () => '' },
  { name: 'admonition', from: /:::/, whole: /^:::+[^\n]{0,100}/, html: () => '' },
];

const extensions = dialects.map(
  ({ name, from, whole, html }): TokenizerAndRendererExtension => ({
    name,
    level: 'inline',
    start: (source) => {
      const at = source.search(from);
      return at < 0 ? undefined : at;
    },
    tokenizer(source) {
      const match = whole.exec(source);
      return match === null ? undefined : { type: name, raw: match[0], html: html(match) };
    },
    renderer: (token) => String(token.html),
  }),
);

const markdown = new Marked({ gfm: true, extensions });
