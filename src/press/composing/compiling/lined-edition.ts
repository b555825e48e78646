import type { CompiledEdition } from '../../../composition/blocks/compiled-edition.ts';
import type { EditionHeading, StoryPictures } from '../../../composition/edition.ts';
import { linedTemplate } from '../../../composition/themes/own/theme-lines.ts';
import { compileEdition } from '../../../composition/themes/render-edition.tsx';
import { isThemeFile } from '../../../composition/themes/theme-names.ts';
import type { Story } from '../../../selection/stories/story.ts';

/** An edition's blocks with marks of the theme's lines in them, for `unlined`; `file` is the theme's. */
export type LinedEdition = { readonly compiled: CompiledEdition; readonly file: string };

/** Compiles an edition with its theme's lines; `null` where the theme is one of ours, or its lines cannot be told. Never rejects. */
export async function linedEdition(
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
): Promise<LinedEdition | null> {
  const { theme } = heading.imprint;
  if (!isThemeFile(theme)) return null;
  try {
    const template = await linedTemplate(heading.template);
    return template === null ? null : { compiled: await compileEdition({ ...heading, template }, stories, pictures), file: theme };
  } catch {
    // Lines are a help beside a finding that stands without them.
    return null;
  }
}
