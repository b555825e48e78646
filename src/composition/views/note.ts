import { lexer, type Token, type Tokens } from 'marked';
import type { Direction, NoteBlock, NoteLine, NotePart } from '../../../emails/contract/view-model.ts';
import { neutralText, safeHref } from '../text/neutral-text.ts';
import { directionOf } from '../text/wording.ts';
import type { NoteField } from './filled/field-places.ts';
import { directed, filledText, type MarkedNote, markedNote, type NotePlace, withHoles } from './filled/note-fields.ts';

type Mood = Omit<NotePart, 'text'>;

const plain: Mood = { strong: false, emphasised: false, href: null };

/** The parser goes one call deeper for each level: a limit of ours comes long before the stack's, which differs from call to call. */
const deepest = 8;
const mostMarks = 400;
/** Every other one may be a link of 170 bytes: more would take the place of stories. */
const mostParts = 400;

/**
 * An editor's note in Markdown: paragraphs, lists, emphasis and links to http, https and mailto. What else Markdown knows
 * (HTML, pictures, headings, code) is shown as it was written. Never markup: themes get words and say how they look. Never
 * throws: a note of which `noteFault` knows something is no note. Where it takes a reader's value, its words have a hole.
 */
export const noteOf = (markdown: string, pageDirection: Direction, fields: readonly NoteField[] = []): readonly NoteBlock[] =>
  noteWithPlaces(markdown, pageDirection, fields).blocks;

/** The same with what its holes stand for, in their order. */
export function noteWithPlaces(
  markdown: string,
  pageDirection: Direction,
  fields: readonly NoteField[],
): { readonly blocks: readonly NoteBlock[]; readonly places: readonly NotePlace[] } {
  const marked = markedNote(markdown, fields);
  const read = readNote(marked.markdown, pageDirection, marked);
  return typeof read === 'string'
    ? { blocks: [], places: [] }
    : { blocks: read, places: directed(marked.places, linesOf(read), pageDirection) };
}

/** Why a note cannot be shown, in words that follow "the note"; `null` when it can. */
export function noteFault(markdown: string): string | null {
  const read = readNote(markdown, 'ltr', markedNote(markdown, []));
  return typeof read === 'string' ? read : null;
}

function readNote(markdown: string, pageDirection: Direction, marked: MarkedNote): readonly NoteBlock[] | string {
  const page: Page = { direction: pageDirection, marked };
  if (markdown.split('\n').some((line) => levelsOf(line) > deepest)) return `has lists or quotations more than ${deepest} deep`;
  if ((markdown.match(/[*_~[]/g)?.length ?? 0) > mostMarks) return `has more than ${mostMarks} marks of emphasis and links`;
  const blocks = lexer(markdown.toWellFormed()).flatMap((token) => blockOf(token, page));
  const parts = linesOf(blocks).flatMap((line) => line.parts);
  return parts.length > mostParts ? `is broken into more than ${mostParts} parts by emphasis and links` : blocks;
}

const linesOf = (blocks: readonly NoteBlock[]): readonly NoteLine[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.line] : block.items));

/** `* * * * *`, a line drawn across the page. */
const rule = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** How many quotations and list items a line opens: `> 1. - words` three. */
function levelsOf(line: string): number {
  const opening = rule.test(line) ? '' : (/^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))*/.exec(line)?.[0] ?? '');
  return opening.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;
}

type Page = { readonly direction: Direction; readonly marked: MarkedNote };

const blockOf = (token: Token, page: Page): readonly NoteBlock[] => {
  if (token.type === 'list') {
    const { ordered, items } = token as Tokens.List;
    const lines = items.map((item) => lineOf(item.tokens.flatMap(inlineTokens), page)).filter(hasWords);
    return lines[0] === undefined ? [] : [{ kind: 'list', ordered, direction: lines[0].direction, items: lines }];
  }
  const line = lineOf(inlineTokens(token), page);
  return hasWords(line) ? [{ kind: 'paragraph', line }] : [];
};

/** The words of a paragraph or of a plain list item; the source itself of anything else. */
const inlineTokens = (token: Token): readonly Token[] =>
  (token.type === 'paragraph' || token.type === 'text') && token.tokens ? token.tokens : [asWritten(token)];

const asWritten = ({ raw }: Token): Token => ({ type: 'text', raw, text: raw });

const lineOf = (tokens: readonly Token[], { direction, marked }: Page): NoteLine => {
  const parts = trimmed(tokens.flatMap((token) => partsOf(token, plain, marked))).map((one) => ({ ...one, text: withHoles(one.text) }));
  // Whoever reads it: a line does not turn around for a name.
  const words = filledText(parts.map(({ text }) => text).join(''), marked.places, {});
  return { direction: directionOf(words) ?? direction, parts };
};

const hasWords = ({ parts }: NoteLine): boolean => parts.length > 0;

const partsOf = (token: Token, mood: Mood, marked: MarkedNote): readonly NotePart[] => {
  const inner = (changed: Partial<Mood>) =>
    (token as Tokens.Strong).tokens.flatMap((child) => partsOf(child, { ...mood, ...changed }, marked));
  switch (token.type) {
    case 'strong':
      return inner({ strong: true });
    case 'em':
      return inner({ emphasised: true });
    case 'link':
      return inner({ href: safeHref(marked.restored((token as Tokens.Link).href)) });
    case 'br':
      return part(' ', mood);
    case 'text':
    case 'escape':
      return part((token as Tokens.Text).text, mood);
    default:
      return part(token.raw, mood);
  }
};

/** Blanks at the edges of a part keep words apart that differ in emphasis only. */
const part = (written: string, mood: Mood): readonly NotePart[] => {
  const inner = neutralText(written);
  if (inner === '') return written === '' ? [] : [{ ...mood, text: ' ', href: null }];
  return [{ ...mood, text: `${/^\s/.test(written) ? ' ' : ''}${inner}${/\s$/.test(written) ? ' ' : ''}` }];
};

const trimmed = (parts: readonly NotePart[]): readonly NotePart[] =>
  parts
    .map((one, index) => ({
      ...one,
      text: index === 0 ? one.text.trimStart() : one.text,
    }))
    .map((one, index) => ({ ...one, text: index === parts.length - 1 ? one.text.trimEnd() : one.text }))
    .filter(({ text }) => text !== '');
