import type { ArticleBody } from '../../content/article.ts';
import { htmlOfMarkdown } from './markdown-html.ts';
import { readHtml } from './read-html.ts';
import type { Cell, Dropped, TextBlock, TextPicture } from './text-block.ts';

/** An article's text as a mail may hold it; `refused` says in words that follow "its whole text" why none can. */
export type WholeText =
  | {
      readonly kind: 'read';
      readonly blocks: readonly TextBlock[];
      readonly pictures: readonly TextPicture[];
      readonly dropped: readonly Dropped[];
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Bytes a text may take of a mail of 95,000, whatever theme sets it: beside it stand a frame, and other stories. */
const mostBytes = 70_000;
/** What a theme writes around a block, and around words that differ from their neighbours. */
const bytesOf = { block: 170, part: 90, cell: 130, picture: 420 } as const;
const mostPictures = 12;

const read = new WeakMap<ArticleBody, { readonly base: string; readonly text: WholeText }>();

/** Read once: every form of a story, and each check, asks for it. `base`: where the article is on the web. */
export function wholeText(body: ArticleBody, base: string): WholeText {
  const known = read.get(body);
  if (known?.base === base) return known.text;
  const text = textOf(body, base);
  read.set(body, { base, text });
  return text;
}

function textOf({ format, text, folder }: ArticleBody, base: string): WholeText {
  const html = format === 'html' ? paragraphed(text) : htmlOfMarkdown(text);
  const found = html === null ? null : readHtml(html, { base, folder: format === 'html' ? null : (folder ?? '') });
  if (found === null) return { kind: 'refused', why: 'is nested or marked beyond all measure' };
  const all = picturesIn(found.blocks);
  const tooMany = new Set(all.slice(mostPictures));
  const blocks = tooMany.size === 0 ? found.blocks : without(found.blocks, tooMany);
  const more: Dropped = {
    what: `a picture beyond the first ${mostPictures}`,
    why: 'a mail with more loads slowly',
    count: tooMany.size,
    mark: '',
  };
  if (blocks.length === 0) return { kind: 'refused', why: 'has no words a mail could show' };
  const bytes = blocks.reduce((sum, block) => sum + weightOf(block), 0);
  if (bytes > mostBytes)
    return { kind: 'refused', why: `would take some ${Math.ceil(bytes / 1_000)} kB of a mail, and ${mostBytes / 1_000} are the most` };
  return {
    kind: 'read',
    blocks,
    pictures: all.slice(0, mostPictures),
    dropped: tooMany.size === 0 ? found.dropped : [...found.dropped, more],
  };
}

/** Plain text among sources of HTML: its empty lines part paragraphs. */
const paragraphed = (text: string): string =>
  /<[a-z!/]/i.test(text)
    ? text
    : text
        .split(/\n[ \t]*\n/)
        .map((paragraph) => `<p>${paragraph}</p>`)
        .join('');

const picturesIn = (blocks: readonly TextBlock[]): readonly TextPicture[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'picture') return [block];
    if (block.kind === 'quote') return picturesIn(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(picturesIn) : [];
  });

const without = (blocks: readonly TextBlock[], gone: ReadonlySet<TextBlock>): readonly TextBlock[] =>
  blocks.flatMap((block): readonly TextBlock[] => {
    if (gone.has(block)) return [];
    if (block.kind === 'quote') return [{ ...block, blocks: without(block.blocks, gone) }];
    return block.kind === 'list' ? [{ ...block, items: block.items.map((item) => without(item, gone)) }] : [block];
  });

const weightOf = (block: TextBlock): number => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return bytesOf.block + wordsWeight(block.parts);
    case 'list':
      return bytesOf.block + block.items.flat().reduce((sum, one) => sum + weightOf(one), 0);
    case 'quote':
      return bytesOf.block + block.blocks.reduce((sum, one) => sum + weightOf(one), 0);
    case 'code':
      return bytesOf.block + block.lines.reduce((sum, line) => sum + 6 + Buffer.byteLength(line), 0);
    case 'table':
      return bytesOf.block + [block.head, ...block.rows].flat().reduce((sum, cell) => sum + bytesOf.cell + wordsWeight(cell), 0);
    case 'picture':
      return bytesOf.picture + Buffer.byteLength(block.alt + block.caption + (block.href ?? ''));
    case 'rule':
      return bytesOf.block;
  }
};

/** Encoded for transfer, what is not ASCII takes a third more than its bytes, or three times as much. */
const wordsWeight = (parts: Cell): number =>
  parts.reduce((sum, { text, href, ...mood }) => {
    const marked = href !== null || Object.values(mood).includes(true);
    return sum + Buffer.byteLength(text) + (marked ? bytesOf.part : 0) + (href?.length ?? 0);
  }, 0);
