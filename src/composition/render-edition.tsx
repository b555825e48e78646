import { piecesOf, renderBlocks, renderMarkup } from '../../emails/kit.ts';
import type { Story } from '../selection/story.ts';
import type { CompiledEdition, CompiledStory } from './compiled-edition.ts';
import { highlightView } from './digest-view.ts';
import type { EditionHeading, StoryPictures } from './edition.ts';
import { editionView } from './edition-view.ts';
import { hole } from './holes.ts';
import { excerptText, footerText, headText, storyHeadText, storyLinksText } from './plain-text.ts';
import { themeNamed } from './render-theme.ts';
import { excerptOf, headlineOf, storyView } from './story-view.ts';
import type { Theme } from './theme.ts';
import { type Wording, wordingFor } from './wording.ts';

/**
 * Renders every block of an edition once. `stories` are all that any of its digests may show, each once by id; topics are
 * filled in when a digest is assembled. Throws CourantError `unknown-theme`; RangeError for a malformed locale or zone.
 */
export const compileEdition = async (
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
): Promise<CompiledEdition> => {
  const theme = themeNamed(heading.imprint.theme);
  const wording = wordingFor(heading.imprint);
  const words = { subject: hole('subject'), preheader: hole('preheader'), storyCount: hole('storyCount') };
  const edition = editionView(heading, words, wording);
  const document = await renderMarkup(
    <theme.Document edition={edition} highlights={hole('highlights')}>
      {hole('body')}
    </theme.Document>,
  );
  const [highlights = '', sectionHead = ''] = await renderBlocks([
    <theme.Highlights key="highlights" title={edition.highlightsTitle} direction={wording.direction}>
      {hole('rows')}
    </theme.Highlights>,
    <theme.SectionHead key="section-head" topic={hole('topic')} direction={wording.direction} />,
  ]);
  return {
    version: 1,
    locale: heading.imprint.locale,
    zone: heading.imprint.zone,
    newsletter: heading.imprint.name,
    subject: heading.subject ?? null,
    preheader: heading.preheader ?? null,
    highlightsTitle: edition.highlightsTitle,
    html: { document, highlights, sectionHead },
    text: { head: headText(edition), footer: footerText(edition.footer) },
    stories: await compileStories(stories, { theme, wording, slot: heading.slot, pictures }),
  };
};

type StoryFrame = { theme: Theme; wording: Wording; slot: Date; pictures: ReadonlyMap<string, StoryPictures> };

const compileStories = async (stories: readonly Story[], frame: StoryFrame): Promise<Record<string, CompiledStory>> => {
  const { theme, wording } = frame;
  const distinct = [...new Map(stories.map((story) => [story.id, story])).values()];
  const blocks = await renderBlocks(
    distinct.flatMap((story) => [
      <theme.Story key={`${story.id}-lead`} story={storyWithHoles(story, 'lead', frame)} />,
      <theme.Story key={`${story.id}-card`} story={storyWithHoles(story, 'card', frame)} />,
      <theme.Highlight
        key={`${story.id}-highlight`}
        highlight={{ ...highlightView('', headlineOf(story), wording), topic: hole('topic') }}
      />,
    ]),
  );
  return Object.fromEntries(
    distinct.map((story, index) => [story.id, compiledStory(story, blocks.slice(3 * index, 3 * index + 3), frame)] as const),
  );
};

const storyWithHoles = (story: Story, form: 'lead' | 'card', { wording, slot, pictures }: StoryFrame) => {
  const view = storyView(story, form, { wording, slot, pictures: pictures.get(story.id) });
  return { ...view, excerpt: view.excerpt === null ? null : hole('excerpt') };
};

const compiledStory = (story: Story, blocks: readonly string[], { wording, slot, pictures }: StoryFrame): CompiledStory => {
  const [lead = '', card = '', highlight = ''] = blocks;
  const view = storyView(story, 'card', { wording, slot, pictures: pictures.get(story.id) });
  const excerpt = { full: view.excerpt, short: excerptOf(story, 'short') };
  return {
    headline: view.headline,
    excerpt,
    html: { lead: [...piecesOf(lead)], card: [...piecesOf(card)], highlight },
    text: {
      head: storyHeadText({ ...view, update: null }),
      headUpdate: storyHeadText(view),
      excerptFull: excerptText(excerpt.full),
      excerptShort: excerptText(excerpt.short),
      links: storyLinksText(view),
    },
  };
};
