import type { Story } from '../../selection/stories/story.ts';
import type { CompiledEdition, CompiledStory } from '../blocks/compiled-edition.ts';
import { hole } from '../blocks/holes.ts';
import type { EditionHeading, StoryPictures } from '../edition.ts';
import { excerptText, footerText, headText, sponsorText, storyHeadText, storyLinksText } from '../text/plain-text.ts';
import { type Wording, wordingFor } from '../text/wording.ts';
import { highlightView } from '../views/digest-view.ts';
import { editionView } from '../views/edition-view.ts';
import { excerptOf, headlineOf, storyView } from '../views/story-view.ts';
import { typesetterFor } from './render-theme.ts';
import type { Blocks, StoryViews } from './typesetter.ts';

/** Stories compiled before, and the pictures they were compiled with. */
export type CompiledBefore = { readonly compiled: CompiledEdition; readonly pictures: ReadonlyMap<string, StoryPictures> };

/**
 * Renders every block of an edition once. `stories` are all that any of its digests may show, each once by id; topics are
 * filled in when a digest is assembled. `before`: of the same stories and heading but for the edition's number; what is in it is
 * not rendered again. Throws CourantError `unknown-theme` or `theme-invalid`; RangeError for a malformed
 * locale or zone.
 */
export const compileEdition = async (
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
  before: CompiledBefore | null = null,
): Promise<CompiledEdition> => {
  const wording = wordingFor(heading.imprint);
  const words = { subject: hole('subject'), preheader: hole('preheader'), storyCount: hole('storyCount') };
  const edition = editionView(heading, words, wording);
  const distinct = [...new Map(stories.map((story) => [story.id, story])).values()];
  const frame: Frame = { heading, wording, pictures };
  const known = new Map(distinct.flatMap((story) => compiledBefore(story, frame, before).map((compiled) => [story.id, compiled] as const)));
  const wanted = distinct.filter(({ id }) => !known.has(id));
  const views = wanted.map((story) => viewsOf(story, frame));
  const typesetter = typesetterFor(heading);
  const { document, highlights, sectionHead, sponsor, stories: blocks } = await typesetter.blocks(edition, views);
  const noteless = heading.noteFor === undefined ? null : { ...edition, note: [] };
  const withoutNote = noteless && { document: (await typesetter.blocks(noteless, [])).document, head: headText(noteless) };
  wanted.forEach((story, index) => {
    known.set(story.id, compiledStory(story, blocks[index] as Blocks['stories'][number], frame));
  });
  return {
    version: 1,
    locale: heading.imprint.locale,
    zone: heading.imprint.zone,
    newsletter: heading.imprint.name,
    subject: heading.subject ?? null,
    preheader: heading.preheader ?? null,
    ...(heading.subjectFor === undefined ? {} : { subjectFor: [...heading.subjectFor] }),
    ...(heading.preheaderFor === undefined ? {} : { preheaderFor: [...heading.preheaderFor] }),
    ...(heading.noteFor === undefined ? {} : { noteFor: [...heading.noteFor] }),
    ...(heading.words === undefined ? {} : { words: heading.words }),
    ...(withoutNote === null ? {} : { withoutNote }),
    highlightsTitle: edition.highlightsTitle,
    html: { document, highlights, sectionHead, sponsor },
    text: { head: headText(edition), footer: footerText(edition.footer), sponsor: sponsorText(edition.sponsor) },
    stories: Object.fromEntries(distinct.map(({ id }) => [id, known.get(id) as CompiledStory] as const)),
  };
};

type Frame = { readonly heading: EditionHeading; readonly wording: Wording; readonly pictures: ReadonlyMap<string, StoryPictures> };

/** A story's components see the story alone; the blocks of a theme file see the whole edition, and may say its number. */
const compiledBefore = ({ id }: Story, { heading, pictures }: Frame, before: CompiledBefore | null): readonly CompiledStory[] => {
  const seesEdition = heading.template != null && 'source' in heading.template;
  if (before === null || seesEdition || before.pictures.get(id) !== pictures.get(id)) return [];
  const story = Object.hasOwn(before.compiled.stories, id) ? before.compiled.stories[id] : undefined;
  return story === undefined ? [] : [story];
};

const viewOf = (story: Story, form: 'lead' | 'card', { heading, wording, pictures }: Frame) =>
  storyView(story, form, { wording, slot: heading.slot, pictures: pictures.get(story.id), share: heading.imprint.share });

const viewsOf = (story: Story, frame: Frame): StoryViews => {
  const withHoles = (form: 'lead' | 'card') => {
    const view = viewOf(story, form, frame);
    return { ...view, excerpt: view.excerpt === null ? null : hole('excerpt') };
  };
  const highlight = { ...highlightView('', headlineOf(story), frame.wording), topic: hole('topic') };
  return { lead: withHoles('lead'), card: withHoles('card'), highlight };
};

const compiledStory = (story: Story, html: Blocks['stories'][number], frame: Frame): CompiledStory => {
  const view = viewOf(story, 'card', frame);
  const excerpt = { full: view.excerpt, short: excerptOf(story, 'short') };
  return {
    headline: view.headline,
    excerpt,
    html: { lead: [...html.lead], card: [...html.card], highlight: html.highlight },
    text: {
      head: storyHeadText({ ...view, update: null }),
      headUpdate: storyHeadText(view),
      excerptFull: excerptText(excerpt.full),
      excerptShort: excerptText(excerpt.short),
      links: storyLinksText(view),
    },
  };
};
