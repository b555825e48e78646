import { hash } from 'node:crypto';
import { assemble } from '../../composition/blocks/assemble.ts';
import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { type BudgetStep, type FittedDigest, fitToBudget } from '../../composition/blocks/size-budget.ts';
import type { EditionHeading, Imprint, RenderedEmail, StoryPictures } from '../../composition/edition.ts';
import { besideOf } from '../../composition/themes/own/pictures-beside.ts';
import type { CompiledBefore } from '../../composition/themes/render-edition.tsx';
import { textToldWhole } from '../../composition/views/body/body-view.ts';
import { gapsIn, unknownPlaces } from '../../composition/views/filled/field-places.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { noteFault } from '../../composition/views/note.ts';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { StoryImages } from '../../selection/stories/story-images.ts';
import type { MissingPicture, PictureProblem, PictureWanted, PreparedPictures } from '../ports/composing.ts';
import type { Press } from '../ports/press.ts';
import { compilePictured } from './compiling/compile-pictured.ts';
import { compiledBefore, rememberCompiled } from './compiling/compiled-before.ts';
import { type LinedEdition, linedEdition } from './compiling/lined-edition.ts';

export type ComposedDigest = {
  /** Names the digest by what it says: equal digests are one. */
  readonly fingerprint: string;
  readonly layout: DigestLayout;
  readonly storyIds: readonly string[];
  readonly sections: readonly string[];
  /** Assembled each time it is asked for: of most digests nobody asks. */
  readonly rendered: RenderedEmail;
  /** Bytes of the HTML part in the message, transfer encoding included. */
  readonly htmlBytes: number;
};

/** All stories compiled a second time, with their pictures: once, however often it is asked for. */
export type Again = () => Promise<CompiledEdition>;

/** All stories compiled with the theme's lines in their markup, once; `null` where the theme is ours. */
export type Lined = () => Promise<LinedEdition | null>;

export type Composed<Key> = {
  readonly compiled: CompiledEdition;
  /** By story id. */
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly digests: ReadonlyMap<Key, ComposedDigest>;
  /** Where the theme is a program, which may look at a clock or throw dice. */
  readonly again?: Again;
  readonly lined: Lined;
  /** What an editor should know: pictures that could not be used, stories shortened or dropped for size. */
  readonly notes: readonly string[];
};

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress'>;

/** A story to be compiled. */
type StoryWanted = Pick<SelectedStory, 'story' | 'topic' | 'points'>;

/** What pictures a selection's stories may show, and what stands in where there is none. */
export type PictureWishes = { readonly images: ReadonlyMap<string, StoryImages>; readonly missing: MissingPicture };

/**
 * Compiles the blocks of all stories in `digests` once and lays each digest out within the byte budget.
 * @param wishes of the selection the digests are made of
 * @param before what was composed of the same selection, newsletter and slot already, perhaps under another number
 * @param selected all that is to be compiled, by story id; left out: the stories in `digests`
 */
export async function composeDigests<Key>(
  tools: Tools,
  heading: EditionHeading,
  digests: ReadonlyMap<Key, Digest>,
  wishes: PictureWishes,
  before: CompiledBefore | null = null,
  selected: ReadonlyMap<string, StoryWanted> = selectedOf([...digests.values()]),
): Promise<Composed<Key>> {
  const prepared = await picturesOf(tools, [...selected.values()], wishes, heading.imprint);
  const stories = [...selected.values()].map(({ story }) => story);
  const template = await tools.readTheme(heading.imprint.theme);
  const whole = { ...heading, template };
  // Pictures beside a theme's file may become others without a word.
  const remembers = besideOf(template) === null;
  const known = before ?? (remembers ? compiledBefore(whole, stories, prepared.pictures) : null);
  const { compiled, problems } = await compilePictured(whole, stories, prepared.pictures, known);
  if (remembers) rememberCompiled(whole, stories, prepared.pictures, compiled);
  const unusable = noteFault(heading.intro ?? '');
  const notes = new Set([
    ...(unusable === null ? [] : [`the editor's note is left out: it ${unusable}; write it more simply`]),
    ...unknownPlaces(heading.intro ?? '', heading.noteFields ?? []).map(
      ({ source }) => `the editor's note says ${source}, which is no field of readers it fills in: it is printed as it stands`,
    ),
    ...gapsIn(heading.intro ?? '', heading.noteFields ?? []).map(
      (source) =>
        `the editor's note says ${source}, and nothing for readers who have none; what they read stands behind a bar, as in {name|reader}`,
    ),
    ...problems,
    ...genericNotes([...selected.keys()], wishes.images),
    ...prepared.problems.map((problem) => pictureNote(problem, selected)),
    ...stories.flatMap((story) => wholeTextNote(story, heading.imprint)),
  ]);
  const composed = new Map<Key, ComposedDigest>();
  const sizeOf = tools.messages.htmlSize(compiled);
  for (const [key, digest] of digests) {
    const fitted = fitToBudget(compiled, digest, sizeOf);
    for (const step of fitted.steps) notes.add(stepNote(step));
    if (fitted.verdict === 'over') notes.add(`${fitted.encodedBytes} bytes of HTML even with one story: over the limit of 100,000`);
    composed.set(key, composedDigest(compiled, fitted));
  }
  let second: Promise<CompiledEdition> | null = null;
  const again: Again = () => {
    second ??= compilePictured(whole, stories, prepared.pictures).then((made) => made.compiled);
    return second;
  };
  let third: Promise<LinedEdition | null> | null = null;
  const lined: Lined = () => {
    third ??= linedEdition(whole, stories, prepared.pictures);
    return third;
  };
  return {
    compiled,
    pictures: prepared.pictures,
    digests: composed,
    notes: [...notes],
    lined,
    ...(template !== null && 'theme' in template ? { again } : {}),
  };
}

/** Names a digest by what it says. */
export const fingerprintOf = (layout: DigestLayout): string => hash('sha256', JSON.stringify(layout)).slice(0, 32);

export const composedDigest = (
  compiled: CompiledEdition,
  { layout, encodedBytes }: Pick<FittedDigest, 'layout' | 'encodedBytes'>,
): ComposedDigest => ({
  fingerprint: fingerprintOf(layout),
  layout,
  storyIds: layout.sections.flatMap((section) => section.stories.map((story) => story.id)),
  sections: [...new Set(layout.sections.map((section) => section.topic))],
  get rendered() {
    return assemble(compiled, layout);
  },
  htmlBytes: encodedBytes,
});

/** Why a story that should be told by its whole text is not. */
const wholeTextNote = (story: Story, imprint: Imprint): readonly string[] => {
  const text = textToldWhole(story, imprint);
  return text?.kind === 'refused' ? [`told by its excerpt: the whole text of "${story.lead.title}" ${text.why}`] : [];
};

const stepWords = {
  'text-excerpted': 'told by its excerpt instead of its whole text',
  'picture-dropped': 'picture left out',
  'excerpt-shortened': 'excerpt shortened',
  'excerpt-dropped': 'excerpt left out',
  'story-dropped': 'story left out',
  'too-heavy': 'story of very long addresses left out',
} as const;

const stepNote = ({ action, headline, points }: BudgetStep) =>
  action === 'share-dropped'
    ? 'links to send stories on left out to keep the mail under 95 kB'
    : `${stepWords[action]} to keep the mail under 95 kB: "${headline}" (${points.toFixed(1)} points)`;

const selectedOf = (digests: readonly Digest[]): ReadonlyMap<string, SelectedStory> =>
  new Map(
    digests.flatMap((digest) =>
      digest.sections.flatMap((section) => section.stories.map((selected) => [selected.story.id, selected] as const)),
    ),
  );

function picturesOf(
  tools: Tools,
  selected: readonly StoryWanted[],
  { images, missing }: PictureWishes,
  imprint: Imprint,
): Promise<PreparedPictures> {
  // Of stories with one picture the one worth more shows it, in whatever order the digests name them.
  const best = [...selected].sort((a, b) => b.points.total - a.points.total || (a.story.id < b.story.id ? -1 : 1));
  const wanted = best.map(({ story, topic }): PictureWanted => {
    const own = images.get(story.id);
    const text = textToldWhole(story, imprint);
    const inText = text?.kind === 'read' ? text.pictures.map(({ url }) => url) : [];
    return {
      storyId: story.id,
      title: story.lead.title,
      topic,
      images: own?.images ?? [],
      chosen: own?.chosen ?? false,
      mark: story.lead.provider.mark ?? null,
      missing,
      ...(inText.length === 0 ? {} : { inText }),
    };
  });
  return tools.preparePictures(wanted, tools.progress);
}

const pictureNote = ({ storyId, url, reason, instead }: PictureProblem, selected: ReadonlyMap<string, StoryWanted>) =>
  `picture not shown (${reason}), ${instead} instead: ${url} of "${selected.get(storyId)?.story.lead.title ?? storyId}"`;

/** One line a picture: a share picture can be that of a third of all stories. */
function genericNotes(storyIds: readonly string[], images: PictureWishes['images']): readonly string[] {
  const left = new Map<string, { readonly events: number; stories: number }>();
  for (const { url, events } of storyIds.flatMap((id) => images.get(id)?.generic ?? [])) {
    left.set(url, { events, stories: (left.get(url)?.stories ?? 0) + 1 });
  }
  return [...left].map(
    ([url, { events, stories }]) =>
      `picture not shown with ${stories === 1 ? 'one story' : `${stories} stories`} (it is seen with ${events} events, so it says nothing about any): ${url}`,
  );
}
