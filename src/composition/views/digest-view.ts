import type { DigestView, HighlightView, SectionView, StoryForm, StoryView } from '../../../emails/contract/view-model.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { EditionHeading, StoryPictures } from '../edition.ts';
import { neutralText } from '../text/neutral-text.ts';
import { directionOf, type Wording } from '../text/wording.ts';
import { digestWords } from './digest-words.ts';
import { editionView } from './edition-view.ts';
import type { DigestLayout } from './layout.ts';
import { excerptOf, headlineOf, hrefOf, storyView } from './story-view.ts';
import { tonesOf } from './tones.ts';
import { shownAt } from './trim.ts';

export type DigestSources = {
  readonly heading: EditionHeading;
  readonly layout: DigestLayout;
  readonly stories: ReadonlyMap<string, Story>;
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  /** Whether the theme knows all four forms of a story. */
  readonly ranked: boolean;
};

/** The view model of a whole digest. `stories` holds at least those the layout names; a missing one is a CourantError `story-not-compiled`. */
export const digestView = (sources: DigestSources, wording: Wording): DigestView => {
  const { heading, layout, stories, ranked } = sources;
  const storyOf = (id: string) => stories.get(id) ?? storyNotCompiled(id);
  const words = digestWords(
    layout,
    {
      newsletter: heading.imprint.name,
      subject: heading.subject ?? null,
      preheader: heading.preheader ?? null,
      headlineOf: (id) => headlineOf(storyOf(id)),
      excerptOf: (id) => excerptOf(storyOf(id), 'full'),
    },
    wording,
  );
  const [first, ...others] = sectionsOf(layout, ranked).map(sectionView(sources, wording, storyOf));
  const [lead, ...below] = first?.stories ?? [];
  const apart = ranked && first !== undefined;
  return {
    edition: editionView(heading, words, wording),
    lead: apart ? (lead ?? null) : null,
    highlights: placesOf(layout)
      .filter(({ id }) => layout.highlights.includes(id))
      .map(({ id, topic }) => {
        const story = storyOf(id);
        return highlightView(
          layout.sections.length > 1 ? topic : null,
          { headline: headlineOf(story), href: hrefOf(story, heading.imprint) },
          wording,
        );
      }),
    sections: first === undefined ? [] : [apart ? { ...first, stories: below } : first, ...others],
  };
};

type Place = DigestLayout['sections'][number]['stories'][number];

/** A section as it will be shown: with or without its heading, its stories in their forms, counted through the digest. */
export type LaidSection = {
  readonly topic: string;
  readonly tone: string;
  readonly headed: boolean;
  readonly stories: readonly LaidStory[];
};
/** Where of two that stand side by side a story stands; empty for one that stands alone. */
type Pair = '' | '1' | '2';

export type LaidStory = {
  readonly place: Place;
  readonly form: StoryForm;
  readonly pair: Pair;
  readonly kicked: boolean;
  readonly number: number;
};

/**
 * The sections of a layout in full. In a ranked theme the lead stands by itself and says its topic, and so does a story that is
 * alone below a heading and larger than a line; in others every section has its heading, and stories are leads or cards.
 */
export const sectionsOf = ({ sections }: DigestLayout, ranked: boolean): readonly LaidSection[] => {
  const tones = tonesOf(sections.map(({ topic }) => topic));
  let number = 0;
  return sections.map(({ topic, stories }, index) => {
    const below = stories.slice(ranked && index === 0 ? 1 : 0);
    const pairs = inTwos(stories);
    const alone = ranked && below.length === 1 && below[0]?.form !== 'brief';
    return {
      topic,
      tone: tones[index] as string,
      headed: below.length > 0 && !alone,
      stories: stories.map((place, at) => {
        const first = index === 0 && at === 0;
        const form = first ? 'lead' : ranked ? place.form : 'card';
        return {
          place,
          form,
          pair: ranked ? (pairs[at] ?? '') : '',
          kicked: ranked && (first || alone) && neutralText(topic) !== '',
          number: ++number,
        };
      }),
    };
  });
};

/** Cards that follow one another, and briefs, stand in twos from the first; one that is left over stands alone. */
const inTwos = (places: readonly Place[]): readonly Pair[] => {
  const runs: Place[][] = [];
  for (const place of places) {
    if (runs.at(-1)?.at(-1)?.form === place.form) runs.at(-1)?.push(place);
    else runs.push([place]);
  }
  const small = ({ form }: Place) => form === 'card' || form === 'brief';
  return runs.flatMap((run) =>
    run.map((place, at) => (small(place) && at < run.length - (run.length % 2) ? (at % 2 === 0 ? '1' : '2') : '')),
  );
};

const sectionView =
  ({ heading, pictures, ranked }: DigestSources, wording: Wording, storyOf: (id: string) => Story) =>
  ({ topic, tone, headed, stories }: LaidSection): SectionView => ({
    topic: neutralText(topic),
    tone,
    headed,
    stories: stories.map(({ place: { id, update, trim }, form, pair, kicked, number }): StoryView => {
      const story = storyOf(id);
      const frame = { wording, slot: heading.slot, pictures: pictures.get(id), imprint: heading.imprint };
      const view = storyView(story, { form, half: pair !== '' }, frame);
      const shown = shownAt(trim, form, ranked);
      return {
        ...view,
        kicker: kicked ? neutralText(topic) : null,
        tone,
        pair,
        number: wording.number(number),
        update: update ? view.update : null,
        excerpt: shown.excerpt === null ? null : excerptOf(story, shown.excerpt),
        ...(ranked && !shown.picture ? { picture: null, feature: null, wide: null } : {}),
        ...(ranked && !shown.share ? { share: null } : {}),
      };
    }),
  });

export const highlightView = (
  topic: string | null,
  { headline, href }: { readonly headline: string; readonly href: string | null },
  wording: Wording,
): HighlightView => ({
  topic: topic === null ? null : neutralText(topic),
  headline,
  href,
  direction: directionOf(headline) ?? wording.direction,
});

/** Every story of a digest in its order, with the section it stands in. */
export const placesOf = (layout: DigestLayout) =>
  layout.sections.flatMap(({ topic, stories }) => stories.map((place) => ({ ...place, topic })));

export const storyNotCompiled = (id: string): never => {
  throw new CourantError('story-not-compiled', `Story ${id} is in the digest but not among the edition's stories.`);
};
