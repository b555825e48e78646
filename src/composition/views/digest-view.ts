import type { DigestView, HighlightView } from '../../../emails/contract/view-model.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { EditionHeading, StoryPictures } from '../edition.ts';
import { neutralText } from '../text/neutral-text.ts';
import { directionOf, type Wording } from '../text/wording.ts';
import { digestWords, highlightLabels, isFor, topicWords } from './digest-words.ts';
import { editionView } from './edition-view.ts';
import type { DigestLayout } from './layout.ts';
import { excerptOf, headlineOf, storyView } from './story-view.ts';

/** The view model of a whole digest. `stories` holds at least those the layout names; a missing one is a CourantError `story-not-compiled`. */
export const digestView = (
  {
    heading,
    layout,
    stories,
    pictures,
  }: {
    heading: EditionHeading;
    layout: DigestLayout;
    stories: ReadonlyMap<string, Story>;
    pictures: ReadonlyMap<string, StoryPictures>;
  },
  wording: Wording,
): DigestView => {
  const storyOf = (id: string) => stories.get(id) ?? storyNotCompiled(id);
  const words = digestWords(
    layout,
    {
      newsletter: heading.imprint.name,
      subject: heading.subject ?? null,
      preheader: heading.preheader ?? null,
      subjectFor: heading.subjectFor,
      preheaderFor: heading.preheaderFor,
      words: heading.words,
      headlineOf: (id) => headlineOf(storyOf(id)),
      excerptOf: (id) => excerptOf(storyOf(id), 'full'),
    },
    wording,
  );
  const leadId = leadOf(layout);
  const edition = editionView(heading, words, wording);
  const highlighted = placesOf(layout).filter(({ id }) => layout.highlights.includes(id));
  const labels = highlightLabels(
    highlighted.map(({ topic }) => topic),
    heading.words,
  );
  return {
    edition: isFor(layout, heading.noteFor) ? edition : { ...edition, note: [] },
    highlights: highlighted.map(({ id }, at) => highlightView(labels[at] ?? '', headlineOf(storyOf(id)), wording)),
    sections: layout.sections.map(({ topic, stories: places }) => ({
      topic: topicWords(topic, wording),
      stories: places.map(({ id, update, trim }) => {
        const story = storyOf(id);
        const view = storyView(story, id === leadId ? 'lead' : 'card', {
          wording,
          slot: heading.slot,
          pictures: pictures.get(id),
          share: heading.imprint.share,
        });
        return { ...view, update: update ? view.update : null, excerpt: excerptOf(story, trim) };
      }),
    })),
  };
};

export const highlightView = (topic: string, headline: string, wording: Wording): HighlightView => ({
  topic: neutralText(topic),
  headline,
  direction: directionOf(headline) ?? wording.direction,
});

/** The id of the story that leads the digest; `null` in an empty one. */
export const leadOf = (layout: DigestLayout): string | null => layout.sections[0]?.stories[0]?.id ?? null;

/** Every story of a digest in its order, with the section it stands in. */
export const placesOf = (layout: DigestLayout) =>
  layout.sections.flatMap(({ topic, stories }) => stories.map((place) => ({ ...place, topic })));

export const storyNotCompiled = (id: string): never => {
  throw new CourantError('story-not-compiled', `Story ${id} is in the digest but not among the edition's stories.`);
};
