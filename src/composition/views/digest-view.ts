import type { DigestView, EditionView, HighlightView, SectionView, StoryForm, StoryView } from '../../../emails/contract/view-model.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { EditionHeading, StoryPictures } from '../edition.ts';
import { armMark } from '../links/click-link.ts';
import { neutralText } from '../text/neutral-text.ts';
import { directionOf, type Wording } from '../text/wording.ts';
import { digestWords, highlightLabels, isFor, topicWords } from './digest-words.ts';
import { editionView } from './edition-view.ts';
import { filledNote, type ReaderValues } from './filled/note-fields.ts';
import type { DigestLayout } from './layout.ts';
import { noteWithPlaces } from './note.ts';
import { clickSigning, excerptOf, headlineOf, hrefOf, linkAt, storyView, toldWhole } from './story-view.ts';
import { tonesOf } from './tones.ts';
import { shownAt } from './trim.ts';

export type DigestSources = {
  readonly heading: EditionHeading;
  readonly layout: DigestLayout;
  readonly stories: ReadonlyMap<string, Story>;
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  /** Whether the theme knows all four forms of a story, whether it shows captions, and whether whole texts. */
  readonly ranked: boolean;
  readonly captions: boolean;
  readonly bodies: boolean;
  /** The reader's own, for a note that fills them in; left out, what stands for them. */
  readonly values?: ReaderValues;
};

/** The view model of a whole digest. `stories` holds at least those the layout names; a missing one is a CourantError `story-not-compiled`. */
export const digestView = (sources: DigestSources, wording: Wording): DigestView => {
  const { heading, layout, stories, ranked } = sources;
  const storyOf = (id: string) => stories.get(id) ?? storyNotCompiled(id);
  const former = isFormer(heading);
  const words = digestWords(
    layout,
    {
      newsletter: heading.imprint.name,
      subject: heading.subject ?? null,
      preheader: heading.preheader ?? null,
      secondSubject: heading.secondSubject,
      subjectFor: heading.subjectFor,
      preheaderFor: heading.preheaderFor,
      words: heading.words,
      headlineOf: (id) => headlineOf(storyOf(id), former),
      excerptOf: (id) => excerptOf(storyOf(id), 'full', former),
    },
    wording,
  );
  const [first, ...others] = sectionsOf(layout, ranked).map(sectionView(sources, wording, storyOf));
  const [lead, ...below] = first?.stories ?? [];
  const apart = ranked && first !== undefined;
  const edition = withValues(editionView(heading, words, wording), sources, wording);
  const highlighted = placesOf(layout).filter(({ id }) => layout.highlights.includes(id));
  const labels = highlightLabels(
    highlighted.map(({ topic }) => topic),
    heading.words,
  );
  return {
    edition: isFor(layout, heading.noteFor) ? edition : { ...edition, note: [] },
    lead: apart ? (lead ?? null) : null,
    highlights: highlighted.map(({ id }, at) => {
      const story = storyOf(id);
      const href = linkAt(id, 'h', hrefOf(story, heading.imprint), clickSigning(heading, armOf(heading, layout)));
      return highlightView(labels[at] || null, { headline: headlineOf(story, former), href }, wording);
    }),
    sections: first === undefined ? [] : [apart ? { ...first, stories: below } : first, ...others],
  };
};

/** The note as the digest's reader reads it. */
function withValues(edition: EditionView, { heading, values = {} }: DigestSources, { direction }: Wording): EditionView {
  if (heading.noteFields === undefined) return edition;
  const { blocks, places } = noteWithPlaces(heading.intro ?? '', direction, heading.noteFields);
  return { ...edition, note: filledNote(blocks, places, values) };
}

/** What addresses that count say of the subject, where the edition tries two. */
const armOf = ({ secondSubject }: Pick<EditionHeading, 'secondSubject'>, { arm }: DigestLayout): string =>
  secondSubject === undefined ? '' : armMark(arm);

/** Editions of the rules before have two forms of a story, and longer headlines and excerpts. */
export const isFormer = ({ words }: Pick<EditionHeading, 'words'>): boolean => words !== 2;

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
    const first = index === 0;
    const apart = ranked && first ? 1 : 0;
    const alone = ranked && stories.length - apart === 1 && stories[apart]?.form !== 'brief';
    const named = ranked && (first || alone) && neutralText(topic) !== '';
    const pairs = ranked ? inTwos(stories) : null;
    return {
      topic,
      tone: tones[index] as string,
      headed: stories.length > apart && !alone,
      stories: stories.map((place, at): LaidStory => {
        const leads = first && at === 0;
        const form = leads ? 'lead' : ranked ? (place.form ?? 'card') : 'card';
        number += 1;
        return { place, form, pair: pairs?.[at] ?? '', kicked: named && (leads || alone), number };
      }),
    };
  });
};

/** Cards that follow one another, and briefs, stand in twos from the first; one that is left over stands alone. */
const inTwos = (places: readonly Place[]): readonly Pair[] => {
  const pairs: Pair[] = [];
  for (let from = 0; from < places.length; ) {
    const form = places[from]?.form;
    let end = from + 1;
    while (end < places.length && places[end]?.form === form) end += 1;
    const small = form === undefined || form === 'card' || form === 'brief';
    const paired = small ? end - ((end - from) % 2) : from;
    for (let at = from; at < end; at += 1) pairs.push(at >= paired ? '' : (at - from) % 2 === 0 ? '1' : '2');
    from = end;
  }
  return pairs;
};

const sectionView =
  ({ heading, layout, pictures, ranked, captions, bodies }: DigestSources, wording: Wording, storyOf: (id: string) => Story) =>
  ({ topic, tone, headed, stories }: LaidSection): SectionView => ({
    topic: topicWords(topic, wording),
    tone,
    headed,
    stories: stories.map(({ place: { id, update, trim }, form, pair, kicked, number }): StoryView => {
      const story = storyOf(id);
      const { imprint, slot } = heading;
      const arm = armOf(heading, layout);
      const frame = { wording, slot, pictures: pictures.get(id), imprint, arm, bodies, former: isFormer(heading) };
      const usual = storyView(story, { form, half: pair !== '' }, frame);
      const shown = shownAt(trim, form, ranked);
      const told = toldWhole(story, captions ? usual : { ...usual, caption: null }, frame);
      const view = told === null ? usual : shown.body ? told.whole : told.excerpted;
      const excerpt = view.body !== null || shown.excerpt === null ? null : excerptOf(story, shown.excerpt, isFormer(heading));
      return {
        ...view,
        kicker: kicked ? neutralText(topic) : null,
        tone,
        pair,
        number: wording.number(number),
        update: update ? view.update : null,
        excerpt,
        ...(view.body === null && excerpt === null ? { readOn: null } : {}),
        ...(ranked && !shown.picture ? { picture: null, feature: null, wide: null, caption: null } : {}),
        ...(captions ? {} : { caption: null }),
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
