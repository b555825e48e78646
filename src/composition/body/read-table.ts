import type { Cell, TextBlock, TextPart } from './text-block.ts';
import { attribute, blocksIn, type Element, elementsIn, flush, inOwnLines, type Node, type Reader, type Walk } from './walk.ts';
import { plainly, settledParts } from './words.ts';

/** More columns than a phone can show beside one another are told row by row. */
const mostColumns = 4;
const mostRows = 400;

/** A table of words, or what stands in a table that only lays a page out. */
export const tableOf: Reader = (node, out, walk) => {
  flush(out);
  const rows = rowsIn(node).slice(0, mostRows);
  const cells = rows.map(cellsIn);
  if (!isOfWords(node, cells)) {
    for (const cell of cells.flat()) inOwnLines(cell.childNodes, out, walk);
    return;
  }
  const words = cells.map((row) => row.map((cell) => wordsIn(cell, walk)));
  const headed = cells[0]?.every(({ tagName }) => tagName === 'th') ?? false;
  const [head, body] = headed ? [words[0] ?? [], words.slice(1)] : [[], words];
  const columns = Math.max(...words.map((row) => row.length));
  const caption = elementsIn(node).find(({ tagName }) => tagName === 'caption');
  if (caption !== undefined) inOwnLines(caption.childNodes, out, { ...walk, mood: { ...walk.mood, strong: true } });
  if (columns > mostColumns) out.blocks.push(toldByRow(head, body));
  else
    out.blocks.push({ kind: 'table', head: filled(head, head.length === 0 ? 0 : columns), rows: body.map((row) => filled(row, columns)) });
};

const filled = (row: readonly Cell[], columns: number): readonly Cell[] =>
  Array.from({ length: Math.max(columns, row.length) }, (_, at) => row[at] ?? []);

const parted = new Set(['thead', 'tbody', 'tfoot']);
const rowsIn = (node: Element): readonly Element[] =>
  elementsIn(node).flatMap((child) => (child.tagName === 'tr' ? [child] : parted.has(child.tagName) ? rowsIn(child) : []));

const cellsIn = (row: Element): readonly Element[] => elementsIn(row).filter(({ tagName }) => tagName === 'td' || tagName === 'th');

/** What does not stand in a cell of a table of words. */
const tall = new Set('table ul ol blockquote pre figure img h1 h2 h3 h4 h5 h6 iframe video hr'.split(' '));

function isOfWords(node: Element, cells: readonly (readonly Element[])[]): boolean {
  if (/^(?:presentation|none)$/.test(attribute(node, 'role'))) return false;
  if (cells.length < 2 || cells.every((row) => row.length < 2)) return false;
  return !cells.flat().some(holdsBlock);
}

function holdsBlock(cell: Element): boolean {
  const open: Node[] = [...cell.childNodes];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!('tagName' in next)) continue;
    if (tall.has(next.tagName)) return true;
    open.push(...next.childNodes);
  }
  return false;
}

/** A cell's words on one line, its paragraphs behind one another. */
function wordsIn(cell: Element, walk: Walk): Cell {
  const blocks = blocksIn(cell.childNodes, walk);
  return inOneLine(blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.parts] : [])));
}

const inOneLine = (paragraphs: readonly (readonly TextPart[])[]): Cell =>
  settledParts(
    paragraphs.flatMap((parts, at) => [
      ...(at === 0 ? [] : [{ ...plainly, text: ' ' }]),
      ...parts.map((part) => (part.text === '\n' ? { ...part, text: ' ' } : part)),
    ]),
  );

/** `Tide: 4.2 m · Wind: 6`, a row an item. */
function toldByRow(head: readonly Cell[], rows: readonly (readonly Cell[])[]): TextBlock {
  const items = rows.map((row): readonly TextBlock[] => {
    const parts = row.flatMap((cell, at): readonly TextPart[] => {
      const name = head[at] ?? [];
      if (cell.length === 0) return [];
      const before = name.length === 0 ? [] : [...name.map((part) => ({ ...part, strong: true })), { ...plainly, text: ': ' }];
      return [...before, ...cell, { ...plainly, text: ' · ' }];
    });
    return parts.length === 0 ? [] : [{ kind: 'paragraph', parts: settledParts(parts.slice(0, -1)) }];
  });
  return { kind: 'list', ordered: false, start: 1, items: items.filter((blocks) => blocks.length > 0) };
}
