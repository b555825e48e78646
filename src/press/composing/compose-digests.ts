import { hash } from 'node:crypto';
import { assemble } from '../../composition/blocks/assemble.ts';
import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { type BudgetStep, type FittedDigest, fitToBudget } from '../../composition/blocks/size-budget.ts';
import type { EditionHeading, RenderedEmail, StoryPictures } from '../../composition/edition.ts';
import { type CompiledBefore, compileEdition } from '../../composition/themes/render-edition.tsx';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { noteFault } from '../../composition/views/note.ts';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import type { PictureProblem, PictureWanted, PreparedPictures } from '../ports/composing.ts';
import type { Press } from '../ports/press.ts';

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

export type Composed<Key> = {
  readonly compiled: CompiledEdition;
  /** By story id. */
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly digests: ReadonlyMap<Key, ComposedDigest>;
  /** What an editor should know: pictures that could not be used, stories shortened or dropped for size. */
  readonly notes: readonly string[];
};

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress'>;

/**
 * Compiles the blocks of all stories in `digests` once and lays each digest out within the byte budget.
 * @param before what was composed of the same selection, newsletter and slot already, perhaps under another number
 * @param selected all that is to be compiled, by story id; left out: the stories in `digests`
 */
export async function composeDigests<Key>(
  tools: Tools,
  heading: EditionHeading,
  digests: ReadonlyMap<Key, Digest>,
  before: CompiledBefore | null = null,
  selected: ReadonlyMap<string, Pick<SelectedStory, 'story' | 'topic'>> = selectedOf([...digests.values()]),
): Promise<Composed<Key>> {
  const prepared = await picturesOf(tools, [...selected.values()]);
  const stories = [...selected.values()].map(({ story }) => story);
  const template = await tools.readTheme(heading.imprint.theme);
  const compiled = await compileEdition({ ...heading, template }, stories, prepared.pictures, before);
  const unusable = noteFault(heading.intro ?? '');
  const notes = new Set([
    ...(unusable === null ? [] : [`the editor's note is left out: it ${unusable}; write it more simply`]),
    ...prepared.problems.map((problem) => pictureNote(problem, selected)),
  ]);
  const composed = new Map<Key, ComposedDigest>();
  const sizeOf = tools.messages.htmlSize(compiled);
  for (const [key, digest] of digests) {
    const fitted = fitToBudget(compiled, digest, sizeOf);
    for (const step of fitted.steps) notes.add(stepNote(step));
    if (fitted.verdict === 'over') notes.add(`${fitted.encodedBytes} bytes of HTML even with one story: over the limit of 100,000`);
    composed.set(key, composedDigest(compiled, fitted));
  }
  return { compiled, pictures: prepared.pictures, digests: composed, notes: [...notes] };
}

/** One digest out of blocks compiled before. */
export const composeDigest = (compiled: CompiledEdition, digest: Digest, sizeOf: (layout: DigestLayout) => number): ComposedDigest =>
  composedDigest(compiled, fitToBudget(compiled, digest, sizeOf));

/** Names a digest by what it says. */
export const fingerprintOf = (layout: DigestLayout): string => hash('sha256', JSON.stringify(layout)).slice(0, 32);

const composedDigest = (compiled: CompiledEdition, { layout, encodedBytes }: FittedDigest): ComposedDigest => ({
  fingerprint: fingerprintOf(layout),
  layout,
  storyIds: layout.sections.flatMap((section) => section.stories.map((story) => story.id)),
  sections: [...new Set(layout.sections.map((section) => section.topic))],
  get rendered() {
    return assemble(compiled, layout);
  },
  htmlBytes: encodedBytes,
});

const stepWords = {
  'excerpt-shortened': 'excerpt shortened',
  'excerpt-dropped': 'excerpt left out',
  'story-dropped': 'story left out',
  'too-heavy': 'story of very long addresses left out',
} as const;

const stepNote = ({ action, headline, points }: BudgetStep) =>
  `${stepWords[action]} to keep the mail under 100 kB: "${headline}" (${points.toFixed(1)} points)`;

const selectedOf = (digests: readonly Digest[]): ReadonlyMap<string, SelectedStory> =>
  new Map(
    digests.flatMap((digest) =>
      digest.sections.flatMap((section) => section.stories.map((selected) => [selected.story.id, selected] as const)),
    ),
  );

function picturesOf(tools: Tools, selected: readonly Pick<SelectedStory, 'story' | 'topic'>[]): Promise<PreparedPictures> {
  const wanted: PictureWanted[] = selected.map(({ story, topic }) => ({
    storyId: story.id,
    title: story.lead.title,
    topic,
    url: story.lead.images[0]?.url ?? null,
  }));
  // The order decides nothing but which picture is fetched first; sorted, so that two runs do the same.
  wanted.sort((a, b) => (a.storyId < b.storyId ? -1 : 1));
  return tools.preparePictures(wanted, tools.progress);
}

const pictureNote = (problem: PictureProblem, selected: ReadonlyMap<string, Pick<SelectedStory, 'story'>>) =>
  `picture ${problem.instead ?? 'replaced'} (${problem.reason}): ${problem.url} of "${selected.get(problem.storyId)?.story.lead.title ?? problem.storyId}"`;
