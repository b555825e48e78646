import type { BodyBlock, BodyLine, BodyPart } from '../../../emails/contract/view-model.ts';
import { neutralText } from './neutral-text.ts';
import { columns, wrapLines } from './text-measure.ts';

export const lineColumns = 72;

/** An article's whole text in the text part: each block ends with an empty line. */
export const bodyText = (blocks: readonly BodyBlock[]): string =>
  linesOf(blocks, lineColumns)
    .map((line) => `${line}\n`)
    .join('');

const linesOf = (blocks: readonly BodyBlock[], width: number): readonly string[] =>
  blocks.flatMap((block) => {
    const lines = blockLines(block, width);
    return lines.length === 0 ? [] : [...lines, ''];
  });

function blockLines(block: BodyBlock, width: number): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return wordsAndAddresses(block.line.parts, width);
    case 'heading':
      return headingLines(block.line, block.level, width);
    case 'list':
      return block.items.flatMap((item, at) => itemLines(item, block.ordered ? `${block.start + at}. ` : '* ', width));
    case 'quote':
      return withoutEnd(linesOf(block.blocks, width - 2)).map((line) => `> ${line}`.trimEnd());
    case 'code':
      return block.lines.map((line) => `    ${line}`.trimEnd());
    case 'table':
      return tableLines(block, width);
    case 'picture': {
      const words = wordsIn(block.caption?.parts ?? []) || (block.own ? '' : block.picture.alt);
      return [...(words === '' ? [] : wrapLines(`[${words}]`, width)), ...(block.href === null ? [] : [`  ${block.href}`])];
    }
    case 'rule':
      return ['* * *'];
  }
}

const headingLines = ({ parts }: BodyLine, level: 4 | 5 | 6, width: number): readonly string[] => {
  const lines = wordsAndAddresses(parts, width);
  const words = lines.filter((line) => !line.startsWith('  '));
  return level === 4
    ? [...lines.slice(0, words.length), '-'.repeat(Math.max(1, ...words.map(columns))), ...lines.slice(words.length)]
    : lines;
};

/** Behind its mark; what more there is in it is set in below. */
function itemLines(item: readonly BodyBlock[], mark: string, width: number): readonly string[] {
  const indent = ' '.repeat(mark.length);
  // Blocks of an item stand close: an empty line between them would end the list.
  const lines = item.flatMap((block) => blockLines(block, width - mark.length));
  return lines.map((line, at) => (at === 0 ? `${mark}${line}` : `${indent}${line}`.trimEnd()));
}

/** A row a line, cells parted as in the mail; a head is told again by a rule below it. */
function tableLines({ head, rows }: Extract<BodyBlock, { kind: 'table' }>, width: number): readonly string[] {
  const rowLines = (row: readonly BodyLine[]) => {
    const words = row.map(({ parts }) => wordsIn(parts)).join(' | ');
    return [...wrapLines(words.trim() === '' ? '-' : words, width, '  '), ...addressesIn(row.flatMap(({ parts }) => parts))];
  };
  if (head.length === 0) return rows.flatMap(rowLines);
  const above = rowLines(head);
  return [...above, '-'.repeat(Math.min(width, Math.max(1, ...above.map(columns)))), ...rows.flatMap(rowLines)];
}

/** Parts were made neutral one by one; what they make together may be a placeholder again. */
const wordsIn = (parts: readonly BodyPart[]): string => neutralText(parts.map(({ text }) => text).join(''));

/** A paragraph's lines as its author ended them, wrapped, and below them where its words lead. */
const wordsAndAddresses = (parts: readonly BodyPart[], width: number): readonly string[] => {
  const lines = parts
    .map(({ text }) => text)
    .join('')
    .split('\n');
  return [...lines.flatMap((line) => wrapLines(neutralText(line), width)), ...addressesIn(parts)];
};

/** Each address once and alone on its line; one that is written out in the words stands there already. */
const addressesIn = (parts: readonly BodyPart[]): readonly string[] => {
  const standing = new Set(parts.flatMap(({ text }) => text.split(/\s+/)));
  const hrefs = parts.flatMap(({ href }) => (href === null || standing.has(href) ? [] : [href]));
  return [...new Set(hrefs)].map((href) => `  ${href}`);
};

const withoutEnd = (lines: readonly string[]): readonly string[] => (lines.at(-1) === '' ? lines.slice(0, -1) : lines);
