import type { Story } from '../../selection/stories/story.ts';
import type { Cell, TextBlock } from '../body/text-block.ts';
import { plainWords } from '../body/words.ts';
import type { Imprint } from '../edition.ts';
import { textToldWhole } from '../views/body/body-view.ts';
import type { SaidLink } from './linted-mail.ts';

type Said = { readonly words: readonly string[]; readonly links: readonly SaidLink[] };

/** All that the whole text of a story says, and where it leads; empty for a story told by its excerpt. */
export function saidByText(story: Story, imprint: Pick<Imprint, 'wholeTexts'>): Said {
  const text = textToldWhole(story, imprint);
  const said = text?.kind === 'read' ? text.blocks.map(saidByBlock) : [];
  return { words: said.flatMap(({ words }) => words), links: said.flatMap(({ links }) => links) };
}

function saidByBlock(block: TextBlock): Said {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return saidByParts(block.parts);
    case 'list':
      return together(block.items.flat().map(saidByBlock));
    case 'quote':
      return together(block.blocks.map(saidByBlock));
    case 'code':
      return { words: [...block.lines, block.lines.join(' ')], links: [] };
    case 'table':
      return together([block.head, ...block.rows].flat().map(saidByParts));
    case 'picture': {
      const { url, alt, caption, href } = block;
      return { words: [url, alt, caption], links: href === null ? [] : [{ by: 'text', href, words: alt }] };
    }
    case 'rule':
      return { words: [], links: [] };
  }
}

/** Words that lead to one place in a row are one link, however they are set. */
function saidByParts(parts: Cell): Said {
  const links: SaidLink[] = [];
  let before: string | null = null;
  for (const { text, href } of parts) {
    const last = links.at(-1);
    if (href !== null && href === before && last !== undefined) links[links.length - 1] = { ...last, words: last.words + text };
    else if (href !== null) links.push({ by: 'text', href, words: text });
    before = href;
  }
  return { words: [...parts.map(({ text }) => text), plainWords(parts)], links };
}

const together = (said: readonly Said[]): Said => ({
  words: said.flatMap(({ words }) => words),
  links: said.flatMap(({ links }) => links),
});
