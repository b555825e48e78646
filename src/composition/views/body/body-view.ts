import type { BodyBlock, BodyLine, BodyPart, Direction, PictureView } from '../../../../emails/contract/view-model.ts';
import type { Story } from '../../../selection/stories/story.ts';
import type { TextBlock } from '../../body/text-block.ts';
import { type WholeText, wholeText } from '../../body/whole-text.ts';
import { plainly, plainWords } from '../../body/words.ts';
import type { Imprint, Picture, StoryPictures } from '../../edition.ts';
import { neutralText } from '../../text/neutral-text.ts';
import { cutAtWord } from '../../text/text-measure.ts';
import { directionOf } from '../../text/wording.ts';
import { pictureView } from '../picture-view.ts';

const captionColumns = 240;
const altColumns = 160;

/** The whole text of a story where newsletter, article and editor want it told whole; `null` where one of them does not. */
export function textToldWhole({ lead }: Story, { wholeTexts }: Pick<Imprint, 'wholeTexts'>): WholeText | null {
  if (lead.body === undefined || !(lead.whole ?? wholeTexts ?? false)) return null;
  return wholeText(lead.body, lead.url);
}

type Around = { readonly pageDirection: Direction; readonly pictures: StoryPictures | undefined };

/** The text of a story for a theme; `null` where it is not told whole. */
export function bodyView(story: Story, imprint: Pick<Imprint, 'wholeTexts'>, around: Around): readonly BodyBlock[] | null {
  const text = textToldWhole(story, imprint);
  if (text?.kind !== 'read') return null;
  const shown = new Map(around.pictures?.inText ?? []);
  const blocks = blocksOf(text.blocks, { page: around.pageDirection, levels: levelsOf(text.blocks), shown });
  return blocks.length === 0 ? null : blocks;
}

type Setting = {
  readonly page: Direction;
  readonly levels: ReadonlyMap<TextBlock, 4 | 5 | 6>;
  readonly shown: ReadonlyMap<string, Picture>;
};

const blocksOf = (blocks: readonly TextBlock[], setting: Setting): readonly BodyBlock[] =>
  blocks.flatMap((block) => blockOf(block, setting) ?? []);

function blockOf(block: TextBlock, setting: Setting): BodyBlock | null {
  const { page, levels, shown } = setting;
  const line = (parts: readonly BodyPart[]): BodyLine => ({ direction: directionOf(plainWords(parts)) ?? page, parts });
  switch (block.kind) {
    case 'paragraph':
      return { kind: 'paragraph', line: line(block.parts) };
    case 'heading':
      return { kind: 'heading', level: levels.get(block) ?? 4, line: line(block.parts) };
    case 'list': {
      const items = block.items.map((item) => blocksOf(item, setting)).filter((item) => item.length > 0);
      const [first] = items;
      return first === undefined
        ? null
        : { kind: 'list', ordered: block.ordered, start: block.start, direction: sideOf(first, page), items };
    }
    case 'quote': {
      const inner = blocksOf(block.blocks, setting);
      return inner.length === 0 ? null : { kind: 'quote', direction: sideOf(inner, page), blocks: inner };
    }
    case 'code':
      return { kind: 'code', lines: block.lines };
    case 'table': {
      const [head, rows] = [block.head.map(line), block.rows.map((row) => row.map(line))];
      const first = [...head, ...rows.flat()].find(({ parts }) => parts.length > 0);
      return { kind: 'table', direction: first?.direction ?? page, head, rows };
    }
    case 'picture': {
      const alt = cutAtWord(neutralText(block.alt), altColumns);
      const view = pictureView(shown.get(block.url) ?? null, alt);
      const words = cutAtWord(neutralText(block.caption), captionColumns);
      const caption = words === '' ? null : line([{ ...plainly, text: words }]);
      return view === null ? null : { kind: 'picture', own: false, picture: view, caption, href: block.href };
    }
    case 'rule':
      return { kind: 'rule' };
  }
}

function sideOf(blocks: readonly BodyBlock[], page: Direction): Direction {
  const [first] = blocks;
  if (first === undefined || first.kind === 'rule' || first.kind === 'picture' || first.kind === 'code') return page;
  return 'line' in first ? first.line.direction : first.direction;
}

/** Levels as a mail counts them: the highest an author uses is 4, and each is one deeper than the one above it at most. */
function levelsOf(blocks: readonly TextBlock[]): ReadonlyMap<TextBlock, 4 | 5 | 6> {
  const headings = headingsIn(blocks);
  const used = [...new Set(headings.map(({ level }) => level))].sort((a, b) => a - b);
  let before = 3;
  return new Map(
    headings.map((heading) => {
      before = Math.min(4 + used.indexOf(heading.level), before + 1, 6);
      return [heading, before as 4 | 5 | 6];
    }),
  );
}

const headingsIn = (blocks: readonly TextBlock[]): readonly Extract<TextBlock, { kind: 'heading' }>[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'heading') return [block];
    if (block.kind === 'quote') return headingsIn(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(headingsIn) : [];
  });

/** A picture as the first block of a text, for which there is no place above it. */
export const openingPicture = (picture: PictureView, caption: string | null, page: Direction): BodyBlock => ({
  kind: 'picture',
  own: true,
  picture,
  caption: caption === null ? null : { direction: directionOf(caption) ?? page, parts: [{ ...plainly, text: caption }] },
  href: null,
});
