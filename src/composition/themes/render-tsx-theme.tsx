import { Fragment } from 'react';
import { piecesOf, withoutPieces } from '../../../emails/contract/pieces.ts';
import type { Theme, ThemeKit } from '../../../emails/contract/theme.ts';
import type { EditionView } from '../../../emails/contract/view-model.ts';
import Digest from '../../../emails/digest.tsx';
import { renderBlocks, renderMarkup } from '../../../emails/kit.ts';
import { hole } from '../blocks/holes.ts';
import { type Blocks, type BlocksOfStory, type StoryViews, storyBlocksOf, type Typesetter } from './typesetter.ts';

/** A theme of React components at work. */
export const tsxTypesetter = (theme: Theme, kit: ThemeKit = { Digest, renderBlocks, renderMarkup }): Typesetter => ({
  ranked: theme.ranked === true,
  halves: theme.halves === true,
  captions: theme.captions === true,
  bodies: theme.bodies === true,
  text: theme.text ?? {},
  page: async (view) => withoutPieces(await kit.renderMarkup(<kit.Digest view={view} theme={theme} />)),
  blocks: (edition, stories) => blocksOf({ theme, kit }, edition, stories),
});

type Kitted = { readonly theme: Theme; readonly kit: ThemeKit };

const blocksOf = async ({ theme, kit }: Kitted, edition: EditionView, stories: readonly StoryViews[]): Promise<Blocks> => {
  const document = await kit.renderMarkup(
    <theme.Document edition={edition} lead={hole('lead')} highlights={hole('highlights')}>
      {hole('body')}
    </theme.Document>,
  );
  const [highlights = '', sectionHead = '', sponsor = ''] = await kit.renderBlocks([
    <theme.Highlights key="highlights" title={edition.highlightsTitle} direction={edition.direction}>
      {hole('rows')}
    </theme.Highlights>,
    <theme.SectionHead key="section-head" topic={hole('topic')} tone={hole('tone')} direction={edition.direction} />,
    edition.sponsor === null ? <Fragment key="sponsor" /> : <theme.Sponsor key="sponsor" sponsor={edition.sponsor} />,
  ]);
  return { document, highlights, sectionHead, sponsor, stories: await storyBlocks({ theme, kit }, stories) };
};

const storyBlocks = async ({ theme, kit }: Kitted, stories: readonly StoryViews[]): Promise<Blocks['stories']> => {
  const shape = { ranked: theme.ranked === true, halves: theme.halves === true };
  const wantedOf = stories.map((views) => storyBlocksOf(shape, views));
  const markup = await kit.renderBlocks(
    stories.flatMap((views, index) => [
      <theme.Highlight key={`${views.lead.id}-highlight`} highlight={views.highlight} />,
      ...(wantedOf[index] ?? []).map((block) => <theme.Story key={`${views.lead.id}-${block}`} story={views[block] ?? views.lead} />),
    ]),
  );
  let from = 0;
  return wantedOf.map((wanted) => {
    const [highlight = '', ...forms] = markup.slice(from, from + 1 + wanted.length);
    from += 1 + wanted.length;
    const cut = Object.fromEntries(wanted.map((block, at) => [block, piecesOf(forms[at] ?? '')]));
    return { ...cut, highlight: piecesOf(highlight) } as BlocksOfStory;
  });
};
