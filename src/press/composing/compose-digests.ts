import { createHash } from 'node:crypto';
import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { type BudgetStep, type FittedDigest, fitToBudget } from '../../composition/blocks/size-budget.ts';
import type { EditionHeading, RenderedEmail } from '../../composition/edition.ts';
import { compileEdition } from '../../composition/themes/render-edition.tsx';
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
  readonly rendered: RenderedEmail;
  /** Bytes of the HTML part in the message, transfer encoding included. */
  readonly htmlBytes: number;
};

export type Composed<Key> = {
  readonly compiled: CompiledEdition;
  readonly digests: ReadonlyMap<Key, ComposedDigest>;
  /** What an editor should know: pictures that could not be used, stories shortened or dropped for size. */
  readonly notes: readonly string[];
};

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress'>;

/** Compiles the blocks of all stories in `digests` once and lays each digest out within the byte budget. */
export async function composeDigests<Key>(
  tools: Tools,
  heading: EditionHeading,
  digests: ReadonlyMap<Key, Digest>,
): Promise<Composed<Key>> {
  const selected = selectedOf([...digests.values()]);
  const prepared = await picturesOf(tools, [...selected.values()]);
  const stories = [...selected.values()].map(({ story }) => story);
  const template = await tools.readTheme(heading.imprint.theme);
  const compiled = await compileEdition({ ...heading, template }, stories, prepared.pictures);
  const unusable = noteFault(heading.intro ?? '');
  const notes = new Set([
    ...(unusable === null ? [] : [`the editor's note is left out: it ${unusable}; write it more simply`]),
    ...prepared.problems.map((problem) => pictureNote(problem, selected)),
  ]);
  const composed = new Map<Key, ComposedDigest>();
  for (const [key, digest] of digests) {
    const fitted = fitToBudget(compiled, digest, tools.messages.encodedHtmlSize);
    for (const step of fitted.steps) notes.add(stepNote(step));
    if (fitted.verdict === 'over') notes.add(`${fitted.encodedBytes} bytes of HTML even with one story: over the limit of 100,000`);
    composed.set(key, composedDigest(fitted));
  }
  return { compiled, digests: composed, notes: [...notes] };
}

/** One digest out of blocks compiled before. */
export const composeDigest = (compiled: CompiledEdition, digest: Digest, encodedSize: (html: string) => number): ComposedDigest =>
  composedDigest(fitToBudget(compiled, digest, encodedSize));

const composedDigest = ({ layout, email, encodedBytes }: FittedDigest): ComposedDigest => ({
  fingerprint: createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 32),
  layout,
  storyIds: layout.sections.flatMap((section) => section.stories.map((story) => story.id)),
  sections: layout.sections.map((section) => section.topic),
  rendered: email,
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

function picturesOf(tools: Tools, selected: readonly SelectedStory[]): Promise<PreparedPictures> {
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

const pictureNote = (problem: PictureProblem, selected: ReadonlyMap<string, SelectedStory>) =>
  `picture ${problem.instead ?? 'replaced'} (${problem.reason}): ${problem.url} of "${selected.get(problem.storyId)?.story.lead.title ?? problem.storyId}"`;
