/** The source of a mail, cut for reading: markup, comments and text told apart, long lines broken before block tags. */

type SourcePiece = { readonly kind: 'tag' | 'comment' | 'style' | 'text'; readonly text: string };
export type SourceLine = {
  /** `null` for a break made here for reading, which the message does not have. */
  readonly number: number | null;
  /** How many block elements are open around the line, at most 12. */
  readonly depth: number;
  readonly pieces: readonly SourcePiece[];
};

const piece = /<!--[\s\S]*?-->|<!\[[^>]*\]>|<[!/]?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>/g;
const containers = 'html|head|body|div|table|tbody|thead|tr|td|th|ul|ol|center|style';
const opensContainer = new RegExp(`^<(${containers})\\b(?![\\s\\S]*/>$)`, 'i');
const closesContainer = new RegExp(`^</(${containers})\\b`, 'i');
const opensBlock = new RegExp(`^<(${containers}|meta|title|link|h[1-6]|p|li|hr|img|!doctype)\\b|^<!--`, 'i');
const deepest = 12;

/** Lines of `html`; joined again without the breaks of `number: null`, they are `html` to the character. */
export function sourceLines(html: string): readonly SourceLine[] {
  const lines: { number: number | null; depth: number; pieces: SourcePiece[] }[] = [{ number: 1, depth: 0, pieces: [] }];
  let real = 1;
  let depth = 0;
  let before = '';
  const cut = (number: number | null): void => {
    lines.push({ number, depth: Math.min(depth, deepest), pieces: [] });
  };
  for (const part of pieces(html)) {
    const closes = part.kind === 'tag' && closesContainer.test(part.text);
    if (closes) depth = Math.max(0, depth - 1);
    // An element that closes right where it opened, or after its text, stays on one line.
    const breaks = closes ? before.startsWith('</') : part.kind !== 'text' && opensBlock.test(part.text);
    if (breaks && lines.at(-1)?.pieces.length) cut(null);
    part.text.split('\n').forEach((text, index) => {
      if (index > 0) {
        real += 1;
        cut(real);
      }
      if (text !== '') lines.at(-1)?.pieces.push({ kind: part.kind, text });
    });
    if (part.kind === 'tag' && opensContainer.test(part.text)) depth += 1;
    before = part.text;
  }
  return lines;
}

function pieces(html: string): readonly SourcePiece[] {
  const found: SourcePiece[] = [];
  let end = 0;
  const textUntil = (stop: number): void => {
    const inStyle = /^<style\b/i.test(found.at(-1)?.text ?? '');
    if (stop > end) found.push({ kind: inStyle ? 'style' : 'text', text: html.slice(end, stop) });
  };
  for (const match of html.matchAll(piece)) {
    textUntil(match.index);
    found.push({ kind: /^<!(--|\[)/.test(match[0]) ? 'comment' : 'tag', text: match[0] });
    end = match.index + match[0].length;
  }
  textUntil(html.length);
  return found;
}
