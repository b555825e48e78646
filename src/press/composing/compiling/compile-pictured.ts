import type { CompiledEdition } from '../../../composition/blocks/compiled-edition.ts';
import type { EditionHeading, StoryPictures } from '../../../composition/edition.ts';
import { besideOf, picturesBeside, withPicturesBeside } from '../../../composition/themes/own/pictures-beside.ts';
import { type CompiledBefore, compileEdition } from '../../../composition/themes/render-edition.tsx';
import type { Story } from '../../../selection/stories/story.ts';

/** An edition's blocks, and why pictures beside its theme's file could not be hosted, in words. */
export type Pictured = { readonly compiled: CompiledEdition; readonly problems: readonly string[] };

/**
 * Compiles an edition and puts the pictures that lie beside its theme's file in their places, hosted. What cannot be hosted stays as the
 * theme wrote it, where the gate finds it. Throws as `compileEdition` does.
 */
export async function compilePictured(
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
  before: CompiledBefore | null = null,
): Promise<Pictured> {
  const compiled = await compileEdition(heading, stories, pictures, before);
  const beside = besideOf(heading.template);
  const asked = beside === null ? [] : picturesBeside(compiled);
  if (beside === null || asked.length === 0) return { compiled, problems: [] };
  const hosted = await beside.host(asked);
  const problems = asked.flatMap(({ src }, at) => {
    const answer = hosted[at];
    return answer !== undefined && 'problem' in answer ? [`picture of the theme not shown: ${src}: ${answer.problem}`] : [];
  });
  return { compiled: withPicturesBeside(compiled, asked, hosted), problems: [...new Set(problems)] };
}
