import { Fragment } from 'react';
import { piecesOf, withoutPieces } from '../../../emails/contract/pieces.ts';
import type { Theme, ThemeKit } from '../../../emails/contract/theme.ts';
import type { EditionView } from '../../../emails/contract/view-model.ts';
import Digest from '../../../emails/digest.tsx';
import { renderBlocks, renderMarkup } from '../../../emails/kit.ts';
import { hole } from '../blocks/holes.ts';
import type { Blocks, StoryViews, Typesetter } from './typesetter.ts';

/** A theme of React components at work. */
export const tsxTypesetter = (theme: Theme, kit: ThemeKit = { Digest, renderBlocks, renderMarkup }): Typesetter => ({
  page: async (view) => withoutPieces(await kit.renderMarkup(<kit.Digest view={view} theme={theme} />)),
  blocks: (edition, stories) => blocksOf({ theme, kit }, edition, stories),
});

type Kitted = { readonly theme: Theme; readonly kit: ThemeKit };

const blocksOf = async ({ theme, kit }: Kitted, edition: EditionView, stories: readonly StoryViews[]): Promise<Blocks> => {
  const document = await kit.renderMarkup(
    <theme.Document edition={edition} highlights={hole('highlights')}>
      {hole('body')}
    </theme.Document>,
  );
  const [highlights = '', sectionHead = '', sponsor = ''] = await kit.renderBlocks([
    <theme.Highlights key="highlights" title={edition.highlightsTitle} direction={edition.direction}>
      {hole('rows')}
    </theme.Highlights>,
    <theme.SectionHead key="section-head" topic={hole('topic')} direction={edition.direction} />,
    edition.sponsor === null ? <Fragment key="sponsor" /> : <theme.Sponsor key="sponsor" sponsor={edition.sponsor} />,
  ]);
  return { document, highlights, sectionHead, sponsor, stories: await storyBlocks({ theme, kit }, stories) };
};

const storyBlocks = async ({ theme, kit }: Kitted, stories: readonly StoryViews[]): Promise<Blocks['stories']> => {
  const markup = await kit.renderBlocks(
    stories.flatMap(({ lead, card, highlight }) => [
      <theme.Story key={`${lead.id}-lead`} story={lead} />,
      <theme.Story key={`${lead.id}-card`} story={card} />,
      <theme.Highlight key={`${lead.id}-highlight`} highlight={highlight} />,
    ]),
  );
  return stories.map((_, index) => {
    const [lead = '', card = '', highlight = ''] = markup.slice(3 * index, 3 * index + 3);
    return { lead: piecesOf(lead), card: piecesOf(card), highlight };
  });
};
