/** A stretch of a block's markup; a named piece may be left out of a digest. */
export type Segment = string | { readonly piece: string; readonly html: string };

/** The element around a piece until markup is cut at it or freed of it. */
export const pieceTag = 'courant-piece';

/** Markup cut at its pieces. */
export const piecesOf = (markup: string): readonly Segment[] => {
  const segments: Segment[] = [];
  let rest = 0;
  for (const match of markup.matchAll(new RegExp(`<${pieceTag} name="(\\w+)">(.*?)</${pieceTag}>`, 'gs'))) {
    segments.push(markup.slice(rest, match.index), { piece: match[1] ?? '', html: match[2] ?? '' });
    rest = match.index + match[0].length;
  }
  return [...segments, markup.slice(rest)];
};

/** Markup with all its pieces, none marked any more. */
export const withoutPieces = (markup: string): string => markup.replace(new RegExp(`</?${pieceTag}[^>]*>`, 'g'), '');

/** The element around what one line of a theme's own files writes, with `at` the file and line; only where lines are asked for. */
export const lineTag = 'courant-line';
