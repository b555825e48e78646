import { isDeepStrictEqual } from 'node:util';
import type { CompiledEdition, CompiledStory } from '../../../composition/blocks/compiled-edition.ts';
import type { EditionHeading, StoryPictures } from '../../../composition/edition.ts';
import type { CompiledBefore } from '../../../composition/themes/render-edition.tsx';
import type { Story } from '../../../selection/stories/story.ts';

/** A story is looked at in a theme or two, and in a language or two. */
const keptOfStory = 3;

type Compiled = { readonly frame: Frame; readonly pictures: StoryPictures | undefined; readonly story: CompiledStory };
/** What of a heading a story's blocks depend on: all but the words that stand at the top of the mail. */
type Frame = Omit<EditionHeading, 'subject' | 'preheader' | 'intro' | 'subjectFor' | 'preheaderFor' | 'noteFor' | 'noteFields'>;

/** By the story, so that its blocks go when it does. */
const compiledOf = new WeakMap<Story, Compiled[]>();

/** What is known of these very stories, compiled with equal pictures under an equal heading. */
export function compiledBefore(
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
): CompiledBefore {
  const frame = frameOf(heading);
  const known = stories.flatMap((story) => {
    const found = compiledOf.get(story)?.find((one) => isDeepStrictEqual([one.pictures, one.frame], [pictures.get(story.id), frame]));
    return found === undefined ? [] : [[story.id, found.story] as const];
  });
  return { compiled: { stories: Object.fromEntries(known) }, pictures };
}

export function rememberCompiled(
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
  { stories: compiled }: Pick<CompiledEdition, 'stories'>,
): void {
  const frame = frameOf(heading);
  for (const story of stories) {
    const made = compiled[story.id];
    if (made === undefined) continue;
    const others = (compiledOf.get(story) ?? []).filter((one) => one.story !== made);
    compiledOf.set(story, [{ frame, pictures: pictures.get(story.id), story: made }, ...others].slice(0, keptOfStory));
  }
}

function frameOf({
  subject: _s,
  preheader: _p,
  intro: _i,
  subjectFor: _sf,
  preheaderFor: _pf,
  noteFor: _nf,
  noteFields: _nd,
  ...frame
}: EditionHeading): Frame {
  return frame;
}
